"""The shipped table said in English: nothing of it is left out, nothing stale is kept; other titles stay."""

from __future__ import annotations

import csv
from dataclasses import replace
from importlib.resources import files

import pytest

from chartrier.reception.kinds import kinds_among
from chartrier.records.collectivite import CollectiviteKind
from chartrier.rules.series.dua import read_dua
from chartrier.rules.series.english import FILE, english_title
from chartrier.rules.series.shipped import shipped_table
from chartrier.rules.series.vocabulary import Depart, SortFinal

SHIPPED = shipped_table().series


@pytest.mark.parametrize("collectivite", [None, *CollectiviteKind])
def test_every_kind_of_deposit_has_its_english(collectivite: CollectiviteKind | None) -> None:
    shown = kinds_among(SHIPPED.values(), collectivite).values()
    assert {kind.code for kind in shown if not kind.label("en") or kind.label("fr") == kind.label("en")} == set()


def test_no_english_title_is_stale() -> None:
    text = (files("chartrier.rules.series") / FILE).read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["fr"] for row in rows} <= {each.title for each in SHIPPED.values()}
    assert all(row["en"].strip() and None not in row for row in rows)


def test_a_title_of_somebody_s_own_is_not_translated() -> None:
    assert english_title(SHIPPED["S009"]) == "Register of letters"
    assert english_title(replace(SHIPPED["S009"], title="Registre du courrier arrivé")) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10 ans", "10 years"),
        ("1 an", "1 year"),
        ("au plus 1 mois", "at most 1 month"),
        ("45 jours", "45 days"),
        ("jusqu'à l'événement", "until the event"),
        ("aucune", "none"),
        ("à établir", "to be established"),
    ],
)
def test_a_dua_is_said(written: str, said: str) -> None:
    dua = read_dua(written)
    assert dua is not None and (dua.words.fr, dua.words.en) == (written, said)


def test_vocabularies_are_said() -> None:
    for each in (*Depart, *SortFinal):
        assert each.words.fr == each.value and each.words.en
