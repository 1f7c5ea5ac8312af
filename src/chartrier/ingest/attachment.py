"""`UpdateOperation`: attaching what is received to units that the archive already holds (Vitam's variant of SEDA)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.searching import those_within
from chartrier.ingest import findings as say
from chartrier.ingest.references import sought
from chartrier.ingest.submission import Submission
from chartrier.records.finding import Place
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound

MATCHES = 100
"""Units of one name among which those within the bounds of an account are looked for."""


def resolve_attachments(
    tenant: Tenant, submission: Submission, within: tuple[Bound, ...] | None = ()
) -> dict[int, Sequence[UUID]]:
    """The existing units of the tenant that each unit (by number) asks to be attached to.

    Those that lie `within` what the account sees: empty, all of the tenant; None, none. What it does not see is as
    what is not there. None or several matches is a finding that rejects: a unit is never attached to a guess.
    """
    assert submission.bordereau is not None and submission.bordereau_file is not None
    found: dict[int, Sequence[UUID]] = {}
    for unit in submission.bordereau.units:
        parents: set[UUID] = set()
        for attachment in unit.attachments:
            name, value = sought(attachment)
            matches = _seen(
                tenant, questions.units_named(tenant.key, name, value, limit=MATCHES if within else 2), within
            )
            if len(matches) == 1:
                parents.add(matches[0])
            else:
                kind = say.PARENT_AMBIGUOUS if matches else say.PARENT_NOT_FOUND
                place = Place(submission.bordereau_file.name, attachment.line, unit=attachment.xml_id)
                submission.findings.add(kind, place, name=name, value=value)
        if parents:
            found[unit.number] = sorted(parents)
    return found


def _seen(tenant: Tenant, matches: Sequence[UUID], within: tuple[Bound, ...] | None) -> Sequence[UUID]:
    if within is None:
        return []
    return those_within([tenant.key], matches, within) if within and matches else matches
