"""What is owed to persons, and late: answers to their requests, what answers promised, what violations ask for."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.clock import day_of
from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts, in_both
from chartrier.privacy.violations import Entered
from chartrier.records.finding import FindingKind
from chartrier.rules.persons.rights import RIGHTS
from chartrier.rules.persons.violation import Duty


def request_late(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.asked:
        if each.left is not None and each.left < 0:
            right = RIGHTS[each.asked.right]
            values: dict[str, str | int] = {
                "request": each.reference, "right_fr": right.fr, "right_en": right.en, "days": -each.left,
                **in_both("due", each.asked.due),
            }  # fmt: skip
            yield Contradiction(say.REQUEST_LATE, values=values, about=each.id)


def erasure_undone(facts: Facts) -> Iterator[Contradiction]:
    if facts.granted:
        yield Contradiction(say.ERASURE_UNDONE, some=facts.granted)


def objected_online(facts: Facts) -> Iterator[Contradiction]:
    if facts.objected_online:
        yield Contradiction(say.OBJECTED_ONLINE, some=facts.objected_online)


def violation_unnotified(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.violations:
        if any(owed.duty is Duty.NOTIFY and owed.late for owed in each.owed):
            yield _of(say.VIOLATION_UNNOTIFIED, each)


def violation_unassessed(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.violations:
        if any(owed.duty is Duty.ASSESS and owed.late for owed in each.owed):
            yield _of(say.VIOLATION_UNASSESSED, each)


def violation_untold(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.violations:
        if any(owed.duty is Duty.TELL for owed in each.owed):
            yield _of(say.VIOLATION_UNTOLD, each)


def violation_undocumented(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.violations:
        if not each.kept.violation.measures and day_of(each.kept.violation.notify_by) < facts.day:
            yield _of(say.VIOLATION_UNDOCUMENTED, each)


def _of(kind: FindingKind, each: Entered) -> Contradiction:
    due = in_both("due", day_of(each.kept.violation.notify_by))
    return Contradiction(kind, values={"violation": each.reference, **due}, about=each.kept.id)


KINDS = (
    request_late, erasure_undone, objected_online, violation_unnotified, violation_unassessed, violation_untold,
    violation_undocumented,
)  # fmt: skip
