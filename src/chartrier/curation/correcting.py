"""Correcting descriptions, rules and places of units: shown first, then done as one act. Packages stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.correcting import Described, correct_units, described, rehearse, seda_versions
from chartrier.catalog.archive.differences import Difference, differences
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.staging import open_staging
from chartrier.curation import findings as say
from chartrier.curation.changes import Wanted
from chartrier.curation.gels import digests
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


def _require_parents(
    tenant: Tenant, corrections: Mapping[UUID, tuple[Wanted, Correction]], findings: Findings
) -> None:
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
