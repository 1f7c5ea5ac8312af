"""Rules by the command line: the golden answers on the real package, the referential, events, what is due."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.records.roles import Role
from chartrier.settings import load_settings
from chartrier.wiring import wire
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Database
from tests.corpus.archive import PACKAGES
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import Document, Sip
from tests.preservation.rebuilding import state
from tests.rules.test_golden import CORPUS, cases, normal

RULES = CORPUS / "referentials" / "rules_ok.csv"
OURS = """RuleId;RuleType;RuleValue;RuleDescription;RuleDuration;RuleMeasurement
DUA-10;AppraisalRule;Factures;;10;Year
DUA-2;AppraisalRule;Courriers;;2;Year
DUC-1;StorageRule;Base active;;1;Year
ACC-25;AccessRule;Vie privée;;50;Year
"""


def appraisal(rule: str, start: str = "", final: str = "Destroy") -> str:
    dated = f"<StartDate>{start}</StartDate>" if start else ""
    return f"<AppraisalRule><Rule>{rule}</Rule>{dated}<FinalAction>{final}</FinalAction></AppraisalRule>"


@pytest.fixture
def ours(database: Database, tmp_path: Path) -> tuple[Chartrier, tuple[object, ...], Path]:
    """An archive with an archiviste and our referential; the folder to write in."""
    chartrier = make_chartrier(tmp_path / "home", database)
    assert chartrier("init", "--tenant", COMMUNE).status == 0
    who = person_with(chartrier, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    table = tmp_path / "regles.csv"
    table.write_text(OURS, "utf-8")
    chartrier.json("rules", "import", table, *who)
    return chartrier, who, tmp_path


def deposit(chartrier: Chartrier, folder: Path) -> None:
    documents = [
        Document("1.txt", b"1", "Facture", management=appraisal("DUA-10", "2019-01-01")),
        Document("2.txt", b"2", "Lettre"),
        Document("3.txt", b"3", "Bail", management=appraisal("DUA-10", final="Keep")),
    ]
    sip = Sip(message="REGLES", documents=documents, metadata=appraisal("DUA-2", "2015-06-30"))
    chartrier.json("ingest", sip.write(folder / "regles.zip"), "--tenant", COMMUNE)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")
def test_all_golden_answers_on_the_ingested_package(new_chartrier: Any, tmp_path: Path) -> None:
    chartrier = new_chartrier()
    assert chartrier("init", "--tenant", COMMUNE).status == 0
    who = person_with(chartrier, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    packages = {case["sip"] for case in cases()}
    assert len(packages) == 1
    # whichever comes first: the rules of what is there are computed when the referential comes
    chartrier.json("ingest", CORPUS / packages.pop(), "--tenant", COMMUNE)
    imported = chartrier.json("rules", "import", RULES, "--tenant", COMMUNE, "--confirm", *who)
    assert (imported["rules"], imported["findings"]) == (67, [])
    for case in cases():
        shown = chartrier.json("rules", "show", "--unit", case["unit_title"], "--titles", "--tenant", COMMUNE)
        expected = json.loads((CORPUS / "inherited-rules" / case["expected_json"]).read_text("utf-8"))
        assert normal(shown) == normal(expected), case["unit_title"]


def test_what_is_due_and_what_waits(ours: Any) -> None:
    chartrier, who, folder = ours
    deposit(chartrier, folder)
    answer = chartrier.json("due", "--on", "2029-01-01")
    found = {each["title"]: (each["ending"], each["sort_final"], each["rules"]) for each in answer["units"]}
    assert found == {
        "Dossier": ("2017-06-30", "Éliminer", ["DUA-2"]),
        "Lettre": ("2017-06-30", "Éliminer", ["DUA-2"]),
        "Facture": ("2029-01-01", "Éliminer", ["DUA-10", "DUA-2"]),
    }
    assert chartrier.json("due", "--on", "2028-12-31")["count"] == 2
    held = answer["extent"]
    assert (held["units"], held["files"], held["bytes"] > 0) == (3, 2, True)
    assert chartrier("due", "--on", "2029-01-01").out.splitlines()[-1] == f"3 unités · {held['bytes']} octets"
    first = chartrier.json("due", "--on", "2029-01-01", "--limit", 1)
    rest = chartrier.json("due", "--on", "2029-01-01", "--limit", 2, "--after", first["next"])
    assert [each["id"] for each in [*first["units"], *rest["units"]]] == [each["id"] for each in answer["units"]]
    (waiting,) = chartrier.json("due", "--waiting")["units"]
    assert (waiting["title"], waiting["rule"]) == ("Bail", "DUA-10")
    assert "attend l'événement de DUA-10" in chartrier("due", "--waiting").out
    assert chartrier("due", "--category", "Appraisals").status == exit_codes.USAGE
    assert chartrier("due", "--after", "hier").status == exit_codes.USAGE

    listed = folder / "attente.csv"
    assert chartrier.json("due", "--waiting", "--csv", listed)["count"] == 1
    assert chartrier("due", "--waiting", "--csv", listed).status == exit_codes.USAGE
    with listed.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";"))[1][:3] == [waiting["id"], "Bail", "DUA-10"]
    assert chartrier("event", "--list", listed, "--dry-run").status == exit_codes.REFUSED
    filled = listed.read_text("utf-8-sig").replace(";DUA-10;", ";DUA-10;31/03/2020")
    listed.unlink()
    listed.write_text(filled, "utf-8")
    tried = chartrier.json("event", "--list", listed, "--dry-run")
    assert [(each["title"], each["ending"]) for each in tried["events"]] == [("Bail", "2030-03-31")]
    assert chartrier.json("due", "--waiting")["count"] == 1
    assert chartrier.json("event", "--list", listed, *who)["act"]
    assert chartrier.json("due", "--waiting")["count"] == 0
    assert chartrier.json("due", "--on", "2030-03-31")["count"] == 4

    refused = chartrier("event", "--unit", waiting["id"], "--rule", "DUA-10", "--day", "2021-01-01", "--json", *who)
    assert (refused.status, [each["code"] for each in refused.json["findings"]]) == (exit_codes.REFUSED, ["DUE-003"])
    again = ("event", "--unit", waiting["id"], "--rule", "DUA-10", "--day", "2021-01-01", "--replace")
    assert chartrier(*again, *who).status == exit_codes.REFUSED
    assert chartrier(*again, "--motive", "Date du bail mal lue", *who).status == exit_codes.DONE
    assert chartrier.json("due", "--on", "2030-12-31")["count"] == 3
    assert chartrier("verify").status == exit_codes.DONE


def test_an_event_is_never_earlier_than_the_bordereau(ours: Any) -> None:
    chartrier, who, folder = ours
    deposit(chartrier, folder)
    bill = chartrier.unit("Facture")
    for day, rule, code in (
        ("2018-12-31", "DUA-10", "DUE-004"),
        ("2019-01-01", "DUA-10", "DUE-005"),
        ("2020-01-01", "DUA-2", "DUE-002"),
        ("2020-02-31", "DUA-10", "DUE-008"),
    ):
        given = ("--unit", bill, "--rule", rule, "--day", day, "--replace", "--motive", "Essai")
        answer = chartrier("event", *given, "--json", *who)
        assert [each["code"] for each in answer.json["findings"]] == [code]
    assert chartrier("event", "--json", *who).json["findings"][0]["code"] == "DUE-007"
    listed = folder / "liste.csv"
    listed.write_text(f"identifiant;regle;date\n{bill};DUA-10;hier\nx;DUA-10;2020-01-01\n{bill};;2020-01-01\n")
    answer = chartrier("event", "--list", listed, "--json", *who)
    found = [(each["code"], each["place"]["line"]) for each in answer.json["findings"]]
    assert found == [("RUL-604", 2), ("RUL-602", 3), ("RUL-603", 4)]


def test_a_referential_is_looked_at_before_it_is_taken(ours: Any) -> None:
    chartrier, who, folder = ours
    deposit(chartrier, folder)
    table = folder / "regles.csv"
    assert chartrier.json("rules", "import", table, *who)["act"] is None
    table.write_text(OURS.replace("Factures;;10", "Factures;;12"), "utf-8")
    tried = chartrier.json("rules", "import", table, "--dry-run")
    (impact,) = tried["impacts"]
    assert (tried["changed"], impact["units"], impact["earliest"]) == (["DUA-10"], 1, "2031-01-01")
    assert chartrier("rules", "import", table, *who).status == exit_codes.CONFLICT
    assert chartrier.json("due", "--on", "2029-01-01")["count"] == 3
    taken = chartrier.json("rules", "import", table, "--confirm", *who)
    assert chartrier.json("due", "--on", "2029-01-01")["count"] == 2

    table.write_text(OURS.replace("DUA-2;", "DUA-3;").replace("50;Year", "x;Year"), "utf-8")
    assert "retirées" not in chartrier("rules", "import", table, *who).out, "nothing goes by what is refused"
    refused = chartrier("rules", "import", table, "--json", *who)
    assert [(each["code"], each["place"]["line"]) for each in refused.json["findings"]] == [("RUL-006", 5)]
    table.write_text(OURS.replace("DUA-2;", "DUA-3;"), "utf-8")
    refused = chartrier("rules", "import", table, "--json", *who)
    assert [each["code"] for each in refused.json["findings"]] == ["CAT-090"]
    history = chartrier("rules", "history", "--json").objects
    assert [(each["number"], each["changed"]) for each in history] == [(1, []), (2, ["DUA-10"])]
    assert history[1]["act"] == taken["act"]
    assert ",12,Year" in chartrier("rules", "export").out
    assert ",10,Year" in chartrier("rules", "export", "--at", history[0]["act"]).out
    assert chartrier("rules", "export", "--at", chartrier.unit("Bail")).status == exit_codes.NOT_FOUND


def test_only_who_may_changes_rules(ours: Any) -> None:
    chartrier, _, folder = ours
    deposit(chartrier, folder)
    reader = person_with(chartrier, COMMUNE, "Paul", Role.LECTEUR)
    table = folder / "regles.csv"
    table.write_text(OURS + "NEW;AccessRule;Nouvelle;;1;Year\n", "utf-8")
    assert chartrier("rules", "import", table).status == exit_codes.USAGE
    assert chartrier("rules", "import", table, *reader).status == exit_codes.NOT_ALLOWED
    given = ("--unit", chartrier.unit("Bail"), "--rule", "DUA-10", "--day", "2020-01-01")
    assert chartrier("event", *given, *reader).status == exit_codes.NOT_ALLOWED
    assert chartrier.json("due", "--waiting")["count"] == 1


def test_what_people_read_of_a_unit(ours: Any) -> None:
    chartrier, _, folder = ours
    deposit(chartrier, folder)
    told = chartrier("rules", "show", "--unit", "Facture").out
    assert "âge : intermédiaire" in told
    assert "AppraisalRule : échéance le 1er janvier 2029" in told
    assert "héritée de Dossier" in told
    assert "attend son événement" in chartrier("rules", "show", "--unit", "Bail").out
    shown = chartrier.json("rules", "show", "--unit", "Bail", "--endings")
    assert (shown["age"], shown["categories"]["AppraisalRule"]["open"]) == ("intermédiaire", "no-start")
    assert chartrier("rules", "show", "--unit", "Rien de tel").status == exit_codes.NOT_FOUND
    deposit_again = Sip(message="ENCORE", documents=[Document("f.txt", b"y", "Facture")])
    chartrier.json("ingest", deposit_again.write(folder / "encore.zip"), "--tenant", COMMUNE)
    answer = chartrier("rules", "show", "--unit", "Facture", "--json")
    assert (answer.status, answer.json["error"]["code"]) == (exit_codes.USAGE, "ACC-091")
    assert chartrier("rules", "show", "--unit", answer.json["error"]["message"].split(" : ")[1][:36]).status == 0


def test_a_rebuild_gives_the_same_rows(ours: Any, database: Database) -> None:
    chartrier, who, folder = ours
    deposit(chartrier, folder)
    given = ("--unit", chartrier.unit("Bail"), "--rule", "DUA-10", "--day", "2020-01-01")
    chartrier.json("event", *given, *who)
    below = Sip(
        message="DESSOUS", documents=[Document("4.txt", b"4", "Avenant")], metadata=appraisal("DUA-2", "2016-01-01")
    )
    parent = by_system_id(given[1])
    chartrier.json("ingest", attaching(folder / "dessous.zip", below, parent), "--tenant", COMMUNE)
    due = {each["title"]: each for each in chartrier.json("due", "--on", "2030-01-01")["units"]}
    # what is attached inherits, beside the rules of its own transfer
    assert (due["Avenant"]["ending"], due["Avenant"]["rules"]) == ("2030-01-01", ["DUA-10", "DUA-2"])
    table = folder / "regles.csv"
    table.write_text(OURS.replace("Factures;;10", "Factures;;12"), "utf-8")
    chartrier.json("rules", "import", table, "--confirm", *who)
    assert "Avenant" not in {each["title"] for each in chartrier.json("due", "--on", "2030-01-01")["units"]}
    chartrier.json("event", *given[:-1], "2021-01-01", "--replace", "--motive", "Erreur", *who)
    if CORPUS.is_dir():
        chartrier.json("ingest", PACKAGES / "OK_RULES_EXTRA_COMPLEX.zip", "--tenant", COMMUNE)
    before = rows(chartrier, database)
    assert {name for name, found in before.items() if name.startswith("rules_") and found} == {
        "rules_declared",
        "rules_depart",
        "rules_ending",
        "rules_referential",
    }
    assert chartrier("rebuild", "--from", "a").status == exit_codes.DONE
    assert rows(chartrier, database) == before
    assert chartrier("verify").status == exit_codes.DONE


def rows(chartrier: Chartrier, database: Database) -> dict[str, list[str]]:
    with wire(load_settings(None, chartrier.environ)) as archive:
        return state(archive, database, [tenant_of(COMMUNE)])


def test_an_older_archive_gets_its_endings(ours: Any, database: Database) -> None:
    chartrier, _, folder = ours
    documents = [Document("1.txt", b"1", "Facture", management=appraisal("DUA-10", "2019-01-01"))]
    chartrier.json("ingest", Sip(message="AVANT", documents=documents).write(folder / "a.zip"), "--tenant", COMMUNE)
    before = rows(chartrier, database)
    assert chartrier.json("upgrade", "--dry-run")["uncomputed"] == []
    with database.connect("postgres") as connection:
        connection.execute("DELETE FROM rules_ending")
        connection.execute("DELETE FROM rules_declared")
    assert chartrier.json("upgrade", "--dry-run")["uncomputed"] == [COMMUNE]
    assert chartrier("upgrade").status == exit_codes.DONE
    assert rows(chartrier, database) == before
    assert before["rules_ending"]
    assert chartrier.json("upgrade", "--dry-run")["uncomputed"] == []


def test_gels_and_selection_are_told(ours: Any) -> None:
    chartrier, who, folder = ours
    deposit(chartrier, folder)
    letter = chartrier.unit("Lettre")
    assert chartrier.json("rules", "show", "--unit", letter, "--endings")["age"] == "intermédiaire"
    chartrier.json("tenant", "set", COMMUNE, "--archives-service", "Archives municipales")
    position = folder / "avis.pdf"
    position.write_bytes(b"%PDF avis")
    kept = ("--position", "favorable", "--day", "2026-11-01", "--file", position, "--french-soil")
    terms = ("--name", "Contentieux", "--reason", "requête", "--authority", "le maire", "--review", "2099-01-31")
    chartrier.json("hold", "set", "--unit", letter, *terms, *who)
    found = chartrier.json("due", "--on", "2029-01-01")["units"]
    assert [each["title"] for each in found if each["held"]] == ["Lettre"]
    assert "sous gel" in chartrier("due", "--on", "2029-01-01").out
    chartrier.json("conserve", "--unit", letter, *kept, *who)
    assert chartrier.json("rules", "show", "--unit", letter, "--endings")["age"] == "définitive"
    # no DUA any more
    assert "Lettre" not in [each["title"] for each in chartrier.json("due", "--on", "2029-01-01")["units"]]


def test_packages_of_rules_are_as_the_format_says(ours: Any) -> None:
    chartrier, who, folder = ours
    deposit(chartrier, folder)
    given = ("--unit", chartrier.unit("Bail"), "--rule", "DUA-10", "--day", "2020-01-01")
    acts = [
        *(each["act"] for each in chartrier("rules", "history", "--json").objects),
        chartrier.json("event", *given, *who)["act"],
    ]
    for act, member, lines in zip(acts, ("referential", "departs"), (5, 1), strict=True):
        content = chartrier.folder / f"copies/a/{COMMUNE}/packages/{act[:4]}/{act[4:8]}/{act}/v1/content"
        operation = (content / "operation.json").read_text("utf-8")
        told = json.loads(operation)[member]
        data = (content / told["path"]).read_bytes()
        assert told["digest"] == f"sha512:{hashlib.sha512(data).hexdigest()}"
        assert (told["size"], data.count(b"\n")) == (len(data), lines)
        assert "Bail" not in operation
        assert (content / "signature.json").is_file()
    assert json.loads(data) == {"day": "2020-01-01", "rule": "DUA-10", "unit": given[1]}
