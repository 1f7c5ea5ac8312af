"""A retention table written as CSV for a spreadsheet: UTF-8 with a mark, semicolons, French headers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from chartrier.rules.series.cells import guarded
from chartrier.rules.series.columns import BETWEEN_OTHERS, Column
from chartrier.rules.series.dua import Dua
from chartrier.rules.series.serie import OtherValue, Series
from chartrier.rules.series.vocabulary import YesNo


def write_series(series: Iterable[Series], stream: BinaryIO) -> None:
    """Write a table that `read_series` reads back as it was."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(Column)
    for each in series:
        cells = cells_of(each)
        writer.writerow(guarded(cells[column]) for column in Column)
    text.detach()


def cells_of(series: Series) -> dict[Column, str]:
    """The cells of its line, before a spreadsheet is guarded against."""
    return {
        Column.CODE: series.code,
        Column.DOMAIN: series.domain,
        Column.TITLE: series.title,
        Column.DUA: str(series.dua),
        Column.DEPART: series.depart or "",
        Column.COUNTING: series.counting,
        Column.SORT_FINAL: series.sort_final,
        Column.MENTION: series.mention,
        Column.ACCESS: " ".join(series.access),
        Column.ACCESS_SOURCED: _yes_no(series.access_sourced),
        Column.LEGAL_BASIS: series.legal_basis,
        Column.SOURCE: series.source,
        Column.CONFIDENCE: series.confidence,
        Column.DOUBTS: series.doubts,
        Column.OTHERS: BETWEEN_OTHERS.join(map(written_other, series.others)),
        Column.PERSONAL_DATA: _yes_no(series.personal_data),
        Column.OPEN_DATA: series.open_data,
    }


def _yes_no(yes: bool) -> YesNo:
    return YesNo.YES if yes else YesNo.NO


def written_other(other: OtherValue) -> str:
    """What another source says, as one part of its cell."""
    column = Column.DUA if isinstance(other.value, Dua) else Column.SORT_FINAL
    return f"{column} : {other.value} ({other.source})"
