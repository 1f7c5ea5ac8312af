"""Where data are: processors, transfers, and the copies of the archive, beside what the register says."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.rules.treatments.countries import ADEQUATE, outside


def outside_undeclared(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        declared = {transfer.country for transfer in each.treatment.transfers}
        for processor in each.treatment.processors:
            if outside(processor.country) and processor.country not in declared:
                values = {"processor": processor.name, "country": processor.country}
                yield Contradiction(say.OUTSIDE_UNDECLARED, each, values=values)


def transfer_unguaranteed(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        for transfer in each.treatment.transfers:
            covered = transfer.country in ADEQUATE or bool(transfer.guarantee)
            if outside(transfer.country) and not covered:
                values = {"recipient": transfer.recipient, "country": transfer.country}
                yield Contradiction(say.TRANSFER_UNGUARANTEED, each, values=values)


def place_unsaid(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        for processor in each.treatment.processors:
            if not processor.country:
                yield Contradiction(say.PLACE_UNSAID, each, values={"processor": processor.name})


def copy_unplaced(facts: Facts) -> Iterator[Contradiction]:
    if facts.archive is None:
        return
    placed = {name for each in facts.treatments for one in each.treatment.processors for name in one.copies}
    for copy in facts.copies:
        if copy not in placed:
            yield Contradiction(say.COPY_UNPLACED, facts.archive, values={"copy": copy})


def copy_unknown(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        for processor in each.treatment.processors:
            for copy in processor.copies:
                if copy not in facts.copies:
                    yield Contradiction(say.COPY_UNKNOWN, each, values={"processor": processor.name, "copy": copy})


def copy_outside(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        for processor in each.treatment.processors:
            held = [copy for copy in processor.copies if copy in facts.copies]
            for copy in held if outside(processor.country) else ():
                values = {"processor": processor.name, "copy": copy, "country": processor.country}
                yield Contradiction(say.COPY_OUTSIDE, each, values=values)


KINDS = (outside_undeclared, transfer_unguaranteed, place_unsaid, copy_unplaced, copy_unknown, copy_outside)
