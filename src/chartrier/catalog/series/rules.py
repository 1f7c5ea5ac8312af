"""What séries and access codes mean as management rules: each série is an `AppraisalRule` of its own code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import psycopg

from chartrier.catalog.series.register import TABLES_KNOWN, read_table
from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.formulas import AtOnce, Formula, Never, Years
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.referential import EMPTY, Referential, ReferentialRule
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import SortFinal

_AT_ONCE = Duration(0, Unit.DAY)


def series_referential(cursor: psycopg.Cursor[Any], tenant: int) -> Referential:
    """The rules of a tenant's séries, in the caller's transaction.

    A rule has a duration where the DUA is decided: the DUA itself, or none at all from the event up to which it lasts.
    Otherwise (undecided, no DUA, a longest duration) it has none, and ends nothing by time.
    """
    text = _table_in_force(cursor, tenant)
    return EMPTY if text is None else _rules_of(text)


def series_to_sample(cursor: psycopg.Cursor[Any], tenant: int) -> frozenset[str]:
    """The codes of the séries that are to be sampled, in the caller's transaction."""
    return frozenset(each.code for each in series_in_force(cursor, tenant) if each.sort_final is SortFinal.TRIER)


def series_in_force(cursor: psycopg.Cursor[Any], tenant: int) -> Iterable[Series]:
    """The séries of a tenant's table, in the caller's transaction."""
    text = _table_in_force(cursor, tenant)
    return () if text is None else read_table(text).values()


def _table_in_force(cursor: psycopg.Cursor[Any], tenant: int) -> str | None:
    cursor.execute('SELECT "table" FROM series_tableau WHERE tenant = %s ORDER BY number DESC LIMIT 1', [tenant])
    found = cursor.fetchone()
    return None if found is None else found[0]


@lru_cache(maxsize=TABLES_KNOWN)
def _rules_of(text: str) -> Referential:
    return Referential(MappingProxyType({each.code: series_rule(each) for each in read_table(text).values()}))


def series_rule(series: Series) -> ReferentialRule:
    """The `AppraisalRule` of a série."""
    duration = None
    if not series.dua_undecided and series.dua.kind in (Kind.LASTS, Kind.UNTIL_EVENT):
        duration = series.dua.duration or _AT_ONCE
    return ReferentialRule(
        series.code,
        Category.APPRAISAL,
        series.title,
        series.legal_basis,
        duration,
        count_from=series.counting.count_from,
    )


def access_referential(cursor: psycopg.Cursor[Any], tenant: int) -> Referential:
    """AR038 to AR062, which every tenant has.

    Their durations are the ordinary ones of the law, never the shorter ones after a death; medical secrecy, which only
    runs from births and deaths, has none here. When the public may read is for `rules.communicabilite` to say.
    """
    return _ACCESS


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


_ACCESS = Referential(MappingProxyType({rule.identifier: rule for rule in _access_rules()}))
