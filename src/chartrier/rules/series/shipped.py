"""The retention table that Chartrier brings, for communes and EPCI: a place to begin, never an authority.

What instructions say is told by secondary sources: `source`, `confidence` and `doubts` say so line by line.
"""

from __future__ import annotations

import io
from importlib.resources import files

from chartrier.records.finding import Findings
from chartrier.rules.series.reading import read_series
from chartrier.rules.series.table import IndicativeTable, indicative

FILE = "communes.csv"


def shipped_table() -> IndicativeTable:
    """The table of the package, read anew. It is indicative."""
    findings = Findings()
    table = io.BytesIO(files(__package__).joinpath(FILE).read_bytes())
    series = read_series(table, findings, file=FILE)
    if findings.refused:
        raise AssertionError([finding.message("en") for finding in findings])
    return indicative(series.values())
