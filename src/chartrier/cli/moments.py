"""Dates and instants as people read them."""

from __future__ import annotations

from datetime import date

from chartrier.clock import read_instant
from chartrier.records.days import written_day
from chartrier.records.finding import Language


def readable(text: str, language: Language) -> str:
    """A day (`2026-11-22`) or an instant of ours in words; anything else as it is."""
    try:
        if "T" not in text:
            return written_day(date.fromisoformat(text), language)
        instant = read_instant(text)
    except ValueError:
        return text
    at = "à" if language == "fr" else "at"
    return f"{written_day(instant.date(), language)} {at} {instant:%H:%M:%S} UTC"
