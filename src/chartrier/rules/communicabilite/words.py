"""What is said in French and in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chartrier.records.finding import Language

_MOIS = (
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
)
_MONTHS = (
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
)


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages."""

    fr: str
    en: str

    def within(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


def written_day(day: date) -> Words:
    """A day in words: `1er mars 2061`, `1 March 2061`."""
    french = "1er" if day.day == 1 else str(day.day)
    return Words(
        f"{french} {_MOIS[day.month - 1]} {day.year}",
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    )
