"""How long the register says, how long the archival rules say, how long the archive really keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from chartrier.catalog.treatments.holdings import Held, Some
from chartrier.clock import day_of
from chartrier.privacy.contradictions import findings as say
from chartrier.privacy.contradictions.facts import Contradiction, Facts, Named, in_both
from chartrier.privacy.contradictions.lengths import longer
from chartrier.records.finding import FindingKind
from chartrier.rules.calendar import Duration
from chartrier.rules.series.dua import Dua, Kind
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import SortFinal
from chartrier.rules.treatments.vocabulary import Basis


def no_series(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        # a processor's register has no durations (art. 30(2)); those of an archive are its documents'
        if not each.treatment.series and not each.treatment.archive and not each.treatment.processes:
            yield Contradiction(say.NO_SERIES, each)


def unknown_series(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments if facts.table is not None else ():
        for code in each.treatment.series:
            if facts.series(code) is None:
                yield Contradiction(say.UNKNOWN_SERIES, each, code)


def undecided_dua(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if series.dua_undecided:
            yield Contradiction(say.UNDECIDED_DUA, each, series.code)


def no_table(facts: Facts) -> Iterator[Contradiction]:
    if facts.table is None and facts.treatments:
        yield Contradiction(say.NO_TABLE, some=Some(len(facts.treatments)))


def told_longer(facts: Facts) -> Iterator[Contradiction]:
    for each, series, told, dua in _told(facts, Kind.LASTS):
        if series.sort_final is not SortFinal.CONSERVER and longer(told, dua):
            yield _told_of(say.TOLD_LONGER, each, series, told, dua)


def told_shorter(facts: Facts) -> Iterator[Contradiction]:
    for each, series, told, dua in _told(facts, Kind.LASTS):
        if longer(dua, told):
            yield _told_of(say.TOLD_SHORTER, each, series, told, dua)


def told_over_most(facts: Facts) -> Iterator[Contradiction]:
    for each, series, told, dua in _told(facts, Kind.AT_MOST):
        if longer(told, dua):
            yield _told_of(say.TOLD_OVER_MOST, each, series, told, dua)


def told_but_kept(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        told = each.treatment.told
        if told is not None and series.sort_final is SortFinal.CONSERVER and not series.sort_undecided:
            yield Contradiction(say.TOLD_BUT_KEPT, each, series.code, values={"told": _written(told)})


def active_longer(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        active, dua = each.treatment.active, _decided(series, Kind.LASTS, Kind.AT_MOST)
        if active is not None and dua is not None and longer(active, dua):
            values = {"active": _written(active), "dua": _written(dua)}
            yield Contradiction(say.ACTIVE_LONGER, each, series.code, values=values)


def beyond_told(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        held, told = facts.held.get(series.code), each.treatment.told
        if held is not None and told is not None and held.beyond:
            yield Contradiction(say.BEYOND_TOLD, each, series.code, held.beyond, {"told": _written(told)})


def forgotten(facts: Facts) -> Iterator[Contradiction]:
    yield from _of_units(facts, say.FORGOTTEN, lambda held: held.forgotten)


def overdue(facts: Facts) -> Iterator[Contradiction]:
    for code, held in facts.held.items():
        series = facts.series(code)
        dua = _decided(series, Kind.AT_MOST) if series is not None else None
        if held.overdue and dua is not None:
            named = next(iter(facts.covering(code)), None)
            yield Contradiction(say.OVERDUE, named, code, held.overdue, {"dua": _written(dua)})


def late(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        if waiting := facts.late.get(series.code):
            yield Contradiction(say.LATE, each, series.code, waiting)


def unreviewed(facts: Facts) -> Iterator[Contradiction]:
    yield from _of_units(facts, say.UNREVIEWED, lambda held: held.unreviewed)


def destroyed_but_keep(facts: Facts) -> Iterator[Contradiction]:
    for code, held in facts.held.items():
        series = facts.series(code)
        if series is None or series.sort_undecided:
            continue
        if series.sort_final is SortFinal.CONSERVER and held.destroyed:
            named = next(iter(facts.covering(code)), None)
            yield Contradiction(say.DESTROYED_BUT_KEEP, named, code, held.destroyed)


def kept_but_destroy(facts: Facts) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        held = facts.held.get(series.code)
        decided = series.sort_final is SortFinal.ELIMINER and not series.sort_undecided
        if held is not None and held.kept and decided:
            yield Contradiction(say.KEPT_BUT_DESTROY, each, series.code, held.kept)


def ended_but_deposited(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        ended = each.treatment.ended
        for code in each.treatment.series if ended is not None else ():
            held = facts.held.get(code)
            others = [other for other in facts.covering(code) if other.treatment.ended is None]
            if held is not None and ended is not None and day_of(held.last) > ended and not others:
                yield Contradiction(say.ENDED_BUT_DEPOSITED, each, code, values=in_both("day", ended))


def consent_kept(facts: Facts) -> Iterator[Contradiction]:
    for each in facts.treatments:
        ended = each.treatment.ended
        if each.treatment.basis is not Basis.CONSENT or ended is None or ended >= facts.day:
            continue
        for code in each.treatment.series:
            held = facts.held.get(code)
            others = [other for other in facts.covering(code) if other.treatment.ended is None]
            if held is not None and not others:
                some = Some(held.units)
                yield Contradiction(say.CONSENT_KEPT, each, code, some, in_both("day", ended))


def told_differently(facts: Facts) -> Iterator[Contradiction]:
    for code in sorted({code for each in facts.treatments for code in each.treatment.series}):
        for one, other in combinations(facts.covering(code), 2):
            if one.treatment.told and other.treatment.told and one.treatment.told != other.treatment.told:
                yield Contradiction(say.TOLD_DIFFERENTLY, one, code, values={"other": other.treatment.reference})


def _told(facts: Facts, kind: Kind) -> Iterator[tuple[Named, Series, Duration, Duration]]:
    """What was told beside a DUA that is decided."""
    for each, series in facts.by_series():
        dua = _decided(series, kind)
        if each.treatment.told is not None and dua is not None:
            yield each, series, each.treatment.told, dua


def _decided(series: Series, *kinds: Kind) -> Duration | None:
    return series.dua.duration if series.dua.kind in kinds and not series.dua_undecided else None


def _told_of(kind: FindingKind, each: Named, series: Series, told: Duration, dua: Duration) -> Contradiction:
    return Contradiction(kind, each, series.code, values={"told": _written(told), "dua": _written(dua)})


def _of_units(facts: Facts, kind: FindingKind, some: Callable[[Held], Some]) -> Iterator[Contradiction]:
    for each, series in facts.by_series():
        held = facts.held.get(series.code)
        if held is not None and some(held):
            yield Contradiction(kind, each, series.code, some(held))


def _written(duration: Duration) -> str:
    """As the table writes it, in both languages."""
    return str(Dua(Kind.LASTS, duration))


KINDS = (
    no_series, unknown_series, undecided_dua, no_table, told_longer, told_shorter, told_over_most, told_but_kept,
    active_longer, beyond_told, forgotten, overdue, late, unreviewed, destroyed_but_keep, kept_but_destroy,
    ended_but_deposited, consent_kept, told_differently,
)  # fmt: skip
