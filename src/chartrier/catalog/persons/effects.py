"""What answers to persons changed for units: told by the acts (`droits`) that name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.history.register import acts_naming
from chartrier.clock import day_of
from chartrier.rules.persons.rights import Outcome, RefusalGround, Right

DROITS = "droits"
"""The operation by which an answer to a person is entered."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Of a unit: `unit` was asked about, `annexed` was deposited for it; one of the two is the unit itself."""

    act: UUID
    day: date
    right: Right
    outcome: Outcome
    ground: RefusalGround | None
    unit: UUID
    annexed: UUID | None


def units_of(record: Mapping[str, Any]) -> set[UUID]:
    """The units that such an act names, from its `operation.json`."""
    return {UUID(each[name]) for each in record["effects"] for name in ("unit", "annexed") if each[name]}


def effects_of(tenant: int, unit: UUID) -> list[Effect]:
    """What answers to persons changed for a unit, the oldest first."""
    wanted = str(unit)
    return [
        Effect(
            act.id,
            day_of(act.began),
            Right(act.record["right"]),
            Outcome(each["outcome"]),
            RefusalGround(each["ground"]) if each["ground"] else None,
            UUID(each["unit"]),
            UUID(each["annexed"]) if each["annexed"] else None,
        )
        for act in acts_naming(tenant, [unit], [DROITS])
        for each in act.record["effects"]
        if wanted in (each["unit"], each["annexed"])
    ]
