"""Who is counted in what this instance publishes: its settings say it, or its operator chooses it in a page."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chartrier.catalog.observatory import register
from chartrier.errors import Conflict, InvalidInput
from chartrier.settings import UNNAMED, Settings
from chartrier.territory.observatory import findings as say


class Counted(StrEnum):
    """Whose communes are in the sums: those of nobody, of who agreed, of every tenant."""

    OFF = "off"
    AGREED = "agreed"
    EVERY = "every"


def counted_by(settings: Settings) -> Counted:
    """What holds today: the settings where they say it, else what was chosen, else nobody."""
    if settings.observatory != "chosen":
        return Counted(settings.observatory)
    last = register.chosen()
    return Counted(last.counted) if last is not None else Counted.OFF


def choose(settings: Settings, counted: Counted, now: datetime, person: UUID | None) -> None:
    """Choose it from now on. Raises Conflict (OBS-017) where the settings say it already."""
    if settings.observatory != "chosen":
        raise Conflict(say.SET_ELSEWHERE, value=settings.observatory)
    register.choose(counted, now, person)


def require_named(name: str) -> None:
    """Raises InvalidInput (OBS-018) for the name that every instance has before it is given one of its own."""
    if name == UNNAMED:
        raise InvalidInput(say.UNNAMED_INSTANCE, name=UNNAMED)
