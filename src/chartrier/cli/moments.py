"""Dates and instants as people read them."""

from __future__ import annotations

from datetime import date

from chartrier.clock import in_france, read_instant
from chartrier.records.days import written_day, written_moment
from chartrier.records.finding import Language


def readable(text: str, language: Language) -> str:
    """A day (`2026-11-22`) or an instant of ours, as clocks in France show it, in words; anything else as it is."""
    try:
        if "T" not in text:
            return written_day(date.fromisoformat(text), language)
        shown = in_france(read_instant(text))
    except ValueError:
        return text
    return f"{written_moment(shown, language)} ({shown:%Z})"
