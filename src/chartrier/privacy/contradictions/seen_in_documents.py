"""What is seen of personal data in documents, beside what the register declares: an aid, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.catalog.treatments.holdings import Some
from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.rules.treatments.vocabulary import SPECIAL, DataKind

FEW = 3
"""Words of sensitive subjects are common: it takes so many documents for them to be told."""


def untreated(facts: Facts) -> Iterator[Contradiction]:
    for code, held in facts.held.items():
        if facts.personal(code) and not facts.covering(code):
            yield Contradiction(say.UNTREATED, None, code, Some(held.units))


def untreated_seen(facts: Facts) -> Iterator[Contradiction]:
    for code, seen in facts.seen.items():
        if code is None or facts.personal(code) or facts.covering(code):
            continue
        grave = max((seen.nir, seen.iban, _many(seen.special)), key=lambda some: some.count)
        if grave:
            yield Contradiction(say.UNTREATED_SEEN, None, code, grave)


def seen_without_series(facts: Facts) -> Iterator[Contradiction]:
    seen = facts.seen.get(None)
    if seen is not None and seen.nir:
        yield Contradiction(say.SEEN_WITHOUT_SERIES, some=seen.nir)


def seen_nir(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        seen = facts.seen.get(series.code)
        if seen is not None and seen.nir and not _declared(facts, series.code, frozenset({DataKind.NIR})):
            yield Contradiction(say.SEEN_NIR, each, series.code, seen.nir)


def seen_special(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        seen = facts.seen.get(series.code)
        declared = _declared(facts, series.code, SPECIAL | {DataKind.OFFENCES})
        if seen is not None and _many(seen.special) and not declared:
            yield Contradiction(say.SEEN_SPECIAL, each, series.code, seen.special)


def seen_iban(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        seen = facts.seen.get(series.code)
        if seen is not None and seen.iban and not _declared(facts, series.code, frozenset({DataKind.ECONOMIC})):
            yield Contradiction(say.SEEN_IBAN, each, series.code, seen.iban)


def nir_open(facts: Facts) -> Iterator[Contradiction]:
    for code, seen in facts.seen.items():
        if seen.nir_open:
            named = next(iter(facts.covering(code or "")), None)
            yield Contradiction(say.NIR_OPEN, named, code or "—", seen.nir_open)


def _declared(facts: Facts, code: str, kinds: frozenset[DataKind]) -> bool:
    """Whether one of the treatments of a series declares one of these."""
    return any(kinds & frozenset(each.treatment.data) for each in facts.covering(code))


def _many(some: Some) -> Some:
    return some if some.count >= FEW else Some()


KINDS = (untreated, untreated_seen, seen_without_series, seen_nir, seen_special, seen_iban, nir_open)
