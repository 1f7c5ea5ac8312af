"""`chartrier opendata scdl deliberations`, of the demonstration's versements."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo.build import build

from tests.cli.commands import NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server

COMMUNE = "219600426"
SIRET = f"{COMMUNE}00014"


@pytest.fixture(scope="module")
def chartrier(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chartrier]:
    folder = tmp_path_factory.mktemp("opendata")
    database = server.new_database()
    archive = make_chartrier(folder / "home", database)
    assert archive("init", "--tenant", f"{COMMUNE}=Saint-Rémy", "--tenant", NEIGHBOUR).status == 0
    first, *_ = build(folder / "sip")
    answer = archive("ingest", first, "--tenant", COMMUNE)
    assert answer.status == 0, answer
    yield archive
    database.drop()


def made(chartrier: Chartrier, out: Path, *options: str) -> tuple[list[dict[str, str]], list[dict[str, object]]]:
    answer = chartrier.json(
        "opendata", "scdl", "deliberations", "--tenant", COMMUNE, "--siret", SIRET, "-o", out, "--json", *options
    )
    with out.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert answer["lines"] == len(lines)
    return lines, answer["withheld"]


def test_a_line_an_act_of_those_that_everybody_may_read(chartrier: Chartrier, tmp_path: Path) -> None:
    lines, withheld = made(chartrier, tmp_path / "a.csv")
    objets = {line["DELIB_ID"]: line["DELIB_OBJET"] for line in lines}
    assert objets["2025-001"] == "adhésion au service mutualisé d'archivage électronique"
    assert {line["COLL_SIRET"] for line in lines} == {SIRET}
    assert not {each["place"]["unit"] for each in withheld} & set(objets)  # type: ignore[index]


def test_days_bound_it_and_a_file_is_never_replaced(chartrier: Chartrier, tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    lines, _ = made(chartrier, out, "--from", "2025-01-01", "--until", "2025-02-28")
    assert {line["DELIB_DATE"][:7] for line in lines} == {"2025-01"}
    again = chartrier("opendata", "scdl", "deliberations", "--tenant", COMMUNE, "--siret", SIRET, "-o", out)
    assert (again.status, "ODT-021" in again.err) == (2, True)


def test_a_siret_is_of_its_collectivite(chartrier: Chartrier, tmp_path: Path) -> None:
    for siret in (f"{NEIGHBOUR}00014", COMMUNE, "abc"):
        answer = chartrier(
            "opendata", "scdl", "deliberations", "--tenant", COMMUNE, "--siret", siret, "-o", tmp_path / "b.csv"
        )
        assert (answer.status, "ODT-020" in answer.err) == (2, True)
        assert not (tmp_path / "b.csv").exists()
