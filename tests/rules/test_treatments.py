"""Treatments as values: the models, their cells there and back, durations that come from the series."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Findings, Place
from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.series.shipped import shipped_table
from chartrier.rules.treatments.columns import MEMBERS, Column
from chartrier.rules.treatments.countries import ADEQUATE, EEA, outside
from chartrier.rules.treatments.durations import durations
from chartrier.rules.treatments.models import models
from chartrier.rules.treatments.reading import read_cells, read_toml
from chartrier.rules.treatments.treatment import Processor, Transfer, Treatment
from chartrier.rules.treatments.vocabulary import Part
from chartrier.rules.treatments.writing import cells

TABLE = shipped_table().series


def test_models_are_linked_to_the_shipped_table() -> None:
    named = [code for each in models() for code in each.treatment.series]
    assert set(named) <= set(TABLE)
    assert {code for code, each in TABLE.items() if each.personal_data} <= set(named), "none is left without a model"
    assert len(named) == len(set(named)), "a series is in one model"
    assert len({each.code for each in models()}) == len(models()) >= 20
    for each in models():
        assert each.treatment.part is None, "never presumed"
        assert each.treatment.basis is not None and each.treatment.basis_text
        assert each.treatment.told is None and each.treatment.active is None, "durations are not typed"
    epci = {each.code for each in models() if each.suits(CollectiviteKind.EPCI)}
    assert "ETAT-CIVIL" not in epci and "DECHETS-EAU" in epci


@pytest.mark.parametrize("model", models(), ids=lambda model: model.code)
def test_cells_there_and_back(model: object) -> None:
    treatment = replace(
        model.treatment,  # type: ignore[attr-defined]
        part=Part.JOINT,
        processors=(Processor("Hôte | sa filiale".replace(" |", ","), "FR", "contrat", ("a", "b")), Processor("X")),
        transfers=(Transfer("Y", "US", "clauses | types"),),
        told=Duration(18, Unit.MONTH),
        active=Duration(1, Unit.YEAR),
        convention=UUID(int=7),
        begun=date(2020, 2, 29),
        ended=date(2026, 1, 1),
    )
    findings = Findings()
    assert read_cells(cells(treatment), Place(), findings) == treatment, list(findings)
    assert Treatment.read(json.loads(json.dumps(treatment.as_json()))) == treatment
    assert Treatment.read({**treatment.as_json(), "later": 1}) == treatment


def test_every_column_is_of_a_member() -> None:
    assert set(MEMBERS) == set(Column)
    assert set(MEMBERS.values()) == set(Treatment("a", "b").as_json())


def test_what_is_wrong_is_told_at_its_place() -> None:
    findings = Findings()
    long = "x" * 2_001
    text = f'[[traitement]]\n"référence" = "A"\nnom = "a"\n"rôle" = "roi"\n"finalités" = ["{long}"]\n'
    assert read_toml(text.encode(), findings, file="r.toml") == []
    assert {(each.code, each.place.unit) for each in findings} == {("TRT-001", "A"), ("TRT-007", "A")}
    for broken in (b"\xff", b"[traitement]\n", b"x = 1\n", b'traitement = ["a"]\n', b"[" * 5_000):
        findings = Findings()
        assert read_toml(broken, findings, file="r.toml") == []
        assert [each.code for each in findings] == ["TRT-010"]


def test_durations_come_from_the_series() -> None:
    said = Treatment("T", "t", series=("S027", "S051a", "S072", "S042", "S058", "X"), active=Duration(2, Unit.YEAR))
    told = {each.code: each for each in durations(said, TABLE, {"S027": (Duration(3, Unit.MONTH),)})}
    assert [each.fr for each in (told["S027"].active, told["S027"].intermediate, told["S027"].final)] == [
        "3 mois", "10 ans à compter de : clôture de l'exercice", "éliminé, sous visa",
    ]  # fmt: skip
    assert (told["S051a"].active.en, told["S051a"].intermediate.fr) == ("2 years", "aucune DUA")
    assert told["S072"].intermediate.en == "at most 1 month from: recording"
    assert told["S042"].intermediate.fr == "jusqu'à : fin de vie du bâtiment"
    assert told["S058"].intermediate.fr == "DUA à établir" and told["S058"].final.fr == "à établir"
    assert "inconnue" in told["X"].final.fr
    (nothing,) = durations(Treatment("T", "t"), TABLE, {})
    assert nothing.code == "" and nothing.active.fr == "à préciser"


def test_countries() -> None:
    assert not outside("FR") and not outside("") and outside("US") and outside("IN")
    assert not EEA & ADEQUATE
