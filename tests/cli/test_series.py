"""`chartrier series`, from adoption to validation, on a real archive."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from chartrier.catalog.rules.codes import CATEGORY, OPEN_OF
from chartrier.records.roles import Role
from chartrier.rules.categories import Category
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Answer, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.ruled import declaring, ruled


@dataclass
class Commune:
    """An archive with one tenant and one archiviste."""

    chartrier: Chartrier
    archiviste: tuple[Any, ...]

    def __call__(self, *arguments: object) -> Answer:
        return self.chartrier("series", *arguments)

    def json(self, *arguments: object) -> Any:
        return self.chartrier.json("series", *arguments)

    def done(self, *arguments: object) -> Any:
        return self.json(*arguments, *self.archiviste)

    def refused(self, *arguments: object) -> tuple[int, str]:
        answer = self(*arguments, "--json")
        return answer.status, answer.json["error"]["code"]

    def lines(self) -> dict[str, Any]:
        return {each["code"]: each for each in self("list", "--json").objects}


@pytest.fixture
def commune(tmp_path: Path, server: Server) -> Iterator[Commune]:
    database = server.new_database()
    chartrier = make_chartrier(tmp_path / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    yield Commune(chartrier, person_with(chartrier, COMMUNE, "Jeanne", Role.ARCHIVISTE))
    database.drop()


def test_from_adoption_to_validation(commune: Commune, tmp_path: Path) -> None:
    assert commune.refused("list") == (4, "ADM-100")
    seen = commune.json("adopt", "--dry-run")
    assert (len(seen["added"]), seen["act"]) == (115, None)
    assert commune.refused("list") == (4, "ADM-100")
    assert commune.refused("adopt")[0] == 2  # nobody said who acts
    some = ("adopt", "--only", "S001,S002,S004,S035")
    adopted = commune.done(*some)
    assert (adopted["added"], adopted["undecided"]) == (["S001", "S002", "S004", "S035"], ["S004", "S035"])
    again = commune(*some, *commune.archiviste)
    assert again.out.startswith("Rien à changer.\n")

    lines = commune.lines()
    assert {each["status"] for each in lines.values()} == {"indicatif"}
    shown = commune("show", "S004").out
    for said in (
        "S004 Arrêtés temporaires (voirie et autres)\n  indicatif\n", "DUA : 5 ans", "sort final : Éliminer",
        "confiance : B (une seule source, secondaire)", "doutes : Deux sources se contredisent sur le sort final.",
        "autres valeurs : sort final : Trier (Union amicale des maires de la Nièvre)", "chartrier series decide S004",
    ):  # fmt: skip
        assert said in shown
    assert lines["S004"]["final_action"] == "Keep"

    letter = ("--authority", "AD de l'Essai", "--letter", "2026/118", "--day", "2026-11-02")
    assert commune.refused("validate", *letter, *commune.archiviste) == (6, "RUL-250")
    motive = ("--motive", "Avis du maire")
    assert commune.done("decide", "S004", "--sort-final", "éliminer", *motive)["changed"] == ["S004"]
    assert commune.done("decide", "S035", "--dua", "10 ans")["undecided"] == []
    assert commune.lines()["S004"]["final_action"] == "Destroy"
    scan = tmp_path / "lettre.PDF"
    scan.write_bytes(b"%PDF-1.7 lettre")
    validated = commune.done("validate", *letter, "--file", scan)
    said = "validé le 2 novembre 2026 par AD de l'Essai ; ce n'est pas un visa d'élimination"
    assert {each["status"] for each in commune.lines().values()} == {said}
    assert commune("list").out.startswith(f"Tableau {said}\n")
    package = validated["act"]
    content = tmp_path / f"home/copies/a/{COMMUNE}/packages/{package[:4]}/{package[4:8]}/{package}/v1/content"
    assert (content / "lettre.pdf").read_bytes() == scan.read_bytes()
    record = json.loads((content / "operation.json").read_bytes())
    assert record["table"]["validated"] == record["table"]["series"] == 4
    assert "AD de l'Essai" not in (content / "operation.json").read_text()

    # a later change makes the changed line indicative again, and the table as a whole
    commune.done("decide", "S001", "--dua", "2 ans")
    lines = commune.lines()
    assert lines["S001"]["status"] == "indicatif"
    assert lines["S002"]["status"] == said
    assert commune("list").out.startswith("Tableau indicatif\n")
    # and coming back to what was validated does not validate it
    commune.done("decide", "S001", "--dua", "1 an")
    assert commune.lines()["S001"]["status"] == "indicatif"

    told = commune("history", "--json").objects
    assert [each["number"] for each in told] == list(range(1, len(told) + 1))
    assert [each["made"] for each in told][:2] == ["adoption", "decision"]
    assert told[1]["motive"] == "Avis du maire"
    assert f"n° 1 {told[0]['act']}, le " in commune("history").out
    assert commune.chartrier("verify").status == 0


def test_csv_in_and_out(commune: Commune, tmp_path: Path) -> None:
    first = commune.done("adopt", "--type", "epci")
    assert "S051a" not in commune.lines()
    out = tmp_path / "tableau.csv"
    assert commune.json("export", "--csv", out)["series"] == 101
    assert commune("export").raw == out.read_bytes()
    assert commune.json("export")["table"].encode() == out.read_bytes()
    before = out.read_bytes()
    assert commune.refused("export", "--csv", out) == (6, "ACC-006") and out.read_bytes() == before
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    rows[1][2] = "=1+1"
    assert rows[1][3] == "1 an"
    rows[1][3] = "3 ans"
    changed = tmp_path / "changé.csv"
    with changed.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows[:-1])
    seen = commune("import", changed, "--dry-run")
    assert "Serait fait (rien n'a été changé) :\n" in seen.out
    assert "S001 : 1 an, Conserver → 3 ans, Conserver" in seen.out
    made = commune.done("import", changed)
    assert (made["changed"], made["removed"], made["added"]) == (["S001"], ["S096d"], [])
    assert b";'=1+1;3 ans;" in commune("export").raw
    assert commune("export", "--at", first["act"]).raw == out.read_bytes()
    # adopting again adds what is lacking and keeps what was adapted; `--only` takes it as it is shipped
    again = commune.done("adopt", "--type", "epci")
    assert (again["added"], again["kept"]) == (["S096d"], ["S001"])
    assert commune.done("adopt", "--only", "S001, S051a")["changed"] == ["S001"]
    assert commune.lines()["S001"]["dua"] == "1 an" and "S051a" in commune.lines()

    rows[1][3] = "beaucoup"
    with changed.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([*rows, rows[5]])
    refused = commune("import", changed, *commune.archiviste, "--json")
    assert refused.status == 1
    assert {(each["code"], each["place"]["line"]) for each in refused.json["findings"]} == {
        ("RUL-240", 2), ("RUL-239", len(rows) + 1),
    }  # fmt: skip
    assert commune.refused("import", tmp_path / "rien.csv", *commune.archiviste) == (2, "CLI-003")


def test_what_is_refused(commune: Commune) -> None:
    who = commune.archiviste
    assert commune.refused("decide", "S001", "--dua", "1 an", *who) == (4, "ADM-100")
    assert commune.refused("adopt", "--type", "région", *who) == (2, "CLI-031")
    assert commune.refused("adopt", "--only", "S999", *who) == (2, "ADM-101")
    commune.done("adopt")
    assert commune.refused("decide", "S999", "--dua", "1 an", *who) == (4, "ADM-101")
    assert commune.refused("decide", "S001", *who) == (2, "ADM-103")
    assert commune.refused("decide", "S001", "--dua", "toujours", *who) == (2, "RUL-240")
    assert commune.refused("decide", "S009", "--dua", "5 ans", *who) == (2, "RUL-242")
    assert commune.refused("decide", "S005", "--sort-final", "Trier", *who) == (2, "RUL-244")
    assert commune.refused("decide", "S005", "--access", "AR001", *who) == (2, "RUL-245")
    assert commune.done("decide", "S001", "--dua", "aucune")["changed"] == ["S001"]
    assert commune.lines()["S001"]["depart"] == ""
    for strange in ("a\u202eb", "\udcff"):
        assert commune.refused("decide", "S001", "--mention", strange, *who) == (2, "CPY-030")
    day = ("--day", "2999-01-01")
    assert commune.refused("validate", "--authority", "AD", "--letter", "1", *day, *who) == (2, "ADM-106")
    assert commune.refused("validate", "--authority", " ", "--letter", "1", "--day", "2020", *who) == (2, "RUL-252")
    assert commune.refused("export", "--at", "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000000") == (4, "ADM-102")
    # nobody but who may change rules
    reader = person_with(commune.chartrier, COMMUNE, "Paul", Role.LECTEUR)
    assert commune("adopt", *reader).status == 5


def test_a_serie_is_a_rule(commune: Commune, tmp_path: Path) -> None:
    """A unit that declares it gets its échéance from it, from 31 December where it says so; changes say what moves."""
    home = commune.chartrier
    sips = {
        "factures": ruled("M-1", "Factures", declaring("S027", "2013-05-06")),
        "attente": ruled("M-2", "Contrats", declaring("S015")),
        "indecis": ruled("M-3", "Marchés", declaring("S035", "2013-05-06")),
        "validite": ruled("M-4", "Notes", declaring("S012", "2020-02-03")),
        "ailleurs": ruled("M-5", "Inconnue", declaring("S999", "2013-05-06")),
    }
    before = home.json("ingest", sips["factures"].write(tmp_path / "1.zip"))
    assert home.json("show", before["operation"])["operation"]["series"] is None
    adopted = commune.done("adopt", "--confirm")
    # what was there already has its échéance now
    assert [(each["units"], each["earliest"], each["ending_now"]) for each in adopted["moved"]] == [
        (2, "2024-01-01", 2)
    ]
    for name in ("attente", "indecis", "validite", "ailleurs"):
        after = home.json("ingest", sips[name].write(tmp_path / f"{name}.zip"))
        assert home.json("show", after["operation"])["operation"]["series"] == adopted["act"]
    assert endings(home) == {
        "Factures": ("2024-01-01", None),
        "Contrats": (None, "no-start"),
        "Marchés": (None, "no-duration"),
        "Notes": ("2020-02-03", None),
        "Inconnue": (None, "unknown-rule"),
    }
    # what is to be sampled travels as Keep, and is told as Trier
    sampled = ruled("M-6", "Accidents", declaring("S033", "2001-02-03").replace("Destroy", "Keep"))
    home.json("ingest", sampled.write(tmp_path / "trier.zip"))
    due = {each["title"]: each for each in home.json("due", "--limit", 50)["units"]}
    assert (due["Accidents"]["sort_final"], due["Accidents"]["final_actions"]) == ("Trier", ["Keep"])
    assert due["Factures"]["sort_final"] == "Éliminer"
    # deciding gives an échéance: told first, then confirmed
    who = commune.archiviste
    seen = commune.json("decide", "S035", "--dua", "10 ans", "--dry-run")
    assert [(each["units"], each["ending_now"]) for each in seen["moved"]] == [(2, 2)]
    assert commune.refused("decide", "S035", "--dua", "10 ans", *who) == (6, "ADM-105")
    assert endings(home)["Marchés"] == (None, "no-duration")
    assert "2 unités" in commune("decide", "S035", "--dua", "10 ans", "--confirm", *who).out
    assert endings(home)["Marchés"] == ("2023-05-06", None)
    # a série in use stays in the table
    table = tmp_path / "sans.csv"
    table.write_bytes(
        b"".join(line for line in commune("export").raw.splitlines(True) if not line.startswith(b"S027;"))
    )
    assert commune.refused("import", table, "--dry-run") == (6, "CAT-071")
    assert commune.refused("import", table, "--confirm", *who) == (6, "CAT-071")
    assert "S027" in commune.lines()


def endings(chartrier: Chartrier) -> dict[str, tuple[str | None, str | None]]:
    """The échéance of the appraisal of each file, or why it has none, from the index."""
    with psycopg.connect(chartrier.environ["CHARTRIER_DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('app.tenants', %s, false)", ["{" + COMMUNE + "}"])
        rows = connection.execute(
            "SELECT u.title, e.ending::text, e.open FROM rules_ending e JOIN archive_unit u ON u.id = e.unit"
            " WHERE e.category = %s AND u.title NOT LIKE 'Pièce%%'",
            [CATEGORY[Category.APPRAISAL]],
        ).fetchall()
    return {title: (ending, OPEN_OF[why] if why is not None else None) for title, ending, why in rows}
