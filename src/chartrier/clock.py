"""Instants in UTC, written as the archive writes them: `2026-11-22T20:48:25.123456Z`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""What tells the time; tests pass their own."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def write_instant(instant: datetime) -> str:
    """An aware instant as RFC 3339 in UTC with six decimals and `Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_instant(text: str) -> datetime:
    """The instant that `write_instant` wrote. Raises ValueError on anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
