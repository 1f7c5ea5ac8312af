"""A day, and a moment, as people read them, in French and in English."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartrier.records.finding import Language

_MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def written_day(day: date, language: Language) -> str:
    """`1er mars 2061`, `1 March 2061`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"


def written_moment(shown: datetime, language: Language) -> str:
    """`1er mars 2061 à 14 h 05`, `1 March 2061 at 14:05`, as the clock shows it; the hour stays on one line."""
    day = written_day(shown.date(), language)
    if language == "fr":
        return f"{day} à {shown:%H}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{shown:%M}"
    return f"{day} at {shown:%H:%M}"
