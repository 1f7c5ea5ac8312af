"""The filters of the readings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from chartrier.catalog.consultations.register import Sought, What
from chartrier.catalog.people import directory
from chartrier.clock import beginning_of
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.regime import Regime
from chartrier.web.frame.asking import Asked

FILTERS = ("by", "regime", "what", "first", "last")

ARCHIVES = "archives"
"""Whoever gives the visa or controls: the Archives départementales, taken together."""

MACHINE = "machine"

CONTROL = frozenset({str(Role.VISA), str(Role.CONTROLE)})


def sought(request: Asked, tenant: Tenant) -> Sought:
    """The filters of an address; what none could mean is left out."""
    given = request.GET
    by, regime, what = given.get("by", ""), given.get("regime", ""), given.get("what", "")
    last = _day(given.get("last", ""))
    return Sought(
        persons=_persons(by, tenant),
        machine=by == MACHINE,
        regime=regime if regime in set(Regime) else None,
        what=what if what in set(What) else None,
        first=_beginning(_day(given.get("first", ""))),
        end=_beginning(last + timedelta(days=1)) if last and last < date.max else None,
    )


def address_of(request: Asked, **added: str) -> str:
    """The query of the present filters, with this added."""
    kept = {name: value for name in FILTERS if (value := request.GET.get(name, "")[:80])}
    return urlencode({**kept, **added})


def people_of(tenant: Tenant) -> list[tuple[str, str]]:
    """Those who have a role here, by name; of one name, always in the same order."""
    members = {person for person, _ in directory.members(tenant.key)}
    return sorted(
        ((str(who), name) for who, name in directory.names_of(members).items()), key=lambda each: (each[1], each[0])
    )


def _persons(by: str, tenant: Tenant) -> list[UUID] | None:
    if by == ARCHIVES:
        return sorted({person for person, role in directory.members(tenant.key) if role in CONTROL})
    try:
        return [UUID(by)] if by and by != MACHINE else None
    except ValueError:
        return None


def _beginning(day: date | None) -> datetime | None:
    return beginning_of(day) if day else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
