"""`hold`, `correct`, `conserve`, `history`, `paper`: as people run them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import ROAD, SCHOOL, make_chartrier
from tests.conftest import Server
from tests.days import today


@dataclass
class Curated:
    chartrier: Chartrier
    jeanne: tuple[Any, ...]
    reader: tuple[Any, ...]
    folder: Path

    def __call__(self, *arguments: object) -> Any:
        return self.chartrier(*arguments, *self.jeanne)

    def json(self, *arguments: object) -> Any:
        return self.chartrier.json(*arguments, *self.jeanne)

    def unit(self, words: str) -> str:
        return self.chartrier.unit(words)


@pytest.fixture(scope="module")
def curated(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Curated]:
    folder = tmp_path_factory.mktemp("curated")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    for name, sip in (("school", SCHOOL), ("road", ROAD)):
        assert chartrier("ingest", sip.write(folder / f"{name}.zip")).status == 0
    jeanne = person_with(chartrier, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    reader = person_with(chartrier, COMMUNE, "Paul", Role.LECTEUR)
    yield Curated(chartrier, jeanne, reader, folder)
    database.drop()


TERMS = ("--name", "Contentieux", "--reason", "requête", "--authority", "le maire", "--review")


def test_a_gel_that_nobody_would_review(curated: Curated) -> None:
    past = today() - timedelta(days=1)
    answer = curated("hold", "set", "--unit", curated.unit("conseil"), *TERMS, past, "--json")
    assert (answer.status, answer.json["error"]["code"]) == (2, "CUR-015")
    assert curated.chartrier("hold", "list").out == "Aucun gel.\n"


def test_a_gel_from_the_command_line(curated: Curated) -> None:
    root, child = curated.unit("conseil"), curated.unit("séance")
    listed = curated.folder / "liste.csv"
    listed.write_text(f"identifiant;titre\n{root};x\n", "utf-8")
    done = curated.json("hold", "set", "--list", listed, *TERMS, today())
    assert (done["named"], done["held"]) == (1, 4)
    gel = done["gel"]
    assert [each["gel"] for each in curated.chartrier("hold", "list", "--review-due", "--json").objects] == [gel]
    shown = curated.chartrier.json("hold", "show", gel)
    assert (shown["reason"], shown["held"], shown["units"][0]["id"]) == ("requête", 4, root)
    (held,) = curated.chartrier.json("show", child)["gels"]
    assert (held["id"], held["review"]) == (gel, str(today()))
    assert "Contentieux" in curated.chartrier("show", child).out
    refused = curated.chartrier("hold", "lift", gel, "--reason", "fini", *curated.reader)
    assert refused.status == 5
    assert curated.chartrier("hold", "lift", gel, "--reason", "fini").status == 2
    assert curated("hold", "lift", gel, "--reason", "fini").status == 0
    assert curated("hold", "lift", gel, "--reason", "fini").status == 6
    assert curated.chartrier("hold", "list").out == "Aucun gel.\n"
    (lifted,) = curated.chartrier("hold", "list", "--lifted", "--json").objects
    assert lifted["lifted"]
    assert curated.chartrier.json("show", child)["gels"] == []
    assert curated("hold", "set", *TERMS, today()).status == 2
    listed.write_text("identifiant\npas un identifiant\n", "utf-8")
    answer = curated("hold", "set", "--list", listed, *TERMS, today())
    assert answer.status == 1
    assert "CUR-013" in answer.out
    assert "ligne 2" in answer.out


def test_a_correction_is_shown_then_done(curated: Curated) -> None:
    unit = curated.unit("rue")
    wanted = ("correct", unit, "--set", "Title=Rue du Port", "--set", "Tag=voirie", "--reason", "erreur")
    shown = curated.json(*wanted, "--dry-run")
    assert (shown["act"], shown["count"]) == (None, 1)
    assert shown["units"][0]["differences"][0] == {
        "element": "Title", "before": ["Élargissement de la rue"], "after": ["Rue du Port"],
    }  # fmt: skip
    assert curated.chartrier.json("show", unit)["title"] == "Élargissement de la rue"
    answer = curated(*wanted)
    assert answer.status == 0
    assert answer.out.index("- Élargissement de la rue") < answer.out.index("+ Rue du Port") < answer.out.index("✓")
    told = curated.chartrier.json("show", unit)
    assert (told["title"], told["content"]["Tag"]) == ("Rue du Port", ["voirie"])
    assert curated.unit("port") == unit
    events = curated.chartrier.json("history", unit)["events"]
    assert [event["operation"] for event in events] == ["versement", "correction"]
    assert events[1]["id"] == told["corrected"]
    spoken = curated.chartrier("history", unit).out
    assert "par Jeanne" in spoken
    assert "motif : erreur" in spoken
    assert "+ Rue du Port" in spoken
    bad = curated("correct", unit, "--set", "StartDate=demain", "--reason", "x")
    assert bad.status == 1
    assert curated.chartrier.json("show", unit)["start_date"] is None
    assert curated.chartrier("verify").status == 0
    assert curated.chartrier("verify", "--unit", unit).status == 0
    assert curated.chartrier("fetch", unit, "--output", curated.folder / "rue.txt").status == 0
    assert (curated.folder / "rue.txt").read_bytes() == b"la rue\n"


def test_many_at_once_take_their_number(curated: Curated) -> None:
    wanted = ("correct", "--query", "séance OR plan", "--set", "Tag=classement", "--reason", "classement")
    shown = curated.json(*wanted, "--dry-run")
    count = shown["count"]
    assert count == 2
    assert curated(*wanted).status == 2
    wrong = curated(*wanted, "--count", count + 1)
    assert wrong.status == 2
    assert "CUR-025" in wrong.err
    assert curated.json(*wanted, "--count", count)["act"]
    assert curated("correct", "--query", " ", "--set", "Tag=x", "--reason", "r").status == 2
    assert curated("correct", "--set", "Tag=x", "--reason", "r").status == 2
    assert curated("correct", curated.unit("rue"), "--set", "Tag", "--reason", "r").status == 2


def test_rules_and_places_from_the_command_line(curated: Curated) -> None:
    root, road, child = curated.unit("conseil"), curated.unit("rue"), curated.unit("séance")
    done = curated.json(
        "correct", child, "--set", "AppraisalRule/FinalAction=Destroy", "--rule",
        "add AppraisalRule R1 2001-01-01", "--move-to", road, "--reason", "mal rangé",
    )  # fmt: skip
    assert [each["element"] for each in done["units"][0]["differences"]] == ["Management/AppraisalRule", "Parent"]
    assert [each["category"] for each in done["endings"]] == ["AppraisalRule"]
    assert [each["id"] for each in curated.chartrier.json("show", child)["parents"]] == [road]
    cycle = curated("correct", road, "--move-to", child, "--reason", "x")
    assert cycle.status == 1
    assert "CAT-083" in cycle.out
    whole = curated.folder / "description.json"
    whole.write_text('{"DescriptionLevel": ["Item"], "Title": [{"@xml:lang": "fr", "#": "Compte rendu"}]}', "utf-8")
    assert curated.json("correct", child, "--content", whole, "--move-to", root, "--reason", "x")["act"]
    whole.write_text("[", "utf-8")
    assert curated("correct", child, "--content", whole, "--reason", "x").status == 2


def test_archives_definitives_from_the_command_line(curated: Curated) -> None:
    unit = curated.unit("conseil")
    wanted = ("conserve", "--unit", unit, "--position", "avis favorable", "--day", "2026-11-03")
    assert curated(*wanted, "--french-soil").status == 6
    service = ("--archives-service", "Archives départementales", "--population", "1500")
    assert curated.chartrier.json("tenant", "set", COMMUNE, *service)["custody"] == {
        "service": "Archives départementales", "population": 1500,
    }  # fmt: skip
    assert curated(*wanted).status == 2
    running = curated(*wanted, "--french-soil")
    assert running.status in (0, 6), running
    road = curated.unit("rue")
    done = curated.json(
        "conserve", "--unit", road, "--position", "avis favorable", "--day", "2026-11-03", "--french-soil"
    )
    assert curated.chartrier.json("show", road)["definitive"] == done["act"]
    assert "archive définitive par" in curated.chartrier("show", road).out
    undone = curated.json("conserve", "--undo", done["act"], "--reason", "mauvaise unité")
    assert undone["units"] == done["units"]
    assert curated.chartrier.json("show", road)["definitive"] is None


def test_paper_from_the_command_line(curated: Curated) -> None:
    boxes = curated.folder / "boites.csv"
    header = "cote;intitulé;date de début;date de fin;métrage;localisation;règle;départ;sort final\n"
    boxes.write_text(f"{header}1 W 1;Cadastre;1820;1850;0,5;Magasin 1;;;\n", "utf-8")
    asked = ("paper", "import", boxes, "--title", "Papier", "--service", "URBANISME")
    done = curated.chartrier.json(*asked)
    assert (done["status"], done["boxes"], done["linear_metres"]) == ("accepted", 1, "0.5")
    assert "0,5" in curated.chartrier("status").out
    (status,) = [each for each in curated.chartrier("status", "--json").objects if "tenant" in each]
    assert status["paper"] == {"units": 1, "objects": 1, "linear_metres": "0.5", "unmeasured": 0}
    boxes.write_text(f"{header};Cadastre;;;;;;;\n", "utf-8")
    wrong = curated.chartrier(*asked)
    assert (wrong.status, "ING-080" in wrong.out) == (1, True)
