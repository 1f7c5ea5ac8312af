"""What an address asks of the échéances, and what of them somebody may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from chartrier.catalog.archive.searching import those_within
from chartrier.catalog.rules.due import Due, Waiting
from chartrier.clock import day_of
from chartrier.disposition.endings.due import category_called
from chartrier.errors import InvalidInput
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.web.frame.asking import Asked
from chartrier.web.search.scope import scope_of

Record = TypeVar("Record", Due, Waiting)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`waiting`: what waits for its event, instead of what is due on a day."""

    category: Category
    on: date
    waiting: bool
    after: str | None

    def address(self, **changed: str) -> str:
        kept = {"category": str(self.category), "on": self.on.isoformat()}
        if self.waiting:
            kept["waiting"] = "1"
        return urlencode({**kept, **changed})


def wanted(request: Asked) -> Wanted:
    """What is asked; what none could mean is as if it were not asked."""
    given = request.GET
    today = day_of(request.archive.copies.clock())
    try:
        category = category_called(given.get("category") or Category.APPRAISAL)
    except InvalidInput:
        category = Category.APPRAISAL
    try:
        on = date.fromisoformat(given.get("on", ""))
    except ValueError:
        on = today
    return Wanted(category, on, bool(given.get("waiting")), given.get("after") or None)


def sees_everything(request: Asked, tenant: Tenant) -> bool:
    """Whether nothing bounds what they see of the collectivité."""
    return request.rights.everywhere(Permission.SEARCH_DESCRIPTIONS, tenant.key)


def within(request: Asked, tenant: Tenant, records: Sequence[Record]) -> list[Record]:
    """Those of which they may see the description."""
    bounds = scope_of(request.rights, tenant.key, public=False).bounds
    if not bounds:
        return list(records)
    seen = set(those_within([tenant.key], [each.unit for each in records], bounds))
    return [each for each in records if each.unit in seen]
