"""A treatment as the cells of a file."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from chartrier.rules.calendar import Duration
from chartrier.rules.series.dua import Dua, Kind
from chartrier.rules.series.vocabulary import YesNo
from chartrier.rules.treatments.columns import MEMBERS, WITHIN, Column
from chartrier.rules.treatments.treatment import Processor, Transfer, Treatment


def cells(treatment: Treatment) -> dict[Column, str]:
    """What `reading.read_cells` reads; several values, one a line."""
    return {column: cell(getattr(treatment, MEMBERS[column])) for column in Column}


def cell(value: Any) -> str:
    """One value, or several, one a line."""
    match value:
        case None:
            return ""
        case bool():
            return YesNo.YES if value else ""
        case tuple():
            return "\n".join(map(cell, value))
        case Duration():
            return str(Dua(Kind.LASTS, value))
        case Processor():
            return WITHIN.join((value.name, value.country, value.contract, " ".join(value.copies))).rstrip(" |")
        case Transfer():
            return WITHIN.join((value.recipient, value.country, value.guarantee)).rstrip(" |")
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
    return str(value)
