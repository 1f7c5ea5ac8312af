"""What séries and access codes mean as management rules: each série is an `AppraisalRule` of its own code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from chartrier.catalog.series.register import current
from chartrier.rules.calendar import CountFrom, Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.formulas import AtOnce, Formula, Never, Years
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.referential import ReferentialRule
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.serie import Series

_AT_ONCE = Duration(0, Unit.DAY)


def series_rules(tenant: int) -> tuple[Mapping[str, ReferentialRule], Mapping[str, CountFrom]]:
    """The rules of a tenant's séries by their codes, and where the duration of each begins.

    A rule has a duration where the DUA is decided: the DUA itself, or none at all from the event up to which it lasts.
    Otherwise (undecided, no DUA, a longest duration) it has none, and ends nothing by time.
    """
    tableau = current(tenant)
    series = tableau.series.values() if tableau is not None else ()
    return (
        MappingProxyType({each.code: series_rule(each) for each in series}),
        MappingProxyType({each.code: each.counting.count_from for each in series}),
    )


def series_rule(series: Series) -> ReferentialRule:
    """The `AppraisalRule` of a série."""
    duration = None
    if not series.dua_undecided and series.dua.kind in (Kind.LASTS, Kind.UNTIL_EVENT):
        duration = series.dua.duration or _AT_ONCE
    return ReferentialRule(series.code, Category.APPRAISAL, series.title, series.legal_basis, duration)


def access_rules() -> Mapping[str, ReferentialRule]:
    """AR038 to AR062, which every tenant has.

    Their durations are the ordinary ones of the law, never the shorter ones after a death; medical secrecy, which only
    runs from births and deaths, has none here. When the public may read is for `rules.communicabilite` to say.
    """
    return MappingProxyType({rule.identifier: rule for rule in _access_rules()})


def _access_rules() -> Iterator[ReferentialRule]:
    for ground in GROUNDS.values():
        yield ReferentialRule(
            ground.code,
            Category.ACCESS,
            ground.words.fr,
            ground.clause,
            _duration(ground.formula),
            unlimited=isinstance(ground.formula, Never),
        )


def _duration(formula: Formula) -> Duration | None:
    if isinstance(formula, AtOnce):
        return _AT_ONCE
    return Duration(formula.years, Unit.YEAR) if isinstance(formula, Years) else None
