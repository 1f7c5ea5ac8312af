"""What séries are called where somebody deposits: in plain words those that are shipped, else as the table says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.reception.answers import warnings
from chartrier.reception.kinds import kinds, kinds_among
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.roles import Role
from chartrier.rules.series.shipped import shipped_table
from chartrier.rules.series.writing import write_series
from tests.actors import person_with
from tests.cli.commands import NEIGHBOUR

SHIPPED = shipped_table().series
OWN = {
    "S001": "Courriers de la présidence",
    "S034": "Permis de stationnement",
    "DBC": "Délibérations du bureau communautaire",
    "S010": SHIPPED["S010"].title,
}


@pytest.fixture(scope="module")
def own(town: Any, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """A table of one's own, at the neighbour's."""
    path = tmp_path_factory.mktemp("own") / "tableau.csv"
    rows = [replace(SHIPPED.get(code, SHIPPED["S007"]), code=code, title=title) for code, title in OWN.items()]
    with path.open("wb") as out:
        write_series(rows, out)
    archiviste = person_with(town.chartrier, NEIGHBOUR, "Nour Voisin", Role.ARCHIVISTE)
    answer = town.chartrier("series", "import", path, "--confirm", "--tenant", NEIGHBOUR, *archiviste)
    assert answer.status == 0, answer
    return ["--tenant", NEIGHBOUR]


def test_a_table_of_ones_own_is_in_its_own_words(town: Any, own: list[object], desk: Any, tmp_path: Path) -> None:
    told = {code: kind.fr for code, kind in kinds(tenant_of(NEIGHBOUR)).items()}
    assert told == {**OWN, "S010": "Bulletin municipal, communication"}
    file = tmp_path / "a.txt"
    file.write_bytes(b"un permis\n")
    wrong = town.chartrier("deposit", file, "--series", "Marché public de travaux", "--title", "A", "--json", *own)
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "REC-002")
    for series, paper in (("S034", False), ("S001", False), ("DBC", True)):
        file.write_bytes(f"{series}\n".encode())
        answer = town.chartrier("deposit", file, "--series", series, "--title", series, "--year", "2026", *own)
        assert answer.status == 0, answer
        assert ("ne remplace pas le registre papier" in answer.out) is paper, series


@pytest.mark.parametrize(
    ("collectivite", "deliberations", "orders"),
    [
        (None, "Délibérations du conseil municipal", "Arrêtés du maire"),
        (CollectiviteKind.EPCI, "Délibérations du conseil communautaire", "Arrêtés du président"),
        (CollectiviteKind.SYNDICAT, "Délibérations du comité syndical", "Arrêtés du président"),
        (CollectiviteKind.CCAS, "Délibérations du conseil d'administration", "Arrêtés du président"),
        (CollectiviteKind.AUTRE, "Délibérations de l'assemblée", "Arrêtés"),
    ],
)
def test_each_is_offered_the_words_of_its_organs(
    collectivite: CollectiviteKind | None, deliberations: str, orders: str
) -> None:
    found = kinds_among(SHIPPED.values(), collectivite)
    assert (found["S001"].fr, found["S003"].fr) == (deliberations, orders)
    if collectivite not in (None, CollectiviteKind.COMMUNE):
        assert not [each.fr for each in found.values() if each.usual and ("municipal" in each.fr or "maire" in each.fr)]


def test_what_is_kept_on_paper_too_is_told_by_the_words_of_the_series() -> None:
    told = {code for code, kind in kinds_among(SHIPPED.values(), None).items() if warnings(kind, digitised=False)}
    assert told == {"S001", "S002", "S003", "S004", "S007", "S051a", "S051b"}
    for title, paper in (
        ("Décisions du président", True), ("Arrêté préfectoral", True), ("Registres de l'état civil", True),
        ("Procès-verbaux du comité syndical", True), ("Budgets, décisions modificatives", False),
        ("Arrêtés de comptes", False), ("Registre des entrées de la crèche", False),
    ):  # fmt: skip
        (kind,) = kinds_among([replace(SHIPPED["S010"], code="X", title=title)], None).values()
        assert kind.register is paper, title
