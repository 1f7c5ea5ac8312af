"""Reading is accountable: `fetch` and `show` under one regime or the other, and the register of what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Database, Server
from tests.ruled import accessible, ruled

DATED = "<StartDate>{0}</StartDate><EndDate>{0}</EndDate>"
SIPS = {
    "ferme": ruled("M-1", "Dossier fermé", accessible("AR048"), documents=[DATED.format("2011-03-14")]),
    "libre": ruled("M-2", "Dossier libre", accessible("AR038"), documents=[DATED.format("1999")]),
}
NOBODY = "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001"


@dataclass
class Readable:
    chartrier: Chartrier
    database: Database
    closed: str
    free: str
    people: dict[str, tuple[Any, ...]]

    def register(self, *options: object) -> list[Any]:
        return self.chartrier("register", "consultations", "--tenant", COMMUNE, "--json", *options).objects

    def refused(self, *arguments: object) -> tuple[int, str]:
        answer = self.chartrier(*arguments, "--tenant", COMMUNE, "--json")
        return answer.status, answer.json["error"]["code"]


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readable]:
    folder, database = tmp_path_factory.mktemp("readings"), server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    for name, sip in SIPS.items():
        assert chartrier("ingest", sip.write(folder / f"{name}.zip"), "--tenant", COMMUNE).status == 0
    roles = {
        "Anne": Role.ARCHIVISTE,
        "Luc": Role.LECTEUR,
        "Zoé": Role.CONTROLE,
        "Max": Role.ELU,
        "Iris": Role.CHEF_DE_SERVICE,
    }
    people = {name: (*person_with(chartrier, COMMUNE, name, role), "--tenant", COMMUNE) for name, role in roles.items()}
    people["Voisin"] = (*person_with(chartrier, NEIGHBOUR, "Voisin", Role.ARCHIVISTE), "--tenant", NEIGHBOUR)
    units = {each["title"]: each["id"] for each in chartrier.json("search", "--limit", "20")["units"]}
    closed, free = (units[f"Pièce 0 de {title}"] for title in ("Dossier fermé", "Dossier libre"))
    yield Readable(chartrier, database, closed, free, people)
    database.drop()


def test_by_rights(archive: Readable, tmp_path: Path) -> None:
    for name, relation in {"Anne": "service d'archives", "Luc": "service producteur"}.items():
        told = archive.chartrier.json("fetch", archive.closed, *archive.people[name], "-o", tmp_path / name)
        assert (told["regime"], relation in told["sentence"]) == ("administrative", True)
        assert told["sentence"].endswith("restreint aux personnes habilitées et journalisé")
        line = archive.register()[-1]
        assert (line["name"], line["regime"], line["what"]) == (name, "administrative", "document")
        assert (line["unit"], line["object"]) == (archive.closed, told["id"])
    spoken = archive.chartrier("fetch", archive.closed, "-o", tmp_path / "x", "--motive", "Contrôle de la copie")
    assert "accès administratif : exploitant de la machine" in spoken.out
    line = archive.register()[-1]
    assert (line["person"], line["name"]) == (None, "exploitant de la machine")
    assert line["motive"] == "Contrôle de la copie"


def test_the_control_says_why(archive: Readable, tmp_path: Path) -> None:
    zoe, before = archive.people["Zoé"], len(archive.register())
    assert archive.refused("fetch", archive.closed, *zoe, "-o", tmp_path / "x") == (2, "ACC-011")
    assert archive.refused("show", archive.closed, *zoe, "--motive", "  ") == (2, "ACC-011")
    assert not (tmp_path / "x").exists()
    assert len(archive.register()) == before
    told = archive.chartrier.json("show", archive.closed, *zoe, "--motive", "Visite annuelle")
    assert "contrôle scientifique et technique" in told["access"]["sentence"]
    assert archive.register()[-1]["motive"] == "Visite annuelle"
    assert archive.register()[-1]["what"] == "description"


def test_absent_and_forbidden_answer_alike(archive: Readable, tmp_path: Path) -> None:
    answers = []
    # a document, a dossier without any file, a versement, nothing
    versement = archive.chartrier.json("show", archive.free)["versement"]
    (above,) = archive.chartrier.json("show", archive.free)["parents"]
    before = archive.register()
    for identifier in (archive.closed, above["id"], versement, NOBODY):
        for command in (["show"], ["fetch", "-o", tmp_path / "x"]):
            answer = archive.chartrier(*command, identifier, *archive.people["Max"], "--tenant", COMMUNE, "--json")
            answers.append((answer.status, answer.json["error"]["message"].replace(identifier, "…")))
    assert len(set(answers)) == 1
    assert answers[0][0] == 4
    neighbour = archive.people["Voisin"]
    assert archive.refused("fetch", archive.closed, *neighbour, "-o", tmp_path / "x") == (5, "ADM-040")
    answer = archive.chartrier("fetch", archive.closed, *neighbour, "--json")
    assert (answer.status, answer.json["error"]["code"]) == (4, "ACC-001")
    assert (archive.register(), list(tmp_path.iterdir())) == (before, [])


def test_as_the_public(archive: Readable, tmp_path: Path) -> None:
    told = archive.chartrier.json("fetch", archive.free, "--public", "-o", tmp_path / "libre", *archive.people["Anne"])
    assert (told["regime"], told["derogation"]) == ("public", None)
    line = archive.register()[-1]
    assert (line["regime"], line["name"], line["unit"]) == ("public", "Anne", archive.free)
    before = archive.register()
    answer = archive.chartrier("fetch", archive.closed, "--public", "-o", tmp_path / "x", "--json")
    assert (answer.status, answer.json["error"]["code"]) == (5, "ACC-010")
    assert "50 ans après le document le plus récent" in answer.json["error"]["message"]
    assert archive.refused("show", archive.closed, "--public", *archive.people["Anne"]) == (5, "ACC-010")
    assert archive.refused("show", archive.free, "--reader", "L-1") == (2, "ACC-012")
    assert (archive.register(), (tmp_path / "x").exists()) == (before, False)
    shown = archive.chartrier.json("show", archive.free, "--public")
    assert [parent["title"] for parent in shown["parents"]] == [None]


def test_a_derogation_opens_for_its_reader(archive: Readable, tmp_path: Path) -> None:
    anne, iris = archive.people["Anne"], archive.people["Iris"]
    day = ("--day", datetime.now(UTC).date() - timedelta(days=1))
    asked = archive.chartrier.json(
        "derogation", "request", "--reader", "Jean Historien", "--reader-id", "L-7", "--motive", "Thèse",
        "--undertaking", "--unit", archive.closed, *day, *anne,
    )["id"]  # fmt: skip
    archive.chartrier.json("derogation", "accord", asked, "--all", *day, *iris)
    archive.chartrier.json("derogation", "opinion", asked, "--favourable", *day, *anne)
    assert archive.refused("fetch", archive.closed, "--public", "--reader", "L-7", "-o", tmp_path / "x")[1] == "ACC-010"
    archive.chartrier.json("derogation", "decision", asked, "--all", "--letter", "S/9", *day, *anne)
    read = ("fetch", archive.closed, "--public", "-o", tmp_path / "lu")
    assert archive.refused(*read, "--reader", "L-8") == (5, "ACC-010")
    told = archive.chartrier.json(*read, "--reader", "L-7")
    assert (told["derogation"], told["reproduction"]) == (asked, False)
    line = archive.register()[-1]
    assert (line["reader"], line["derogation"], line["regime"]) == ("L-7", asked, "public")


def test_what_is_handed_out_is_a_reading_too(archive: Readable, tmp_path: Path) -> None:
    told = archive.chartrier.json(
        "deliver", archive.free, "--plain", "--motive", "Demande", "--to", tmp_path / "z.zip", *archive.people["Anne"]
    )
    line = archive.register()[-1]
    assert (line["what"], line["unit"], line["act"]) == ("paquet", archive.free, told["act"])


def test_its_register(archive: Readable, tmp_path: Path) -> None:
    archive.chartrier.json("show", archive.closed)
    answer = archive.chartrier("register", "consultations", "--csv", tmp_path / "r.csv", "--pdf", tmp_path / "r.pdf")
    assert answer.status == 2  # which tenant?
    for option, name in (("--csv", "r.csv"), ("--pdf", "r.pdf")):
        archive.chartrier("register", "consultations", "--tenant", COMMUNE, option, tmp_path / name)
    text = (tmp_path / "r.csv").read_text("utf-8-sig")
    assert text.splitlines()[0].startswith("instant;regime;lu;unite;objet;personne;nom;motif")
    assert (archive.closed in text, "Dossier" in text) == (True, False)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    year = datetime.now(UTC).year
    assert archive.register("--year", year) == archive.register()
    assert archive.register("--year", year - 1) == []
    neighbour = archive.chartrier("register", "consultations", "--tenant", NEIGHBOUR, "--json")
    assert neighbour.out == ""


def test_kept_for_its_years_and_never_changed(archive: Readable, tmp_path: Path) -> None:
    archive.chartrier.json("show", archive.free, "--motive", "Récente")
    now = datetime.now(UTC)
    ages = {"Vieille": 366 * 3 + 1, "Gardée": 365 * 3 - 10, "D'un an": 400}
    with psycopg.connect(archive.database.url) as connection:
        connection.execute("SELECT set_config('app.tenants', %s, false)", ["{" + str(int(COMMUNE)) + "}"])
        for number, (motive, days) in enumerate(ages.items(), 1):
            connection.execute(
                "INSERT INTO consultations_consultation (tenant, id, at, regime, what, motive)"
                " VALUES (%s, %s, %s, 'administrative', 'description', %s)",
                [int(COMMUNE), NOBODY[:-1] + str(number), now - timedelta(days=days), motive],
            )
        connection.commit()
        count = "SELECT count(*) FROM consultations_consultation"
        recent = connection.execute(f"{count} WHERE at > now() - interval '1 year'").fetchone()
        assert connection.execute("DELETE FROM consultations_consultation WHERE motive = 'Récente'").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE consultations_consultation SET motive = 'Autre'")
        connection.rollback()
    motives = [line["motive"] for line in archive.register()]
    assert "Vieille" not in motives
    assert {"Gardée", "D'un an", "Récente"} <= set(motives)
    kept = Chartrier({**archive.chartrier.environ, "CHARTRIER_CONSULTATIONS_YEARS": "1"}, archive.chartrier.folder)
    lines = kept("register", "consultations", "--tenant", COMMUNE, "--json").objects
    assert recent == (len(lines),)


def test_a_rebuild_leaves_it_alone(archive: Readable) -> None:
    before = archive.register()
    assert before
    assert archive.chartrier("rebuild", "--from", "a", "--tenant", COMMUNE).status == 0
    assert archive.register() == before


def test_nothing_is_given_when_the_reading_cannot_be_entered(
    archive: Readable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise psycopg.errors.DiskFull("no space left")

    entering: Callable[..., None] = fail
    monkeypatch.setattr("chartrier.access.reading.enter_consultation", entering)
    answer = archive.chartrier("fetch", archive.free, "-o", tmp_path / "x")
    assert answer.status != 0
    assert not (tmp_path / "x").exists()
