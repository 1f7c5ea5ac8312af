"""Executing what a visa permits: everything is checked again, what changed since is dropped, the rest is destroyed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.disposition.deciding import Region, look_at_now
from chartrier.catalog.disposition.doubles import twins_now
from chartrier.catalog.history.register import corrected_since
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.rules.trying import tried
from chartrier.clock import day_of
from chartrier.copies.acting import Act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import Ordered, order
from chartrier.disposition import findings as say
from chartrier.disposition.analysing import doubled, line_rules, pending_units
from chartrier.disposition.answering import nobody_was_quicker
from chartrier.disposition.attesting import answered_files
from chartrier.disposition.authorising import require_same_day, require_unrevoked, to_eliminate
from chartrier.disposition.guards import PDF, listed, members_of, require_may, took
from chartrier.disposition.proving import Proven, prove
from chartrier.disposition.reading import Proposition, proposition
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.policy import TYPOLOGIE
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.authorisation import LAPSED
from chartrier.rules.disposition.line import CERTIFICATE, Line, only, read_lines
from chartrier.rules.disposition.notice import NOTICE, write_notice
from chartrier.rules.disposition.steps import Disposition, Ground, Order, executing

EXECUTED = "executed.jsonl"
"""In the package of an `elimination`: the lines executed, byte for byte as they were accepted."""

DROPPED = {
    "gone": Words("une de ses unités n'est plus là", "one of its units is there no more"),
    "changed": Words("les unités au-dessous ne sont plus celles du visa", "what is below is not what the visa had"),
    "corrected": Words(
        "une de ses unités a été corrigée depuis le bordereau", "a unit was corrected since the bordereau"
    ),
    "hold": Words("une de ses unités est sous gel", "one of its units is on hold"),
    "definitive": Words("une de ses unités est archive définitive", "one of its units is archive définitive"),
    "rules": Words("une règle ou une échéance a changé", "a rule or an échéance changed"),
    "double": Words("son double n'est plus là", "its double is there no more"),
    "paper": Words("elle est sur papier, sans certificat", "it is on paper, without a certificate"),
    **{str(lapse): words for lapse, words in LAPSED.items()},
    "shared": Words("elle partage des unités avec une ligne écartée", "it shares units with a line that is dropped"),
}
"""Why a line that was accepted is not executed."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of the destruction of what is on paper, a PDF, and the day of that destruction."""

    document: bytes
    day: date


@dataclass(frozen=True, slots=True)
class Executable:
    """What would be executed now: lines, the units that go, and the lines dropped with the reason of each.

    `paper` are those of the lines that take a certificate.
    """

    lines: tuple[int, ...]
    units: frozenset[UUID]
    dropped: Mapping[int, str]
    paper: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Executed:
    """An order that was given."""

    ordered: Ordered
    number: str
    executable: Executable


def executable(name: str, tenant: Tenant, copies: Copies) -> Executable:
    """What would be executed of a proposition today; nothing is written. Raises NotFound, IntegrityFailure."""
    found = proposition(tenant, name)
    proven = prove(found, tenant, copies)
    with tried(tenant.key) as cursor:
        return _look(cursor, tenant, proven, found.id, day_of(copies.clock()))


def execute(
    name: str,
    typed: int,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    *,
    certificate: Certificate | None = None,
    without_paper: bool = False,
) -> Executed:
    """Destroy what the visa covers, less what changed since.

    What is on paper is destroyed by people: its lines take their `certificate`, or are left out `without_paper`, for
    good, since a bordereau is executed once. `typed` is the number of units that the person announces.

    Raises NotFound, NotAllowed to whoever proposed, signed or gave the visa, Conflict when it is not the moment, when
    nothing is left, or when something changed meanwhile; InvalidInput for another number, or paper without certificate;
    IntegrityFailure when the copies do not prove every step, Unavailable.
    """
    require_may(actor, Permission.EXECUTE)
    found = proposition(tenant, name)
    now = copies.clock()
    today, waiting = day_of(now), tenant.policy.visa.waiting
    taken = took(actor, now)
    steps.require_executor(found.state, taken, today, waiting)
    proven = prove(found, tenant, copies)
    paper = {line for line in proven.state.executable if proven.lines[line].on_paper}
    left = frozenset(paper if without_paper else ())
    with tried(tenant.key) as cursor:
        would = _look(cursor, tenant, proven, found.id, today, left)
    _require_certified(would, proven, certificate, today)
    given = Order(taken, would.lines, tuple(sorted(would.dropped)))
    steps.record_order(proven.state, given, today, waiting, typed, len(would.units))
    identifier = new_package_id(now)
    executed, units = only(proven.accepted, would.lines), write_units(would.units)
    documents = answered_files(found, tenant, copies)
    if certificate is not None:
        documents[CERTIFICATE] = certificate.document
    notice = write_notice(read_lines(executed)) if tenant.policy.notice == TYPOLOGIE else None
    what = Act(
        "elimination",
        {
            **members_of(taken),
            "ground": str(proven.state.ground),
            "accepted": listed(proven.accepted),
            "executed": list(would.lines),
            "lines": listed(executed),
            "dropped": [{"line": line, "why": why} for line, why in sorted(would.dropped.items())],
            "units": listed(units),
            "typed": typed,
            "waiting": waiting,
            "certificate": certificate and {"day": certificate.day.isoformat(), "lines": list(would.paper)},
            "notice": None if notice is None else listed(notice),
        },
        subject=found.id,
        files={
            EXECUTED: executed,
            "units.jsonl": units,
            **({} if notice is None else {NOTICE: notice}),
            **documents,
        },
        facts=lambda cursor: _facts(cursor, tenant, copies, found, proven, would, today, left),
    )
    return Executed(order(what, would.units, tenant, copies, actor, identifier), found.number, would)


def _facts(
    cursor: Any,
    tenant: Tenant,
    copies: Copies,
    found: Proposition,
    proven: Proven,
    would: Executable,
    today: date,
    left: frozenset[int],
) -> None:
    """In the transaction of the order, while nobody changes what it depends on: the same answer, or nothing."""
    lock_changing(cursor, tenant.key)
    nobody_was_quicker(found, tenant)(cursor)
    require_unrevoked(cursor, tenant, proven.state)
    require_same_day(today, copies)
    if _look(cursor, tenant, proven, found.id, today, left) != would:
        raise Conflict(
            say.CHANGED,
            what_fr="une unité, une règle, une échéance ou un gel n'est plus le même",
            what_en="a unit, a rule, an échéance or a hold is not the same any more",
        )


def _require_certified(would: Executable, proven: Proven, certificate: Certificate | None, today: date) -> None:
    """Refuse lines on paper without certificate, a certificate of nothing, one of a day that cannot be its day."""
    if certificate is None:
        if would.paper:
            raise InvalidInput(say.NO_CERTIFICATE, lines=", ".join(map(str, would.paper)))
        return
    if not would.paper:
        raise InvalidInput(say.NOTHING_ON_PAPER)
    if not certificate.document.startswith(PDF):
        raise InvalidInput(say.NOT_A_PDF)
    permitted = _permitted_on(proven.state)
    if not permitted <= certificate.day <= today:
        raise InvalidInput(say.CERTIFIED_BEFORE, day=str(certificate.day), first=str(permitted), last=str(today))


def _permitted_on(state: Disposition) -> date:
    """The first day on which something of it might be destroyed."""
    days = [day_of(each.by.at) for each in state.imputations] + ([state.visa.day] if state.visa else [])
    return min(days, default=day_of(state.proposed.at))


def _look(
    cursor: Any,
    tenant: Tenant,
    proven: Proven,
    identifier: UUID,
    today: date,
    left: frozenset[int] = frozenset(),
) -> Executable:
    """The decision made again on every line that may be executed; those `left` are not to be."""
    roots = [proven.lines[line].unit for line in proven.state.executable]
    region = look_at_now(cursor, tenant.key, roots, today)
    dropped: dict[int, str] = {line: str(why) for line, why in proven.lapsed.items()}
    dropped |= dict.fromkeys(left, "paper")
    going = region.going(proven.state.ground)
    every = {unit for line in proven.state.executable for unit in proven.members[line]}
    corrected = corrected_since(cursor, tenant.key, every, identifier)
    for line in proven.state.executable:
        if line in left:
            continue
        why = _why_dropped(proven.members[line], proven.lines[line], region, going, corrected)
        if why is None and proven.state.ground is Ground.DOUBLE:
            why = _why_no_double(cursor, tenant, proven, line, identifier)
        if why is None and line in proven.state.imputed and not to_eliminate(proven.lines[line], region.series):
            why = "rules"
        if why is not None:
            dropped[line] = why
    lines = executing(proven.state, dropped)
    for line in proven.state.executable:
        if line not in lines:
            dropped.setdefault(line, "shared")
    units = frozenset(unit for line in lines for unit in proven.members[line])
    return Executable(lines, units, dropped, tuple(line for line in lines if proven.lines[line].on_paper))


def _why_dropped(
    members: tuple[UUID, ...], frozen: Line, region: Region, going: frozenset[UUID], corrected: Collection[UUID]
) -> str | None:
    root = frozen.unit
    if any(unit not in region.decisions for unit in members):
        return "gone"
    below, left = {root}, [root]
    while left:
        for child in region.children.get(left.pop(), ()):
            if child not in below:
                below.add(child)
                left.append(child)
    if below != {*members}:
        return "changed"
    if below & region.held:
        return "hold"
    if below & region.definitive:
        return "definitive"
    if not below.isdisjoint(corrected):
        return "corrected"
    same = [each.terms for each in frozen.rules] == [each.terms for each in line_rules(members, root, region)]
    return None if same and below <= going else "rules"


def _why_no_double(cursor: Any, tenant: Tenant, proven: Proven, line: int, identifier: UUID) -> str | None:
    twins = twins_now(cursor, tenant.key, proven.members[line])
    ours = {unit for units in proven.members.values() for unit in units}
    out = ours | pending_units(tenant, {unit for found in twins.values() for unit in found})
    return None if doubled(proven.members[line], twins, out) else "double"
