"""`UpdateOperation`: attaching what is received to units that the archive already holds (Vitam's variant of SEDA)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.ingest import findings as say
from chartrier.ingest.references import sought
from chartrier.ingest.submission import Submission
from chartrier.records.finding import Place
from chartrier.records.tenant import Tenant


def resolve_attachments(tenant: Tenant, submission: Submission) -> dict[int, Sequence[UUID]]:
    """The existing units of the tenant that each unit (by number) asks to be attached to.

    None or several matches is a finding that rejects: a unit is never attached to a guess.
    """
    assert submission.bordereau is not None and submission.bordereau_file is not None
    found: dict[int, Sequence[UUID]] = {}
    for unit in submission.bordereau.units:
        parents: set[UUID] = set()
        for attachment in unit.attachments:
            name, value = sought(attachment)
            matches = questions.units_named(tenant.key, name, value, limit=2)
            if len(matches) == 1:
                parents.add(matches[0])
            else:
                kind = say.PARENT_AMBIGUOUS if matches else say.PARENT_NOT_FOUND
                place = Place(submission.bordereau_file.name, attachment.line, unit=attachment.xml_id)
                submission.findings.add(kind, place, name=name, value=value)
        if parents:
            found[unit.number] = sorted(parents)
    return found
