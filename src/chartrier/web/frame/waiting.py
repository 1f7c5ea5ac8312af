"""What waits for somebody in a collectivité: each subject tells its own in `waits.py`, by a function `waits`."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.subjects import SUBJECTS, module


@dataclass(frozen=True, slots=True)
class Wait:
    """`said` is in the language of the request; `address` is where it is dealt with, None when no page does yet."""

    said: str
    icon: str
    address: str | None = None


def waits_for(request: Asked, tenant: Tenant) -> list[Wait]:
    """All that waits for whoever asks."""
    told = (given.waits(request, tenant) for subject in SUBJECTS if (given := module(subject, "waits")))
    return [wait for waits in told for wait in waits]
