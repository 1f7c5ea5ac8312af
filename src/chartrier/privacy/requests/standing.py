"""Where requests stand: the step that each waits for, the time left, and what was found with what may be decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.situations import Placed, situations
from chartrier.privacy.requests.opening import kept
from chartrier.privacy.requests.reference import reference
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.persons.request import SOON, Mark, PersonRequest, Step, step_of, time_left
from chartrier.rules.persons.rights import RefusalGround, grounds_for


@dataclass(frozen=True, slots=True)
class Standing:
    """A request, and what it waits for today. `left`: days until it is due, below zero when late; None: closed."""

    tenant: int
    id: UUID
    reference: str
    asked: PersonRequest
    step: Step
    closed: date | None
    act: UUID | None
    left: int | None
    time: Words | None

    @property
    def urgent(self) -> bool:
        return self.left is not None and self.left <= SOON

    @property
    def late(self) -> bool:
        return self.left is not None and self.left < 0

    def as_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "reference": self.reference,
            **self.asked.as_json(),
            "due": self.asked.due.isoformat(),
            "left": self.left,
            "step": self.step.value,
            "closed": self.closed and self.closed.isoformat(),
            "act": self.act and str(self.act),
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A unit that was found. `placed` None: it is there no more."""

    unit: UUID
    terms: tuple[str, ...]
    mark: Mark
    placed: Placed | None
    grounds: tuple[RefusalGround, ...]
    """By which what is asked may be refused for it; none: it must be granted."""

    def as_json(self) -> dict[str, Any]:
        placed = self.placed
        return {
            "unit": str(self.unit),
            "title": placed.title if placed else None,
            "age": placed.situation.age.value if placed else None,
            "dua": placed.situation.dua.isoformat() if placed and placed.situation.dua else None,
            "terms": list(self.terms),
            "concerns": self.mark.concerns,
            "grounds": [each.value for each in self.grounds],
            "decision": self.mark.decision and self.mark.decision.as_json(),
        }


def standings(tenants: Sequence[int], today: date, *, still_open: bool = False) -> list[Standing]:
    """All requests of these collectivités: the most pressing first, then those that are closed."""
    found = register.requests_of(tenants, still_open=still_open)
    lines = register.found_of(tenants, [each.id for each in found if each.closed is None])
    return [_standing(each, [line.mark for line in lines.get(each.id, ())], today) for each in found]


def standing_of(tenant: Tenant, identifier: UUID, today: date) -> Standing:
    """One of them. Raises NotFound (DDP-020)."""
    found = kept(tenant, identifier)
    return _standing(found, [each.mark for each in register.found_of([tenant.key], [identifier])[identifier]], today)


def standing_closed(found: register.Kept, today: date) -> Standing:
    """Of one that is closed: what was found for it makes no difference any more."""
    return _standing(found, (), today)


def lines_of(tenant: Tenant, identifier: UUID, today: date) -> list[Line]:
    """What was found for a request, in the order of the units. Raises NotFound (DDP-020)."""
    right = kept(tenant, identifier).asked.right
    found = register.found_of([tenant.key], [identifier])[identifier]
    served = tenant.custody.service is not None
    placed = situations(tenant.key, [each.unit for each in found], today, served=served)
    return [
        Line(
            each.unit,
            each.terms,
            each.mark,
            there := placed.get(each.unit),
            grounds_for(right, there.situation) if there is not None else (),
        )
        for each in found
    ]


def _standing(found: register.Kept, marks: Collection[Mark], today: date) -> Standing:
    open_still = found.closed is None
    return Standing(
        found.tenant,
        found.id,
        reference(found.number, found.asked.received),
        found.asked,
        step_of(found.asked, marks, answered=found.act is not None),
        found.closed,
        found.act,
        (found.asked.due - today).days if open_still else None,
        time_left(found.asked, today) if open_still else None,
    )
