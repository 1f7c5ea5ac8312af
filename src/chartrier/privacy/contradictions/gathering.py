"""Asking the archive for the facts, once; nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from chartrier.administration.accords import accord_for
from chartrier.catalog.communicabilite.derogations import derogations_of, early_openings_of
from chartrier.catalog.conventions.register import conventions
from chartrier.catalog.people.directory import members
from chartrier.catalog.projects.register import projects_of
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants.services import services
from chartrier.catalog.transaction import transaction
from chartrier.catalog.treatments import holdings, register
from chartrier.catalog.treatments.holdings import Bounds
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.privacy.contradictions.facts import Facts, Named
from chartrier.privacy.contradictions.lengths import back
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.serie import Series

GRACE = Duration(1, Unit.YEAR)
"""How long what is due may wait for somebody's decision before it is said to be forgotten."""


def facts_of(tenant: Tenant, copies: Copies) -> Facts:
    """All that contradictions are looked for in, read in one transaction."""
    day = day_of(copies.clock())
    with transaction([tenant.key]):
        return _facts(tenant, copies, day)


def _facts(tenant: Tenant, copies: Copies, day: date) -> Facts:
    key = tenant.key
    named = tuple(Named(each.id, each.treatment) for each in register.standing(key) if each.treatment is not None)
    tableau = current(key)
    table = tableau.series if tableau is not None else None
    bounds = _bounds(named, table.values() if table is not None else (), day)
    known = [each for each in services(key) if not each.closed]
    return Facts(
        tenant=tenant,
        day=day,
        treatments=named,
        holder=register.holder_of(key),
        table=table,
        held=holdings.held(key, day, back(day, GRACE), bounds),
        late=holdings.late(key, bounds),
        seen=holdings.seen(key, day),
        online=holdings.online(key, day),
        opened=holdings.of_units(key, _opened(key, day)),
        conventions=conventions([key]),
        copies=tuple(store.name for store in copies.stores),
        projects=tuple(projects_of(key).values()),
        services=frozenset(each.identifier for each in known) | {tenant.siren},
        allowed={each.identifier: accord_for(key, each.identifier).series for each in known if each.transferring},
        dpo=any(role == Role.DPO for _, role in members(key, day)),
    )


def _bounds(named: Iterable[Named], table: Collection[Series], day: date) -> Bounds:
    """From which days on units are too old, by series."""
    durations = {each.code: each.dua.duration for each in table if not each.dua_undecided and each.dua.duration}
    kinds = {each.code: each.dua.kind for each in table}
    told: dict[str, date] = {}
    for each in named:
        for code in each.treatment.series:
            dua, said = durations.get(code), each.treatment.told
            if dua is not None and said is not None and kinds[code] is Kind.LASTS:
                # the units' échéances are known: what is `said` after their départ is so much before those
                told[code] = max(told.get(code, date.min), _shifted(day, dua, said))
    return Bounds(
        told=told,
        most={code: back(day, dua) for code, dua in durations.items() if kinds[code] is Kind.AT_MOST},
        waited={code: back(day, dua) for code, dua in durations.items() if kinds[code] is Kind.LASTS},
    )


def _shifted(day: date, dua: Duration, said: Duration) -> date:
    return end_of(back(day, said), dua)


def _opened(tenant: int, day: date) -> list[UUID]:
    """The units that a dérogation opens on that day to its reader, and those opened to all before their time."""
    decisions = [each.derogation.decision for each in derogations_of(tenant)]
    units = {
        unit
        for decision in decisions
        if decision is not None and (decision.until is None or day <= decision.until)
        for unit in decision.units
    }
    units |= {unit for each in early_openings_of(tenant) for unit in each.opening.units}
    return [UUID(unit) for unit in sorted(units)]
