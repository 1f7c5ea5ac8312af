"""The retention table that Chartrier brings, for communes and EPCI: a place to begin, never an authority.

What instructions say is told by secondary sources: `source`, `confidence` and `doubts` say so line by line.
"""

from __future__ import annotations

import io
from enum import StrEnum
from importlib.resources import files

from chartrier.records.finding import Findings
from chartrier.rules.series.reading import read_series
from chartrier.rules.series.serie import Series
from chartrier.rules.series.table import IndicativeTable, indicative

FILE = "communes.csv"

_OF_COMMUNES = frozenset({"État civil et population", "Élections"})
_OF_BOTH = frozenset({"S058"})
"""The census is prepared by communes or EPCI (law 2002-276, art. 156)."""


class Kind(StrEnum):
    """What a collectivité is."""

    COMMUNE = "commune"
    EPCI = "epci"


def shipped_table(kind: Kind = Kind.COMMUNE) -> IndicativeTable:
    """The table of the package, read anew. It is indicative.

    An EPCI gets it without what the law gives to the maire and the commune alone: civil register, elections. The rest
    depends on what was transferred to it, and is for it to sort out.
    """
    findings = Findings()
    table = io.BytesIO(files(__package__).joinpath(FILE).read_bytes())
    series = read_series(table, findings, file=FILE)
    if findings.refused:
        raise AssertionError([finding.message("en") for finding in findings])
    return indicative(each for each in series.values() if kind is Kind.COMMUNE or _is_of_epci(each))


def _is_of_epci(series: Series) -> bool:
    return series.domain not in _OF_COMMUNES or series.code in _OF_BOTH
