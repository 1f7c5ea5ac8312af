"""`chartrier communicabilite`, `chartrier dates` and `chartrier derogation`, on a real archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.days import today
from tests.ingest.test_attachment import attaching, by_system_id
from tests.papers.reading import text
from tests.ruled import accessible, declaring, rows_of, ruled

TABLES = (
    "acts_act", "communicabilite_derogationstep", "communicabilite_unitdates", "history_unitact", "rules_declared",
    "rules_ending", "series_tableau",
)  # fmt: skip
DATED = "<StartDate>{0}</StartDate><EndDate>{0}</EndDate>"
BUSINESS = (
    "secret des affaires, des délibérations de l'exécutif, de la recherche des infractions fiscales et douanières,"
    " 25 ans après le document le plus récent"
)
OWN = "Usage interne (règle ACC-CINQ de la collectivité)"
LATEST = "50 ans après le document le plus récent"
SIPS = {
    "agent": ruled("M-1", "Agent", accessible("AR048"), documents=[DATED.format("2011-03-14"), DATED.format("1999")]),
    "libre": ruled("M-2", "Libre", accessible("AR038"), dates=DATED.format("2020-05")),
    "muet": ruled("M-3", "Muet", declaring("S001", "2011-03-14"), dates=DATED.format("1850")),
    "sans-date": ruled("M-4", "Sans date", accessible("AR048"), documents=[DATED.format("2011-03-14"), ""]),
    "sante": ruled("M-5", "Santé", accessible("AR048", "AR061"), dates=DATED.format("2001-06-30")),
    "naissances": ruled("M-6", "Naissances", accessible("AR054"), dates=DATED.format("1950-03-01")),
    "armes": ruled("M-7", "Armes", accessible("AR062"), dates=DATED.format("1900")),
    "etrange": ruled("M-8", "Étrange", accessible("ACC-00001"), dates=DATED.format("1900")),
    "declare": ruled("M-9", "Déclaré", accessible("AR048", start="2015-01-01")),
    "dossier": ruled(
        "M-10", "Dossier", accessible("AR039"), level="File",
        documents=[DATED.format("1990-01-01"), DATED.format("2005-06-07")],
    ),
    "couvert": ruled(
        "M-11", "Couvert", accessible("AR048"), dates=DATED.format("2010"), documents=["", DATED.format("2012-04-05")]
    ),
    "ouvert": ruled("M-12", "Ouvert", accessible("AR048"), dates="<StartDate>2010-01-01</StartDate>", documents=[""]),
    "maison": ruled("M-13", "Maison", accessible("ACC-CINQ", start="2020-02-03"), dates=DATED.format("1900")),
    "attente": ruled("M-14", "Attente", accessible("AR038", "ACC-CINQ"), dates=DATED.format("1900")),
}  # fmt: skip
RULES = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
ACC-CINQ,AccessRule,Usage interne,,5,Year
AR048,AccessRule,Autre chose,,1,Day
"""


@dataclass
class Filled:
    """An archive with a commune, its units by title, an archiviste and a chef de service."""

    chartrier: Chartrier
    units: dict[str, str]
    archiviste: tuple[Any, ...]
    chef: tuple[Any, ...]

    def sentence(self, title: str, *arguments: object) -> str:
        return str(self.answer(title, *arguments)["sentence"])

    def answer(self, title: str, *arguments: object) -> Any:
        return self.chartrier.json("communicabilite", self.units[title], *arguments)

    def step(self, *arguments: object, who: tuple[Any, ...] | None = None) -> Any:
        return self.chartrier.json("derogation", *arguments, *(who or self.archiviste))

    def refused(self, *arguments: object, who: tuple[Any, ...] | None = None) -> tuple[int, str]:
        answer = self.chartrier(*arguments, *(who or self.archiviste), "--json")
        return answer.status, answer.json["error"]["code"]

    def ask(self, *units: str, **options: str) -> Any:
        wanted = [each for unit in units for each in ("--unit", self.units[unit])]
        given = [each for name, value in options.items() for each in (f"--{name.replace('_', '-')}", value)]
        return self.step(
            "request", "--reader", "Anne Lecteur", "--contact", "a@exemple.fr", "--motive", "Thèse", "--undertaking",
            *wanted, *given,
        )  # fmt: skip


@pytest.fixture(scope="module")
def filled(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("communicabilite")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune").status == 0
    packages = [sip.write(folder / f"{name}.zip") for name, sip in SIPS.items()]
    assert chartrier("ingest", *packages).status == 0
    archiviste = person_with(chartrier, COMMUNE, "Jeanne", Role.ARCHIVISTE)
    rules = folder / "regles.csv"
    rules.write_text(RULES, "utf-8")
    imported = chartrier.json("rules", "import", rules, "--confirm", *archiviste)
    # the code of the law has the law's delay, whatever a table says
    assert [(each["code"], each["place"]["line"]) for each in imported["findings"]] == [("RUL-026", 3)]
    found = [each for name in SIPS for each in chartrier.json("search", SIPS[name].title, "--limit", 50)["units"]]
    units = {each["title"]: each["id"] for each in found}
    yield Filled(
        chartrier,
        units,
        archiviste,
        person_with(chartrier, COMMUNE, "Ahmed", Role.CHEF_DE_SERVICE),
    )
    database.drop()


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Agent", f"communicable le 14 mars 2061 : vie privée, {LATEST}"),
        ("Pièce 1 de Agent", f"communicable le 31 décembre 2049 : vie privée, {LATEST}"),
        ("Libre", "communicable immédiatement : régime de principe"),
        ("Muet", "à déterminer : aucune règle d'accès"),
        ("Sans date", "non communicable : date à établir (date du document le plus récent) : vie privée"),
        ("Armes", "jamais communicable : armes de destruction massive"),
        ("Étrange", "à déterminer : règle d'accès inconnue (ACC-00001)"),
        # what the bordereau says it counts from, where no document is dated
        ("Déclaré", f"communicable le 1er janvier 2065 : vie privée, {LATEST}"),
        # an end covers what has no date, and later documents count all the same; a start does not
        ("Couvert", f"communicable le 5 avril 2062 : vie privée, {LATEST}"),
        ("Ouvert", "non communicable : date à établir (date du document le plus récent) : vie privée"),
        # a rule of the commune's own
        ("Maison", f"communicable le 3 février 2025 : {OWN}, 5 ans après la date de départ déclarée"),
        ("Attente", f"non communicable : date à établir (date de départ de la règle) : {OWN}"),
        # a document of a file waits for the latest of the file
        ("Dossier", f"communicable le 7 juin 2030 : {BUSINESS}"),
        ("Pièce 0 de Dossier", f"communicable le 7 juin 2030 : {BUSINESS}"),
    ],
)
def test_the_public(filled: Filled, title: str, sentence: str) -> None:
    assert filled.sentence(title) == sentence
    spoken = filled.chartrier("communicabilite", filled.units[title]).out
    assert spoken.startswith(f"accès du public : {sentence}\n")


def test_on_a_day(filled: Filled) -> None:
    for day, is_open in (("2061-03-13", False), ("2061-03-14", True)):
        answer = filled.answer("Agent", "--on", day)
        assert (answer["regime"], answer["open"], answer["on"]) == ("public", is_open, day)
    assert filled.answer("Armes", "--on", "8999")["open"] is False
    assert filled.answer("Muet", "--on", "8999")["open"] is False
    assert filled.answer("Libre")["open"] is True
    who = filled.chartrier("communicabilite", "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001", "--json")
    assert (who.status, who.json["error"]["code"]) == (4, "ACC-090")


def test_dates_that_no_description_holds(filled: Filled) -> None:
    wanted = "date de décès ou de naissance de chaque personne"
    assert filled.sentence("Santé") == f"non communicable : date à établir ({wanted}) : secret médical"
    give = ("dates", filled.units["Santé"], *filled.archiviste)
    filled.chartrier.json(*give, "--person", "1960-06-30/", "--motive", "Registre du personnel")
    birth = "120 ans après la naissance, le décès n'étant pas connu"
    assert filled.sentence("Santé") == f"communicable le 30 juin 2080 : secret médical, {birth}"
    # what is below it takes after it
    assert filled.sentence("Pièce 0 de Santé").startswith("non communicable")
    filled.chartrier.json(*give, "--person", "1960-06-30/2010-01-01", "--latest-document", "2003-02-01")
    assert filled.sentence("Santé") == f"communicable le 1er février 2053 : vie privée, {LATEST}"
    register = filled.units["Naissances"]
    assert "date de clôture du registre" in filled.sentence("Naissances")
    filled.chartrier.json("dates", register, "--register-closed", "1952", *filled.archiviste)
    said = "communicable le 31 décembre 2027 : état civil (naissance, mariage), 75 ans après la clôture du registre"
    assert filled.sentence("Naissances") == said
    assert filled.refused("dates", register) == (2, "ACC-082")
    assert filled.refused("dates", register, "--person", "vers 1950") == (2, "ACC-083")
    assert filled.refused("dates", register, "--person", "2000/1990") == (2, "RUL-201")
    assert filled.refused("dates", register, "--register-closed", "demain") == (2, "RUL-200")


def test_the_administrative_regime_says_nothing_of_the_public(filled: Filled) -> None:
    persons = {each["name"]: each["id"] for each in filled.chartrier("person", "list", "--json").objects}
    unit = "Armes"
    answer = filled.answer(unit, "--for", "producteur", "--person", persons["Ahmed"])
    assert set(answer) == {"unit", "regime", "on", "granted", "restricted", "sentence"}
    assert (answer["regime"], answer["granted"]) == ("administrative", True)
    assert answer["sentence"].startswith("accès administratif : service producteur")
    for asked in (
        ("--for", "producteur"),
        ("--for", "archives", "--person", persons["Ahmed"]),
        ("--for", "interesse"),
    ):
        assert filled.answer(unit, *asked)["granted"] is False
    assert filled.answer(unit, "--for", "archives", "--person", persons["Jeanne"])["granted"] is True
    assert filled.answer(unit, "--for", "interesse", "--identity-verified")["granted"] is True
    control = filled.answer(unit, "--for", "controle", "--person", persons["Jeanne"])
    assert (control["granted"], "contrôle scientifique et technique" in control["sentence"]) == (False, True)
    nobody = ("--for", "archives", "--person", "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000000")
    assert filled.refused("communicabilite", filled.units[unit], *nobody, who=("--tenant", COMMUNE)) == (4, "CAT-033")
    wrong = filled.chartrier("communicabilite", filled.units[unit], "--for", "presse", "--json")
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "CLI-031")


def test_a_derogation_from_request_to_decision(filled: Filled, tmp_path: Path) -> None:
    registered = today() - timedelta(days=20)
    asked = filled.ask("Agent", "Santé", day=str(registered))
    demand, reader = asked["id"], asked["reader"]
    assert (asked["step"], asked["days_left"]) == (
        "requested",
        (datetime.fromisoformat(asked["due"]).date() - today()).days,
    )
    shown = filled.chartrier("derogation", "show", demand).out
    assert "la réponse du service producteur est attendue" in shown and "reste" in shown
    # the order holds
    decision = ("derogation", "decision", demand, "--letter", "SIAF/1", "--all")
    assert filled.refused(*decision) == (6, "RUL-214")
    assert filled.refused("derogation", "opinion", demand, "--favourable") == (6, "RUL-214")
    assert filled.refused("derogation", "opinion", demand) == (2, "ACC-086")
    # a refusal is motivated; whoever answers in person is of the producing service
    part = ("accord", demand, "--unit", filled.units["Agent"])
    assert filled.refused("derogation", *part, "--letter", "M/2") == (2, "RUL-217")
    assert filled.chartrier("derogation", *part, "--motive", "Santé", *filled.archiviste).status == 5
    assert filled.step(*part, "--motive", "Santé", who=filled.chef)["step"] == "answered"
    assert filled.step("opinion", demand, "--favourable")["step"] == "opined"
    # the refusal binds
    assert filled.refused(*decision) == (5, "RUL-216")
    assert filled.refused("derogation", "decision", demand, "--letter", "x") == (2, "ACC-085")
    letter = tmp_path / "lettre.pdf"
    too_soon = filled.chartrier("derogation", "show", demand, "--pdf", letter, "--json")
    assert (too_soon.status, too_soon.json["error"]["code"]) == (6, "ACC-089")
    assert not letter.exists()
    scan = tmp_path / "decision.pdf"
    scan.write_bytes(b"%PDF-1.7 decision")
    until = today() + timedelta(days=30)
    granted = filled.step(
        "decision", demand, "--letter", "SIAF/2026/7", "--unit", filled.units["Agent"], "--until", until,
        "--motive", "Le producteur refuse le reste", "--file", scan,
    )  # fmt: skip
    assert (granted["step"], granted["refused"]) == ("granted", [filled.units["Santé"]])
    assert "Commission d'accès aux documents administratifs" in granted["voies_de_recours"]
    assert "tribunal administratif" in filled.chartrier("derogation", "show", demand).out
    assert filled.chartrier("derogation", "show", demand, "--pdf", letter).status == 0
    written = text(letter.read_bytes())
    for said_there in ("accordée en partie", "Agent", "Santé — motif : Le producteur refuse le reste", "SIAF/2026/7"):
        assert said_there in written
    assert "tribunal administratif" in written
    # that reader, that list, that period
    for title, who, on, permitted in (
        ("Agent", reader, today(), True),
        ("Pièce 0 de Agent", reader, today(), True),
        ("Agent", reader, until, True),
        ("Agent", reader, until + timedelta(days=1), False),
        ("Agent", reader, today() - timedelta(days=1), False),
        ("Agent", "somebody-else", today(), False),
        ("Santé", reader, today(), False),
    ):
        answer = filled.answer(title, "--reader", who, "--on", on)
        assert (answer["derogation"], answer["open"]) == (demand if permitted else None, False), (title, who, on)
    events = filled.chartrier.json("history", filled.units["Agent"])["events"]
    steps = [event["said"]["step"] for event in events if demand in (event["id"], event["subject"])]
    assert steps == ["request", "accord", "opinion", "decision"]
    said = filled.chartrier("communicabilite", filled.units["Agent"], "--reader", reader).out
    assert f"ce lecteur peut le lire, par dérogation : {demand}" in said
    # nothing of who asked is in the record that the journal attests
    for act in (demand, granted["acts"]["decision"]):
        content = filled.chartrier.folder / f"copies/a/{COMMUNE}/packages/{act[:4]}/{act[4:8]}/{act}/v1/content"
        record = json.loads((content / "operation.json").read_bytes())
        assert record["subject"] == (None if act == demand else demand)
        for private in ("Lecteur", "exemple.fr", "Thèse"):
            assert private not in (content / "operation.json").read_text()
    assert (content / "lettre.pdf").read_bytes() == scan.read_bytes()
    assert filled.chartrier("verify").status == 0


def test_what_comes_below_later_was_not_asked_for(filled: Filled, tmp_path: Path) -> None:
    asked = filled.ask("Sans date", day=str(today() - timedelta(days=2)))
    demand = asked["id"]
    filled.step("accord", demand, "--all", "--letter", "M/3")
    filled.step("opinion", demand, "--favourable")
    assert filled.refused("derogation", "decision", demand, "--all", "--letter", "S/9", "--reproduction") == (
        2,
        "RUL-221",
    )
    filled.step("decision", demand, "--all", "--letter", "S/9", "--authority", "archives-departementales")
    below = ruled("M-15", "Venu après", "")
    package = attaching(tmp_path / "apres.zip", below, by_system_id(filled.units["Sans date"]))
    assert filled.chartrier("ingest", package).status == 0
    reader = ("--reader", asked["reader"])
    told = filled.answer("Pièce 0 de Sans date", *reader)
    assert (told["derogation"], told["reproduction"]) == (demand, False)
    later = filled.chartrier.json("communicabilite", "Venu après", *reader)
    assert (later["derogation"], later["reasons"][0]["code"]) == (None, "AR048")


def test_silence_is_a_refusal(filled: Filled) -> None:
    asked = filled.ask("Agent", day="2026-01-31")
    assert asked["due"] == "2026-03-31"
    shown = filled.chartrier("derogation", "show", asked["id"])
    assert "refusée par le silence gardé jusqu'au 31 mars 2026" in shown.out
    assert "avant le 31 mai 2026" in shown.out
    assert asked["refused_by_silence"] is True
    listed = {each["id"]: each for each in filled.chartrier("derogation", "list", "--json").objects}
    assert listed[asked["id"]]["days_left"] == 0
    only = filled.chartrier("derogation", "list", "--reader", asked["reader"], "--json").objects
    assert [each["id"] for each in only] == [asked["id"]]


def test_what_is_no_derogation(filled: Filled) -> None:
    base = ("derogation", "request", "--reader", "A", "--motive", "M", "--undertaking")
    closed, free, never = (("--unit", filled.units[title]) for title in ("Agent", "Libre", "Armes"))
    assert filled.refused(*base, *free) == (5, "RUL-223")
    assert filled.refused(*base, *never) == (5, "RUL-223")
    assert filled.refused(*base, *closed, "--for", "producteur") == (5, "RUL-223")
    assert filled.refused(*base, *closed, "--for", "interesse") == (5, "RUL-223")
    assert filled.refused(*base) == (2, "RUL-212")
    assert filled.refused(*base, *closed, "--day", "2999") == (2, "ACC-084")
    assert filled.refused(*base, "--unit", "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001") == (4, "ACC-080")
    assert filled.refused(*base[:-1], *closed) == (2, "RUL-211")
    assert filled.refused(*base, *closed, "--reader-id", "Anne Lecteur") == (2, "ACC-088")
    for strange in ("a\u202eb", "\udcff", "x" * 2_001):
        assert filled.refused(*base, *closed, "--contact", strange) == (2, "CPY-030")
    assert filled.refused("derogation", "accord", filled.units["Agent"], "--all", "--letter", "x") == (4, "ACC-081")


def test_an_early_opening_is_for_everybody(filled: Filled) -> None:
    given = ("open", "--letter", "ARR/3", "--agreed", "2026-01-02", "--day", "2026-02-03")
    assert filled.refused("derogation", *given, "--unit", filled.units["Armes"]) == (5, "ACC-087")
    assert filled.answer("Déclaré")["open"] is False
    made = filled.step(*given, "--unit", filled.units["Déclaré"])
    answer = filled.answer("Déclaré")
    assert (answer["open"], answer["early_opening"], answer["day"]) == (True, made["act"], "2065-01-01")
    assert filled.answer("Pièce 0 de Déclaré")["open"] is True
    assert filled.answer("Déclaré", "--on", "2026-02-02")["open"] is False
    kinds = {each["id"]: each["kind"] for each in filled.chartrier("derogation", "list", "--json").objects}
    assert kinds[made["act"]] == "early-opening"
    told = filled.chartrier.json("history", filled.units["Déclaré"])["events"][-1]
    assert (told["id"], told["said"]) == (made["act"], {"step": "early-opening"})
    assert "étape : ouverture anticipée" in filled.chartrier("history", filled.units["Déclaré"]).out


def test_all_of_it_is_rebuilt(filled: Filled) -> None:
    filled.chartrier.json("series", "adopt", "--only", "S001,S027", "--confirm", *filled.archiviste)
    filled.chartrier.json("dates", filled.units["Naissances"], "--register-closed", "1952", *filled.archiviste)
    filled.ask("Agent")
    titles = sorted(filled.units)
    before, rows = [filled.answer(title) for title in titles], rows_of(filled.chartrier, *TABLES)
    listed = filled.chartrier("derogation", "list", "--json").out
    assert all(rows.values())
    assert filled.chartrier("rebuild", "--from", "a").status == 0
    assert rows_of(filled.chartrier, *TABLES) == rows
    assert [filled.answer(title) for title in titles] == before
    assert filled.chartrier("derogation", "list", "--json").out == listed
    assert filled.chartrier("verify").status == 0
