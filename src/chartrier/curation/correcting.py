"""Correcting descriptions, rules and places of units: shown first, then done as one act. Packages stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.correcting import Described, Rehearsal, correct_units, described, rehearse, seda_versions
from chartrier.catalog.archive.differences import Difference, differences
from chartrier.catalog.rules.impact import Impact
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.staging import open_staging
from chartrier.curation import findings as say
from chartrier.curation.changes import Wanted
from chartrier.curation.guards import require_may, said
from chartrier.errors import Conflict, InvalidInput
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.seda.corrections import correct_description
from chartrier.seda.revalidation import Corrected, control_corrected
from chartrier.seda.versions import Version

MOST = 10_000
"""Units that one act corrects: their descriptions lie in memory."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A unit as it is and as it would be."""

    title: str
    before: Described
    after: Described

    @property
    def differences(self) -> list[Difference]:
        return differences(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be corrected; nothing where `findings` refuse."""

    corrections: Sequence[Correction]
    findings: Findings
    files: Mapping[str, bytes]
    impacts: Sequence[Impact]
    """The échéances that would move."""


def units_found(tenant: Tenant, words: str) -> list[UUID]:
    """The units that a query finds. Raises InvalidInput for no words, or for more units than one act corrects."""
    if not words.strip():
        raise InvalidInput(say.NO_UNITS)
    found = questions.find([tenant.key], words, limit=MOST + 1)
    if len(found.units) > MOST:
        raise InvalidInput(say.TOO_MANY, limit=MOST)
    return sorted(unit.id for unit in found.units)


def plan(wanted: Sequence[Wanted], tenant: Tenant, copies: Copies) -> Plan:
    """What these corrections would do. What is wrong with them is in the findings, each at its place.

    Raises InvalidInput when no unit is named, or too many are.
    """
    if not wanted:
        raise InvalidInput(say.NO_UNITS)
    if len(wanted) > MOST:
        raise InvalidInput(say.TOO_MANY, limit=MOST)
    findings = Findings()
    identifiers = [each.unit for each in wanted]
    now, versions = described(tenant.key, identifiers), seda_versions(tenant.key, identifiers)
    titles = questions.titles(tenant.key, identifiers)
    corrections: dict[UUID, tuple[Wanted, Correction]] = {}
    for each in sorted(wanted, key=lambda each: each.unit):
        before = now.get(each.unit)
        if before is None:
            findings.add(say.UNKNOWN_UNIT, each.place, unit=str(each.unit))
        elif versions.get(each.unit) not in {str(version) for version in Version}:
            findings.add(say.NOT_SEDA, each.place, unit=str(each.unit))
        else:
            after = _after(before, each, Version(versions[each.unit]), findings)
            if after != before:
                corrections[each.unit] = each, Correction(titles[each.unit], before, after)
    _require_parents(tenant, corrections, findings)
    _control(corrections, versions, copies, findings)
    if not corrections and not findings.refused:
        findings.add(say.NO_CHANGE)
    done = [correction for _, correction in corrections.values()]
    files = {
        "before.jsonl": b"".join(each.before.line() for each in done),
        "units.jsonl": b"".join(each.after.line() for each in done),
    }
    rehearsal = Rehearsal((), frozenset())
    if done and not findings.refused:
        try:
            rehearsal = rehearse(tenant.key, files, copies.clock())
        except Conflict as conflict:
            findings.append(conflict.finding)
    for unit in sorted(rehearsal.held):
        findings.add(say.WILL_BE_HELD, corrections[unit][0].place, unit=str(unit))
    return Plan(done, findings, files, rehearsal.impacts)


def correct(what: Plan, reason: str, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Do what the plan shows, for this motive; the act.

    Raises InvalidInput when its findings refuse it or there is no motive, NotAllowed, Conflict when something of it has
    changed since it was shown.
    """
    require_may(actor, Permission.CORRECT)
    motive = said(reason, "le motif", "The reason")
    for finding in what.findings:
        if what.findings.refused:
            raise InvalidInput(finding.kind, finding.place, **finding.values)
    now = copies.clock()
    identifier = new_package_id(now)
    # the motive may name what it corrects
    files = {**what.files, "motive.txt": motive.encode()}
    done = Act(
        "correction",
        {},
        files=files,
        counts=Counts(len(what.corrections), 0, 0, 0, 0, 0),
        facts=lambda cursor: correct_units(cursor, tenant.key, identifier, files, day_of(now)),
    )
    return act(done, tenant, copies, actor, identifier)


def _after(before: Described, wanted: Wanted, version: Version, findings: Findings) -> Described:
    content = before.content if wanted.content is None else wanted.content
    content, management = correct_description(content, before.management, wanted.changes, version, findings)
    parents = set(before.parents)
    for move in wanted.moves:
        out_of = move.out_of
        if out_of is None and len(parents) > 1:
            findings.add(say.WHICH_PARENT, wanted.place, unit=str(before.id), count=len(parents))
            continue
        if out_of is not None and out_of not in parents:
            findings.add(say.NOT_IN_PARENT, wanted.place, unit=str(before.id), parent=str(out_of))
            continue
        parents -= parents if out_of is None else {out_of}
        parents.add(move.into)
    return Described(before.id, content, management, tuple(sorted(parents)))


def _require_parents(tenant: Tenant, corrections: Mapping[UUID, tuple[Wanted, Correction]], findings: Findings) -> None:
    named = {parent: each for each, done in corrections.values() for parent in done.after.parents}
    there = questions.units_there(tenant.key, named)
    for parent, each in named.items():
        if parent not in there:
            findings.add(say.UNKNOWN_UNIT, each.place, unit=str(parent))


def _control(
    corrections: Mapping[UUID, tuple[Wanted, Correction]],
    versions: Mapping[UUID, str],
    copies: Copies,
    findings: Findings,
) -> None:
    """Whether the descriptions are valid in the version of SEDA in which their units came."""
    with open_staging(copies.staging, uuid4()) as place:
        for version in Version:
            units = [
                Corrected(str(unit), done.after.content, done.after.management, each.place)
                for unit, (each, done) in corrections.items()
                if versions[unit] == version
                and (done.before.content, done.before.management) != (done.after.content, done.after.management)
            ]
            if units:
                control_corrected(units, version, findings, place.folder)
