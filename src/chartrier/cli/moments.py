"""Dates and instants as people read them."""

from __future__ import annotations

from datetime import date

from chartrier.clock import read_instant
from chartrier.records.finding import Language

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def readable(text: str, language: Language) -> str:
    """A day (`2026-11-22`) or an instant of ours in words; anything else as it is."""
    try:
        if "T" not in text:
            return _day(date.fromisoformat(text), language)
        instant = read_instant(text)
    except ValueError:
        return text
    at = "à" if language == "fr" else "at"
    return f"{_day(instant.date(), language)} {at} {instant:%H:%M:%S} UTC"


def _day(day: date, language: Language) -> str:
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {MONTHS[language][day.month - 1]} {day.year}"
