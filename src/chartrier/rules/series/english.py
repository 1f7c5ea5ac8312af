"""The titles of the shipped table in English: a help to read, beside the French titles, which alone are adopted."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import folded

FILE = "titles_en.csv"


def english_title(series: Series) -> str | None:
    """That of a série which has the title of the shipped table; None for any other title, which is somebody's own."""
    return _titles().get(folded(series.title))


@cache
def _titles() -> Mapping[str, str]:
    text = (files(__package__) / FILE).read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return MappingProxyType({folded(row["fr"]): row["en"] for row in rows})
