"""What of some units may be proposed, line by line, and what is left out and why. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chartrier.catalog.archive.graph import units_below
from chartrier.catalog.disposition.deciding import Region, look_at
from chartrier.catalog.disposition.describing import Described, Extent, describe_lines
from chartrier.catalog.disposition.doubles import twins_now
from chartrier.catalog.disposition.proposed import kept_by, lines_naming
from chartrier.catalog.rules.trying import tried
from chartrier.disposition import findings as say
from chartrier.disposition.reading import propositions
from chartrier.disposition.transfers.reading import units_under_way
from chartrier.errors import InvalidInput, NotFound
from chartrier.records.tenant import Tenant
from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.declaration import DeclaredRule
from chartrier.rules.disposition.decision import Reason
from chartrier.rules.disposition.line import BOTH, DIGITAL, PAPER, Line, LineRule, members_digest
from chartrier.rules.disposition.sampling import Sample, Sampling, Sorted, draw
from chartrier.rules.disposition.steps import Ground, Step
from chartrier.rules.disposition.visa import LONGEST_MOTIVE
from chartrier.rules.disposition.whole import whole

MOST = 200_000
"""Units that one proposition looks at."""


class Why(StrEnum):
    """Why a unit is not proposed."""

    KEPT = "kept"
    CONFLICT = "conflict"
    ON_HOLD = "on-hold"
    DEFINITIVE = "definitive"
    SURVIVING = "surviving"
    PENDING = "pending"
    SAMPLED = "sampled"
    NO_DOUBLE = "no-double"
    BENEATH = "beneath"


WHY = {
    Why.KEPT: Words(
        "à garder : une règle court encore, manque, ou dit de conserver", "a rule runs, lacks, or keeps it"
    ),
    Why.CONFLICT: Words("les règles se contredisent ou une règle de gel la retient", "its rules conflict, or hold it"),
    Why.ON_HOLD: Words("sous gel", "on hold"),
    Why.DEFINITIVE: Words("archive définitive", "archive définitive"),
    Why.SURVIVING: Words("une unité au-dessous d'elle reste", "a unit below it stays"),
    Why.PENDING: Words("déjà proposée, ou transfert en cours", "proposed already, or being transferred"),
    Why.SAMPLED: Words("gardée par le tri", "kept by the sample"),
    Why.NO_DOUBLE: Words("son double n'est pas prouvé", "its double is not proven"),
    Why.BENEATH: Words("part avec une unité au-dessus d'elle", "goes with a unit above it"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A unit that was asked for and is no line; `other` is the unit because of which."""

    unit: UUID
    why: Why
    other: UUID | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to propose. `motive` is printed on each line."""

    units: Sequence[UUID]
    day: date
    ground: Ground = Ground.VISA
    motive: str = ""
    sampling: Sampling | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What may be proposed: lines, what goes with each, groups of lines with units in common; and what may not."""

    lines: tuple[Line, ...]
    members: Mapping[int, tuple[UUID, ...]]
    shared: tuple[tuple[int, ...], ...]
    left_out: tuple[LeftOut, ...]
    sample: Sample | None
    producers: tuple[str, ...]


def analyse(wanted: Wanted, tenant: Tenant) -> Analysis:
    """Look at what is wanted.

    Raises InvalidInput when nothing is named, or too much, or a sample has no method; NotFound for a unit that is not
    there.
    """
    if not wanted.units:
        raise InvalidInput(say.NOTHING_NAMED)
    if (wanted.ground is Ground.TRI) != (wanted.sampling is not None):
        raise InvalidInput(say.SORTING_ASIDE)
    asked = list(dict.fromkeys(wanted.units))
    region = look_at(tenant.key, asked, wanted.day)
    if len(region.decisions) > MOST:
        raise InvalidInput(say.TOO_MANY, limit=MOST)
    for unit in asked:
        if unit not in region.decisions:
            raise NotFound(say.NO_UNIT, unit=str(unit))
    pending = pending_units(tenant, region.decisions)
    sampled = _sampled_before(tenant) if wanted.ground is Ground.TRI else frozenset()
    going = region.going(wanted.ground) - pending - sampled
    found = whole(asked, region.children, going)
    left = [_alone(unit, region, pending, sampled) for unit in asked if unit not in going]
    left += [LeftOut(unit, Why.SURVIVING, other) for unit, other in found.surviving.items()]
    left += [LeftOut(unit, Why.BENEATH, other) for unit, other in found.beneath.items()]
    lines = dict(found.lines)
    sample = None
    if wanted.sampling is not None and lines:
        sample = _sample(wanted.sampling, lines, tenant)
        left += [LeftOut(unit, Why.SAMPLED) for unit in sample.kept]
        lines = {unit: lines[unit] for unit in sample.going}
    if wanted.ground is Ground.DOUBLE:
        lines, single = _doubles(lines, tenant, pending)
        left += [LeftOut(unit, Why.NO_DOUBLE) for unit in single]
    members = dict(enumerate(lines.values(), 1))
    described = describe_lines(tenant.key, members, [each[0] for each in members.values()])
    return Analysis(
        tuple(_line(number, units, region, described, wanted.motive) for number, units in members.items()),
        members,
        shared_lines(members),
        tuple(sorted(left, key=lambda each: str(each.unit))),
        sample,
        tuple(sorted(described.producers)),
    )


def pending_units(tenant: Tenant, units: Collection[UUID]) -> frozenset[UUID]:
    """Those of the units that a proposition or a transfer under way names."""
    return pending_proposals(tenant, units) | units_under_way(tenant, units).keys()


def pending_proposals(tenant: Tenant, units: Collection[UUID]) -> frozenset[UUID]:
    """Those of the units that a proposition under way names, on a line that may still be executed."""
    named = lines_naming(tenant.key, units)
    if not named:
        return frozenset()
    pending = {each.id: frozenset(each.state.pending) for each in propositions(tenant)}
    return frozenset(
        unit for unit, places in named.items() if any(line in pending.get(act, ()) for act, line in places)
    )


def shared_lines(members: Mapping[int, Iterable[UUID]]) -> tuple[tuple[int, ...], ...]:
    """The groups of lines that have units in common, directly or by others of the group."""
    first: dict[UUID, int] = {}
    group = {line: line for line in members}

    def root(line: int) -> int:
        while group[line] != line:
            group[line] = group[group[line]]
            line = group[line]
        return line

    for line, units in members.items():
        for unit in units:
            other = first.setdefault(unit, line)
            group[root(line)] = root(other)
    groups: dict[int, list[int]] = {}
    for line in members:
        groups.setdefault(root(line), []).append(line)
    return tuple(tuple(sorted(each)) for each in groups.values() if len(each) > 1)


def doubled(units: Collection[UUID], twins: Mapping[UUID, Collection[UUID]], gone: Collection[UUID]) -> bool:
    """Whether each file of a line has a twin in a unit that does not go; without any file nothing is a double."""
    return bool(twins) and all(any(unit not in gone for unit in found) for found in twins.values())


def _alone(unit: UUID, region: Region, pending: Collection[UUID], sampled: Collection[UUID]) -> LeftOut:
    decision = region.decisions[unit]
    if unit in pending:
        return LeftOut(unit, Why.PENDING)
    if unit in sampled:
        return LeftOut(unit, Why.SAMPLED)
    if unit in region.held:
        return LeftOut(unit, Why.ON_HOLD)
    if unit in region.definitive:
        return LeftOut(unit, Why.DEFINITIVE)
    if decision.reasons:
        return LeftOut(unit, Why.CONFLICT, reasons=tuple(each.reason for each in decision.reasons))
    return LeftOut(unit, Why.KEPT)


def _sampled_before(tenant: Tenant) -> frozenset[UUID]:
    """What the samples of earlier propositions keep, with all below: it is for ever, and in no other draw."""
    drawn = [each.id for each in propositions(tenant) if each.record["sampling"] and each.state.step is not Step.CLOSED]
    kept = kept_by(tenant.key, drawn) if drawn else []
    return frozenset(units_below(tenant.key, kept)) if kept else frozenset()


def _sample(sampling: Sampling, lines: Mapping[UUID, tuple[UUID, ...]], tenant: Tenant) -> Sample:
    extents = describe_lines(tenant.key, dict(enumerate(lines.values(), 1)), lines)
    listed = []
    for (unit, _), extent in zip(lines.items(), extents.extents.values(), strict=True):
        title, _ = extents.titles.get(unit, ("", None))
        listed.append(Sorted(unit, title, extent.end))
    return draw(sampling, listed)


def _doubles(
    lines: Mapping[UUID, tuple[UUID, ...]], tenant: Tenant, pending: Collection[UUID]
) -> tuple[dict[UUID, tuple[UUID, ...]], list[UUID]]:
    """The lines that are doubles of what stays, and the others."""
    gone = {unit for units in lines.values() for unit in units} | set(pending)
    kept: dict[UUID, tuple[UUID, ...]] = {}
    single = []
    with tried(tenant.key) as cursor:
        for unit, units in lines.items():
            twins = twins_now(cursor, tenant.key, units)
            out = gone | pending_units(tenant, {each for found in twins.values() for each in found})
            if doubled(units, twins, out):
                kept[unit] = units
            else:
                single.append(unit)
    return kept, single


def _line(number: int, units: tuple[UUID, ...], region: Region, described: Described, motive: str) -> Line:
    root = units[0]
    extent = described.extents[number]
    rules = line_rules(units, root, region)
    typology = next((region.series[each.rule] for each in rules if _is_nominative(each.rule, region)), None)
    title, _ = described.titles.get(root, ("", None))
    return Line(
        number=number,
        unit=root,
        title=typology.title if typology else title,
        nominative=typology is not None,
        start=_iso(extent.start),
        end=_iso(extent.end),
        units=len(units),
        members=members_digest(units),
        files=extent.files,
        bytes=extent.bytes,
        millimetres=extent.millimetres,
        support=_support(extent),
        rules=rules,
        motive=motive[:LONGEST_MOTIVE],
        versements=tuple({"id": str(each), "message": described.messages.get(each)} for each in extent.versements),
    )


def _is_nominative(rule: str, region: Region) -> bool:
    return rule in region.series and region.series[rule].personal_data


def _support(extent: Extent) -> str:
    if extent.physical:
        return BOTH if extent.files else PAPER
    return DIGITAL


def line_rules(units: Iterable[UUID], root: UUID, region: Region) -> tuple[LineRule, ...]:
    """What the uppermost unit holds, and what those below it declare besides: of each rule the latest échéance."""
    held = region.inheritance.of(root).of(Category.APPRAISAL)
    declared = [origin.declared for origins in held.rules.values() for origin in origins]
    for unit in sorted(units):
        if unit != root:
            declared += region.inheritance.units[unit].declared(Category.APPRAISAL).rules
    latest: dict[str, DeclaredRule] = {}
    for each in declared:
        known = latest.get(each.rule)
        if known is None or _span(known) < _span(each):
            latest[each.rule] = each
    return tuple(_line_rule(each, region) for _, each in sorted(latest.items()))


def _span(declared: DeclaredRule) -> tuple[date, date]:
    return declared.end or date.min, declared.start or date.min


def _line_rule(declared: DeclaredRule, region: Region) -> LineRule:
    known = region.referential.get(declared.rule)
    return LineRule(
        rule=declared.rule,
        label=known.label if known else "",
        dua=written_duration(known.duration) if known and known.duration else "",
        depart=_iso(declared.start),
        ending=_iso(declared.end),
        text=known.description if known else "",
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_UNITS = {Unit.DAY: ("jour", "jours"), Unit.MONTH: ("mois", "mois"), Unit.YEAR: ("an", "ans")}


def written_duration(duration: Duration) -> str:
    """`10 ans`."""
    return f"{duration.number} {_UNITS[duration.unit][duration.number > 1]}"
