"""The séries that a bordereau names (`AppraisalRule`), and the units that stand under none."""

from __future__ import annotations

from chartrier.ingest.spool import Spool
from chartrier.ingest.submission import Submission
from chartrier.records.finding import Place
from chartrier.rules.categories import Category
from chartrier.rules.reading import rules_named
from chartrier.seda.bordereau import DeclaredUnit


def named_series(submission: Submission, spool: Spool) -> dict[str, Place]:
    """Each where it stands first: those of all units (`ManagementMetadata`), then those of each."""
    assert submission.bordereau is not None and submission.bordereau_file is not None
    bordereau, file = submission.bordereau, submission.bordereau_file.name
    places = {rule: Place(file, bordereau.header.line) for rule in _of_all(submission)}
    by_number = {unit.number: unit for unit in bordereau.units} if spool.series else {}
    for rule, number in spool.series.items():
        unit = by_number.get(number)
        places.setdefault(rule, Place(file, unit.line, unit=unit.xml_id) if unit else Place(file))
    return places


def units_without(submission: Submission, spool: Spool) -> list[DeclaredUnit]:
    """The units that stand under no série: that name none, and are under none that does. What a unit of the archive has
    comes down to those that are attached to it. A unit that only holds others needs none.
    """
    assert submission.bordereau is not None
    units, of_all = submission.bordereau.units, bool(_of_all(submission))
    children: dict[int, list[int]] = {}
    for unit in units:
        for parent in unit.parents:
            children.setdefault(parent, []).append(unit.number)
    reached = [
        each.number
        for each in units
        if spool.ruled[each.number] or (not spool.stopped[each.number] and (of_all or each.attachments))
    ]
    under = set(reached)
    while reached:
        for child in children.get(reached.pop(), ()):
            if child not in under and not spool.stopped[child]:
                under.add(child)
                reached.append(child)
    return [each for each in units if each.number not in under and (each.groups or each.number not in children)]


def _of_all(submission: Submission) -> list[str]:
    assert submission.bordereau is not None
    return list(rules_named(submission.bordereau.header.management, Category.APPRAISAL))
