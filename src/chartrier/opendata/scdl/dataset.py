"""The lines of a dataset, and why what was looked at is not among them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from chartrier.records.finding import Finding

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula: such a line is withheld, data staying as they are."""


@dataclass(slots=True)
class Dataset:
    """`withheld`: a finding for each reason, which names the record."""

    lines: list[dict[str, str]] = field(default_factory=list)
    withheld: list[Finding] = field(default_factory=list)


def write_lines(lines: Iterable[Mapping[str, str]], columns: Sequence[str], stream: TextIO) -> None:
    """Write them as SCDL wants it: UTF-8, commas, a line of names. The stream is opened with `newline=""`."""
    writer = csv.DictWriter(stream, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
