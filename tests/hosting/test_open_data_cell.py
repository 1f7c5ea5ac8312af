"""What the view tells of the open data of a série: the dataset that is owed, records, whether everybody sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from chartrier.catalog.extents import Extent
from chartrier.catalog.hosting.facts import Seen, SeriesFacts
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.shipped import Kind, shipped_table
from chartrier.view.cells import Cell, Level
from chartrier.view.online import Online
from chartrier.view.rows import Known, open_data

DAY = date(2026, 11, 30)
FACTS = SeriesFacts("S001", Extent(3, 3, 9), DAY, 0, 0, 0, None, 3, 3, 0, None, 0, 0, Seen(3, 3))
RECORDS, DATASET = Words("fiches en ligne", "records online"), Words("jeu en ligne : x", "dataset online: x")


def told(online: Online | None, *, code: str = "S001", owed: str | None = None, opened: int = 3) -> Cell:
    series: Any = shipped_table(Kind.COMMUNE).series[code]
    if owed is not None:
        series = replace(series, open_data=owed)
    tenant: Any = SimpleNamespace(kind=None, custody=SimpleNamespace(population=5_000))
    known = Known(tenant, DAY, {}, {}, {}, (), (), None, {code: online} if online is not None else {})
    return open_data(known, code, series, replace(FACTS, open=opened))


@pytest.mark.parametrize("seen", [False, True])
def test_records_do_not_make_the_dataset_that_is_owed(seen: bool) -> None:
    cell = told(Online(RECORDS, DAY, seen))
    assert cell.level is Level.WATCH and cell.state.fr.startswith("fiches en ligne ; publication")
    assert cell.action is not None and cell.action.command == "chartrier opendata publish deliberations"


def test_the_dataset_is_in_order_once_everybody_sees_it() -> None:
    shut, seen = (told(Online(DATASET, DAY, each, dataset=True)) for each in (False, True))
    assert (shut.level, seen.level, seen.action) == (Level.WATCH, Level.GOOD, None)
    assert shut.action is not None and shut.action.command == "chartrier opendata open"
    assert seen.state.fr == "jeu en ligne : x, depuis le 30 novembre 2026"


def test_records_are_where_no_dataset_is_and_something_is_open() -> None:
    assert told(Online(RECORDS, DAY, True), owed="oui").level is Level.GOOD
    assert told(Online(RECORDS, DAY, True), owed="oui", opened=0).state.fr == "à publier une fois communicable"
