"""Who answers for what: the register beside the conventions and the contracts."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.privacy.treatments.parts import controllers_of, part_in, part_of
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.treatments.vocabulary import PARTS, Part


def no_part(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.part is None:
            yield Contradiction(say.NO_PART, each)


def part_differs(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        convention = facts.conventions.get(each.treatment.convention) if each.treatment.convention else None
        written = part_in(convention, facts.tenant) if convention is not None else None
        said = each.treatment.part
        if convention is not None and written is not None and said is not None and written is not said:
            values = {"said": PARTS[said].fr, "written": PARTS[written].fr, "convention": convention.name}
            yield Contradiction(say.PART_DIFFERS, each, values=values)


def convention_ended(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.convention is None or each.treatment.ended is not None:
            continue
        convention = facts.conventions.get(each.treatment.convention)
        if convention is None or not convention.holds(facts.day):
            yield Contradiction(say.CONVENTION_ENDED, each)


def joint_without_accord(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        shared = each.treatment.part is Part.JOINT or bool(each.treatment.joint)
        if shared and not each.treatment.joint_accord and each.treatment.convention is None:
            yield Contradiction(say.JOINT_WITHOUT_ACCORD, each)


def processor_without_contract(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        for processor in each.treatment.processors:
            if not processor.contract and folded(processor.name) != folded(facts.tenant.name):
                yield Contradiction(say.PROCESSOR_WITHOUT_CONTRACT, each, values={"processor": processor.name})


def uninstructed(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.processes and each.treatment.convention is None and not each.treatment.instructions:
            yield Contradiction(say.UNINSTRUCTED, each)


def for_nobody(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        if each.treatment.processes and not controllers_of(each.treatment, facts.tenant, facts.conventions):
            yield Contradiction(say.FOR_NOBODY, each)


def hosting_unregistered(facts: Facts) -> Iterator[Contradiction]:
    named = {each.treatment.convention for each in facts.treatments}
    for identifier, convention in facts.conventions.items():
        processes = part_in(convention, facts.tenant) is Part.PROCESSOR
        if processes and convention.holds(facts.day) and identifier not in named:
            yield Contradiction(say.HOSTING_UNREGISTERED, values={"convention": convention.name})


def host_not_named(facts: Facts) -> Iterator[Contradiction]:
    archive = facts.archive
    if archive is None:
        return
    known = {folded(each.name) for each in archive.treatment.processors}
    for convention in facts.conventions.values():
        for party in convention.parties if convention.holds(facts.day) else ():
            theirs = party.code != facts.tenant.code and part_of(party) is Part.PROCESSOR
            if theirs and folded(party.name) not in known:
                values = {"processor": party.name, "convention": convention.name}
                yield Contradiction(say.HOST_NOT_NAMED, archive, values=values)


KINDS = (
    no_part, part_differs, convention_ended, joint_without_accord, processor_without_contract, uninstructed, for_nobody,
    hosting_unregistered, host_not_named,
)  # fmt: skip
