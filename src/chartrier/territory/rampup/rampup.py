"""The ramp-up on a day, as far as whoever looks may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chartrier.catalog.tenants import register as tenants
from chartrier.territory.own import Viewer
from chartrier.territory.rampup.capacity import Capacity, capacity
from chartrier.territory.rampup.members import Member, Wait, counted, members, wait
from chartrier.territory.rampup.missing import Rhythm, missing, rhythms


@dataclass(frozen=True, slots=True)
class RampUp:
    """`seen`: how many collectivités the figures of versements are of; `rhythms`: every flow, late or not."""

    on: date
    seen: int
    members: Sequence[Member]
    rhythms: Sequence[Rhythm]
    capacity: Capacity

    @property
    def wait(self) -> Wait:
        return wait(self.members, self.on)

    @property
    def missing(self) -> list[Rhythm]:
        return missing(self.on, self.rhythms)

    def as_json(self) -> dict[str, Any]:
        return {
            "as_of": self.on.isoformat(),
            "tenants": self.seen,
            "steps": {state.value: number for state, number in counted(self.members).items()},
            "members": [each.as_json(self.on) for each in self.members],
            "wait": self.wait.as_json(),
            "flows": len(self.rhythms),
            "missing": [each.as_json(self.on) for each in self.missing],
            "capacity": self.capacity.as_json(),
        }


def rampup(on: date, viewer: Viewer, room: Mapping[str, int | None]) -> RampUp:
    """Of the collectivités that the viewer sees, and of the members of those among them that are hosts.

    `room`: the bytes free in each copy, for who operates the instance; empty for others.
    """
    seen = {each.key: each for each in tenants.tenants() if viewer.every or each.key in viewer.tenants}
    found = members(on, viewer)
    return RampUp(on, len(seen), found, rhythms(on, seen), capacity(on, seen, found, room))
