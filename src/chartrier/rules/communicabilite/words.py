"""What is said in French and in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chartrier.records.days import written_day
from chartrier.records.finding import Language


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages."""

    fr: str
    en: str

    def within(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


def day_in_words(day: date) -> Words:
    """A day in words: `1er mars 2061`, `1 March 2061`."""
    return Words(written_day(day, "fr"), written_day(day, "en"))
