"""This instance among the initiatives: who is here, and how much, as far as whoever looks may know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chartrier.catalog.tenants import register as tenants
from chartrier.catalog.territory.depositing import volumes
from chartrier.records.anonymity import FEWEST
from chartrier.records.tenant import Tenant
from chartrier.territory.facts import communes_here


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose volumes may be seen: of these tenants, or (`every`) of all."""

    tenants: frozenset[int] = frozenset()
    every: bool = False


OPERATOR = Viewer(every=True)
"""Who operates the machine."""


@dataclass(frozen=True, slots=True)
class Own:
    """This instance. `bytes` and `versements` None: they are not told to this viewer."""

    tenants: Sequence[Tenant]
    communes: frozenset[str]
    """The INSEE codes of its tenants that are communes."""
    depositing: int
    """How many have deposited something, of those of whom this viewer may know: communes, by the map, and theirs."""
    first: date | None
    """When the first of them did."""
    versements: int | None
    bytes: int | None
    seen: Sequence[tuple[Tenant, int, int]]
    """Of those that the viewer may see: versements and bytes."""

    def as_json(self) -> dict[str, Any]:
        return {
            "tenants": len(self.tenants),
            "communes": len(self.communes),
            "depositing": self.depositing,
            "first": self.first and self.first.isoformat(),
            "versements": self.versements,
            "bytes": self.bytes,
        }


def own(on: date, viewer: Viewer) -> Own:
    """This instance on a day, as a viewer may see it."""
    every = tenants.tenants()
    held = volumes([each.key for each in every], on)
    here = communes_here()
    told = viewer.every or {each.key for each in every} <= viewer.tenants or len(held) >= FEWEST
    known = [each for key, each in held.items() if told or key in here or key in viewer.tenants]
    return Own(
        tenants=every,
        communes=frozenset(each.where.insee for each in here.values()),
        depositing=len(known),
        first=min((each.first for each in known), default=None),
        versements=sum(each.versements for each in held.values()) if told else None,
        bytes=sum(each.bytes for each in held.values()) if told else None,
        seen=[
            (each, held[each.key].versements, held[each.key].bytes)
            for each in every
            if each.key in held and (viewer.every or each.key in viewer.tenants)
        ],
    )
