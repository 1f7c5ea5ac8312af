"""What is published, opened or open to all, beside what the register says of it."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.rules.communicabilite.formulas import AtOnce
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.treatments.vocabulary import SPECIAL, DataKind

READERS = ("derogation", "lecteur", "chercheur")
"""Words by which recipients name those who read before the time."""


def online_undeclared(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if (diffused := facts.online.get(series.code)) and not each.treatment.online:
            yield Contradiction(say.ONLINE_UNDECLARED, each, series.code, diffused)


def online_grave(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if (diffused := facts.online.get(series.code)) and each.treatment.grave:
            yield Contradiction(say.ONLINE_GRAVE, each, series.code, diffused)


def open_data(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if series.open_data and series.personal_data and not each.treatment.online:
            yield Contradiction(say.OPEN_DATA, each, series.code, values={"open": series.open_data})


def open_at_once(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        grave = (SPECIAL | {DataKind.OFFENCES}) & frozenset(each.treatment.data)
        at_once = [isinstance(GROUNDS[code].formula, AtOnce) for code in series.access if code in GROUNDS]
        if grave and at_once and all(at_once):
            yield Contradiction(say.OPEN_AT_ONCE, each, series.code)


def opened_unforeseen(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        foreseen = any(word in folded(text) for text in each.treatment.recipients for word in READERS)
        if (opened := facts.opened.get(series.code)) and not foreseen:
            yield Contradiction(say.OPENED_UNFORESEEN, each, series.code, opened)


def published_undeclared(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if series.code in facts.diffused and not each.treatment.online:
            recipients = ", ".join(each.treatment.recipients) or "—"
            yield Contradiction(say.PUBLISHED_UNDECLARED, each, series.code, values={"recipients": recipients})


def published_grave(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if series.code in facts.diffused and each.treatment.grave:
            yield Contradiction(say.PUBLISHED_GRAVE, each, series.code)


def published_untreated(facts: Facts) -> Iterator[Contradiction]:
    for code in sorted(facts.diffused):
        if facts.personal(code) and not facts.covering(code):
            yield Contradiction(say.PUBLISHED_UNTREATED, None, code)


def published_nir(facts: Facts) -> Iterator[Contradiction]:
    for code in sorted(facts.diffused):
        seen = facts.seen.get(code)
        if seen is not None and seen.nir_open:
            named = next(iter(facts.covering(code)), None)
            yield Contradiction(say.PUBLISHED_NIR, named, code, seen.nir_open)


def original_online(facts: Facts) -> Iterator[Contradiction]:
    for code, bared in facts.bared_online.items():
        yield Contradiction(say.ORIGINAL_ONLINE, next(iter(facts.covering(code)), None), code, bared)


def original_open(facts: Facts) -> Iterator[Contradiction]:
    for code, bared in facts.bared.items():
        if code not in facts.bared_online:
            yield Contradiction(say.ORIGINAL_OPEN, next(iter(facts.covering(code)), None), code or "—", bared)


KINDS = (
    online_undeclared, online_grave, open_data, open_at_once, opened_unforeseen, published_undeclared, published_grave,
    published_untreated, published_nir, original_online, original_open,
)  # fmt: skip
