"""Asking the archive for the facts, once; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from chartrier.access.communicabilite.answer import public_reading
from chartrier.administration.accords import accord_for
from chartrier.catalog.communicabilite.derogations import derogations_of, early_openings_of
from chartrier.catalog.conventions.register import conventions
from chartrier.catalog.hosting.register import offers
from chartrier.catalog.people.directory import members
from chartrier.catalog.persons import requests
from chartrier.catalog.projects.register import projects_of
from chartrier.catalog.publications.register import What, open_portals, publications, withdrawn_records
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants.services import services
from chartrier.catalog.transaction import transaction
from chartrier.catalog.treatments import holdings, register
from chartrier.catalog.treatments.holdings import Bounds, Some, State
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.privacy.contradictions.facts import Facts, Named
from chartrier.privacy.contradictions.lengths import back
from chartrier.privacy.redacted_package import MESSAGE
from chartrier.privacy.requests.standing import standings
from chartrier.privacy.violations import violations_of
from chartrier.records.hosting import Offer
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.redaction.grounds import GROUNDS
from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.persons.request import TIME_TO_ANSWER
from chartrier.rules.persons.rights import Outcome, Right
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.serie import Series

GRACE = Duration(1, Unit.YEAR)
"""How long what is due may wait for somebody's decision before it is said to be forgotten."""


def facts_of(tenant: Tenant, copies: Copies) -> Facts:
    """All that contradictions are looked for in; what is of the tenant is read in one transaction."""
    now = copies.clock()
    # offers are of the instance: no transaction of a tenant reads them
    hosts = {name: each.offer for each in offers() for name in each.offer.copies}
    with transaction([tenant.key]):
        return _facts(tenant, copies, hosts, now)


def _facts(tenant: Tenant, copies: Copies, hosts: Mapping[str, Offer], now: datetime) -> Facts:
    key, day = tenant.key, day_of(now)
    named = tuple(Named(each.id, each.treatment) for each in register.standing(key) if each.treatment is not None)
    tableau = current(key)
    table = tableau.series if tableau is not None else None
    bounds = _bounds(named, table.values() if table is not None else (), day)
    known = [each for each in services(key) if not each.closed]
    diffused = frozenset(each.name for each in publications(key, What.SERIES) if each.online)
    shown = diffused if key in open_portals([key]) else frozenset[str]()
    copied = holdings.redacted(key, MESSAGE.format(""))
    bared = [each for each in _states(key, copied, day) if each.open]
    # what may be communicated may still have to be hidden to be put online
    closed = set(holdings.redacted(key, MESSAGE.format(""), GROUNDS["publication"].clause))
    erased, objected = _granted(key, day)
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
        diffused=diffused,
        bared=_by_series([each for each in bared if each.unit in closed]),
        bared_online=_by_series(_online(key, bared, shown)),
        asked=tuple(standings([key], day, still_open=True)),
        granted=_some([each for each in holdings.states(key, erased, day) if not each.proposed]),
        objected_online=_some(_online(key, _states(key, objected, day), shown)),
        violations=tuple(violations_of([key], now)),
        offers=hosts,
    )


def _states(tenant: int, units: Collection[UUID], day: date) -> list[State]:
    """How these few units stand, opened before their time too: rules alone do not say it."""
    return [
        each if each.open else replace(each, open=public_reading(tenant, each.unit, day).open)
        for each in holdings.states(tenant, units, day)
    ]


def _granted(tenant: int, day: date) -> tuple[set[UUID], set[UUID]]:
    """The units whose erasure was granted a month ago or before; those of which it, or an objection, was granted."""
    closed = [each for each in requests.requests_of([tenant]) if each.act is not None and each.closed is not None]
    found = requests.found_of([tenant], [each.id for each in closed])
    erased, objected, month = set[UUID](), set[UUID](), back(day, TIME_TO_ANSWER)
    for each in closed:
        # one refused as a whole granted nothing, whatever had been said of records before
        if each.asked.right not in (Right.ERASURE, Right.OBJECTION) or each.asked.whole:
            continue
        decided = [(line.unit, line.mark.decision) for line in found[each.id] if line.mark.concerns]
        units = {unit for unit, decision in decided if decision and decision.outcome is Outcome.GRANTED}
        objected |= units
        if each.asked.right is Right.ERASURE and each.closed is not None and each.closed <= month:
            erased |= units
    return erased, objected


def _online(tenant: int, states: Collection[State], shown: Collection[str]) -> list[State]:
    """Those that the portal may show: open to everybody, all their series diffusable, not withdrawn one by one."""
    withdrawn = withdrawn_records(tenant, [each.unit for each in states])
    return [
        each
        for each in states
        if each.open and each.series and set(each.series) <= set(shown) and each.unit not in withdrawn
    ]


def _by_series(states: Iterable[State]) -> Mapping[str, Some]:
    """Those of no series are under the empty code."""
    found: defaultdict[str, list[State]] = defaultdict(list)
    for each in states:
        for code in each.series or ("",):
            found[code].append(each)
    return {code: _some(those) for code, those in found.items()}


def _some(states: Collection[State]) -> Some:
    return Some(len(states), next((each.unit for each in states), None))


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
