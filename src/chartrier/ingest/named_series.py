"""The séries that a bordereau names (`AppraisalRule`), each where it stands first."""

from __future__ import annotations

from chartrier.ingest.spool import Spool
from chartrier.ingest.submission import Submission
from chartrier.records.finding import Place
from chartrier.rules.categories import Category
from chartrier.rules.reading import rules_named


def named_series(submission: Submission, spool: Spool) -> dict[str, Place]:
    """Those of all units (`ManagementMetadata`), then those of each."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    bordereau, file = submission.bordereau, submission.bordereau_file.name
    of_all = rules_named(bordereau.header.management, Category.APPRAISAL)
    places = {rule: Place(file, bordereau.header.line) for rule in of_all}
    by_number = {unit.number: unit for unit in bordereau.units} if spool.series else {}
    for rule, number in spool.series.items():
        unit = by_number.get(number)
        places.setdefault(rule, Place(file, unit.line, unit=unit.xml_id) if unit else Place(file))
    return places
