"""Open data through the command line: what is made, withheld, put online, withdrawn; and it survives a rebuild."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from frictionless import Resource, Schema, system, validate
from jsonschema import Draft7Validator

from chartrier import wiring
from chartrier.catalog.privacy.scanned import Looked
from chartrier.catalog.publications.models import Publication
from chartrier.catalog.tenants.register import change_place
from chartrier.catalog.transaction import transaction
from chartrier.opendata import gate
from chartrier.opendata.decp import schema_of as decp_schema
from chartrier.opendata.grounds import Ground
from chartrier.opendata.json_schema import problems
from chartrier.opendata.scdl.budget import budget
from chartrier.opendata.scdl.findings import UNREADABLE
from chartrier.opendata.scdl.subventions import COLUMNS, subventions
from chartrier.opendata.scdl.validating import schema_of
from chartrier.opendata.sources import Source
from chartrier.records.collectivite import NOWHERE, CollectiviteKind
from chartrier.records.roles import Role
from chartrier.settings import load_settings
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.opendata.archived import GRANTS_WITHHELD, MODIFIED, SIRET, archived, contract, line, totem

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "opendata"
PUBLISHED = {
    "subventions": "scdl-subventions-2.1.1.json",
    "budget": "scdl-budget-0.8.3.json",
    "catalogue": "scdl-catalogue-0.1.3.json",
}


class Ours:
    """An archive of a commune with a référent, and a neighbour."""

    def __init__(self, chartrier: Chartrier) -> None:
        self.chartrier = chartrier
        self.by = person_with(chartrier, COMMUNE, "Rose Référente", Role.REFERENT_OPEN_DATA)

    def json(self, *command: object) -> Any:
        return self.chartrier.json("opendata", *command, "--tenant", COMMUNE)

    def decide(self, *command: object) -> Any:
        return self.json(*command, *self.by)

    def be(self, kind: CollectiviteKind) -> None:
        """Say what the collectivité is."""
        with wiring.wire(load_settings(None, dict(self.chartrier.environ))):
            change_place(COMMUNE, COMMUNE, kind, NOWHERE)

    def unit(self, title: str) -> str:
        words = title.partition(" : ")[2] or title
        found = self.chartrier.json("search", words, "--tenant", COMMUNE)["units"]
        (unit,) = [each["id"] for each in found if each["title"] == title]
        return str(unit)


@pytest.fixture(scope="module")
def ours(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ours]:
    folder = tmp_path_factory.mktemp("publications")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    archivist = person_with(chartrier, COMMUNE, "Jeanne Tableau", Role.ARCHIVISTE)
    assert chartrier("series", "adopt", "--confirm", "--tenant", COMMUNE, *archivist).status == 0
    for sip in archived():
        answer = chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", COMMUNE)
        assert answer.status == 0, answer
    assert chartrier("texts").status == 0
    assert chartrier("privacy", "scan", "--tenant", COMMUNE).status == 0
    yield Ours(chartrier)
    database.drop()


def made(ours: Ours, dataset: str, out: Path) -> tuple[Any, list[dict[str, Any]]]:
    """The content of the file, and what is withheld."""
    answer = ours.json("dataset", dataset, "--siret", SIRET, "-o", out, "--json")
    withheld = list(answer["withheld"])
    if out.suffix == ".json":
        return json.loads(out.read_text("utf-8")), withheld
    with out.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert answer["lines"] == len(lines)
    return lines, withheld


def is_valid(path: Path, dataset: str) -> None:
    """By the published schema, where it is here."""
    published = CORPUS / PUBLISHED[dataset]
    if published.exists():
        descriptor = json.loads(published.read_text("utf-8"))
        descriptor.pop("custom_checks", None)
        with system.use_context(trusted=True):
            report = validate(Resource(path=str(path), schema=Schema.from_descriptor(descriptor)))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_grants_go_to_legal_persons_and_the_rest_is_listed(ours: Ours, tmp_path: Path) -> None:
    out = tmp_path / "subventions.csv"
    lines, withheld = made(ours, "subventions", out)
    assert [line["nomBeneficiaire"] for line in lines] == ["Amicale laïque", "Société du théâtre"]
    first = lines[0]
    assert (first["montant"], first["dateConvention"], first["notificationUE"]) == ("1200.50", "2025-06-27", "non")
    grants = ours.unit("Subventions de 2025")
    by_line: dict[int, list[str]] = {}
    for each in withheld:
        if each["place"]["unit"] == grants:
            by_line.setdefault(each["place"]["line"], []).append(each["code"])
    assert by_line == GRANTS_WITHHELD
    closed = [each["code"] for each in withheld if each["place"]["unit"] == ours.unit("Subventions fermées")]
    assert closed == ["ODT-007"]
    is_valid(out, "subventions")


def test_budgets_have_no_annex_and_nothing_of_another_body(ours: Ours, tmp_path: Path) -> None:
    out = tmp_path / "budget.csv"
    lines, withheld = made(ours, "budget", out)
    told = [(line["BGT_NATURE"], line["BGT_SECTION"], line["BGT_MTREAL"], line["BGT_NATDEC"]) for line in lines]
    assert told == [
        ("60611", "fonctionnement", "1500.00", "compte administratif"),
        ("21311", "investissement", "1500.00", "compte administratif"),
    ]
    assert "DUPONT" not in out.read_text("utf-8")
    codes = {each["place"]["unit"]: each["code"] for each in withheld}
    assert codes[ours.unit("Compte administratif")] == "ODT-016"
    assert codes[ours.unit("Budget d'un autre")] == "ODT-013"
    assert codes[ours.unit("Budget tronqué")] == "ODT-012"
    is_valid(out, "budget")


def test_contracts_are_put_together_as_they_were_last_modified(ours: Ours, tmp_path: Path) -> None:
    out = tmp_path / "marches.json"
    found, withheld = made(ours, "marches", out)
    (one,) = found["marches"]["marche"]
    assert (one["id"], len(one["modifications"])) == ("2025M01", 1)
    assert sorted(each["code"] for each in withheld) == ["ODT-013", "ODT-016", "ODT-018"]
    published = CORPUS / "decp-2.0.2.json"
    if published.exists():
        assert list(Draft7Validator(json.loads(published.read_text("utf-8"))).iter_errors(found)) == []


def test_our_schema_of_contracts_says_what_the_published_one_says() -> None:
    """Each word of it: a sound contract, and that contract wrong in one place after the other."""
    path = CORPUS / "decp-2.0.2.json"
    if not path.exists():
        pytest.skip("the published schema is not here")
    published = Draft7Validator(json.loads(path.read_text("utf-8")))
    sound = contract("2025M01", modifications=MODIFIED)
    wrong = [{**sound, name: value} for name in sound for value in ("", -1, True, [], {}, None, "x" * 1001)]
    wrong += [{key: value for key, value in sound.items() if key != name} for name in sound]
    wrong += [{**sound, "autre": 1}, {**sound, "offresRecues": 2.0}, {**sound, "tauxAvance": 1.5}]
    seen = set()
    for each in (sound, *wrong):
        ours = not list(problems(each, decp_schema("marche")))
        assert ours == published.is_valid({"marches": {"marche": [each]}}), each
        seen.add(ours)
    assert seen == {True, False}


def test_entries_wait_until_their_producer_is_known(ours: Ours, tmp_path: Path) -> None:
    lines, withheld = made(ours, "entrees", tmp_path / "a.csv")
    assert lines == []
    assert [each for each in withheld if each["code"] == "ODT-016" and "typeProd" in each["message"]]
    assert "ODT-007" in {each["code"] for each in withheld}, "an entry whose top is closed is not told"
    ours.be(CollectiviteKind.COMMUNE)
    (line,), withheld = made(ours, "entrees", tmp_path / "b.csv")
    ours.be(CollectiviteKind.AUTRE)
    told = [line[name] for name in ("descContenu", "typeProd", "activiteProd", "objElec")]
    producer = "Commune et établissement public communal"
    assert told == ["Bulletins municipaux", producer, "Administration générale (fonctions transverses, RH)", "1"]
    assert "Finances de 2025" not in (tmp_path / "b.csv").read_text("utf-8")
    assert {each["code"] for each in withheld} == {"ODT-007", "ODT-016"}, "of no série, the field is not known"


@pytest.mark.parametrize("dataset", PUBLISHED)
def test_our_descriptions_are_those_of_the_published_schemas(dataset: str) -> None:
    path = CORPUS / PUBLISHED[dataset]
    if not path.exists():
        pytest.skip("the published schema is not here")
    published, ours = json.loads(path.read_text("utf-8")), schema_of(dataset)
    keys = ("name", "type", "format", "trueValues", "falseValues", "constraints")
    kept = [
        {key: each[key] for key in keys if each.get(key) and each[key] != "default"} for each in published["fields"]
    ]
    assert (published["version"], kept) == (ours["version"], ours["fields"])


def test_the_gate_tells_each_point(ours: Ours) -> None:
    def told(title: str) -> tuple[bool, set[str]]:
        answer = ours.chartrier("opendata", "gate", ours.unit(title), "--tenant", COMMUNE, "--json").json
        assert (answer["online"], len(answer["checks"])) == (not closed(answer), 6)
        return answer["online"], closed(answer)

    def closed(answer: Any) -> set[str]:
        return {point for point, check in answer["checks"].items() if not check["passed"]}

    free, mail, reserved, wish = (f"Délibération n° 2025-00{n} : {what}" for n, what in enumerate(
        ("adhésion au service commun", "tarifs de la cantine", "affaire réservée", "vœu"), 1))  # fmt: skip
    assert told(free) == (False, {"diffusable"})
    ours.decide("series", "S001", "--ground", "sans-donnees", "--motive", "relu", "--json")
    assert told(free) == (True, set())
    assert told(mail) == (False, {"donnees-personnelles"})
    assert told(reserved) == (False, {"communicable"})
    assert told(wish) == (False, {"diffusable"}), "of no série, it is not online"
    ours.decide("series", "S001", "--ground", "loi", "--motive", "CGCT L2121-23", "--json")
    assert told(mail) == (True, set()), "this ground covers personal data"
    ours.decide("withdraw", "fiche", ours.unit(free), "--motive", "demande d'une personne", "--json")
    assert told(free) == (False, {"non-retire"})
    lines = ours.json("dataset", "deliberations", "--siret", SIRET, "-o", ours.chartrier.folder / "d.csv", "--json")
    assert ("ODT-010", ours.unit(free)) in {(each["code"], each["place"]["unit"]) for each in lines["withheld"]}
    ours.decide("back", ours.unit(free), "--motive", "erreur", "--json")
    assert told(free) == (True, set())


@pytest.mark.parametrize("ground", list(Ground))
def test_no_ground_lets_a_nir_online(ground: Ground) -> None:
    seen = Looked(UUID(int=1), {"nir": 1, "email": 2})
    checked = gate.personal("Liste", [seen], ground)
    assert not checked.passed
    assert not gate.personal("De M. 1 85 05 78 006 084 91", [], ground).passed
    waiting = gate.personal("Liste", [Looked(UUID(int=2), None, waits=True)], ground)
    assert not waiting.passed and "pas encore parcouru" in waiting.why.fr, "nobody knows yet whether it has a NIR"


def test_what_is_decided_is_signed_and_told_for_ever(ours: Ours, tmp_path: Path) -> None:
    reader = person_with(ours.chartrier, COMMUNE, "Lise Lectrice", Role.LECTEUR)
    refused = ours.chartrier("opendata", "open", "--siret", SIRET, "--tenant", COMMUNE, *reader)
    assert refused.status != 0
    closed = ours.chartrier("opendata", "catalog", "--tenant", COMMUNE)
    assert (closed.status, "ODT-032" in closed.err) == (2, True)
    ours.decide("open", "--siret", SIRET, "--json")
    first = ours.decide("publish", "subventions", "--siret", SIRET, "--json")
    assert first["lines"] == 2
    again = ours.chartrier("opendata", "publish", "subventions", "--siret", SIRET, "--tenant", COMMUNE, *ours.by)
    assert "ODT-025" in again.err
    none = ours.chartrier("opendata", "publish", "entrees", "--siret", SIRET, "--tenant", COMMUNE, *ours.by)
    assert "ODT-024" in none.err
    ours.decide("withdraw", "jeu", "subventions", "--motive", "une ligne est fausse", "--json")
    ours.decide("publish", "subventions", "--siret", SIRET, "--motive", "corrigé", "--json")
    ours.decide("publish", "marches", "--siret", SIRET, "--json")
    rows = ours.chartrier("opendata", "register", "--tenant", COMMUNE, "--json").objects
    told = [(each["step"], each["name"], each["by"]) for each in rows if each["what"] == "jeu"]
    assert told == [
        ("mise-en-ligne", "marches", "Rose Référente"),
        ("mise-en-ligne", "subventions", "Rose Référente"),
        ("retrait", "subventions", "Rose Référente"),
        ("mise-en-ligne", "subventions", "Rose Référente"),
    ]
    table = tmp_path / "publications.csv"
    assert ours.chartrier("register", "publications", "--csv", table, "--tenant", COMMUNE).status == 0
    assert "mise-en-ligne;jeu;subventions" in table.read_text("utf-8-sig")
    proven = ours.chartrier("verify")
    assert proven.status == 0, proven
    the_catalogue_is_dcat_ap(ours, tmp_path)
    what_is_online_survives_the_index(ours)


def the_catalogue_is_dcat_ap(ours: Ours, tmp_path: Path) -> None:
    from pyshacl import validate as conforms
    from rdflib import DCTERMS, Graph
    from rdflib.compare import to_isomorphic
    from rdflib.namespace import DCAT

    graphs = {}
    for form, parser in (("jsonld", "json-ld"), ("turtle", "turtle"), ("rdfxml", "xml")):
        out = tmp_path / form
        ours.json("catalog", "--format", form, "-o", out, "--json")
        graphs[form] = Graph().parse(out, format=parser)
    titles = {str(each) for each in graphs["jsonld"].objects(None, DCTERMS.title)}
    assert "Subventions — Ma commune" in titles
    assert len(list(graphs["turtle"].subjects(None, DCAT.Dataset))) == 2
    # all but where their own pages are is the same, however it is written
    hydra = "http://www.w3.org/ns/hydra/core#"
    plain = [
        to_isomorphic(sum((Graph().add(each) for each in graph if hydra not in "".join(map(str, each))), Graph()))
        for graph in graphs.values()
    ]
    assert plain[0] == plain[1] == plain[2]
    for shapes in ("dcat-ap-3.0.1-shapes.ttl", "dcat-ap-3.0.1-shapes-recommended.ttl"):
        if not (CORPUS / shapes).exists():
            pytest.skip("the shapes are not here")
        sound, _, report = conforms(graphs["turtle"], shacl_graph=str(CORPUS / shapes), allow_warnings=True)
        assert sound, f"{shapes}\n{report}"
    territory = ours.chartrier("opendata", "catalog", "--territory", "--format", "turtle")
    assert "Subventions — Ma commune" in territory.out
    for wrong in (("--format", "csv"), ("--tenant", NEIGHBOUR)):
        assert ours.chartrier("opendata", "catalog", "--tenant", COMMUNE, *wrong).status != 0


def what_is_online_survives_the_index(ours: Ours) -> None:
    def rows() -> list[tuple[Any, ...]]:
        with wiring.wire(load_settings(None, dict(ours.chartrier.environ))), transaction([int(COMMUNE)]):
            found = Publication.objects.filter(tenant=int(COMMUNE)).order_by("what", "name").values_list()
            return [tuple(bytes(each) if isinstance(each, memoryview) else each for each in row) for row in found]

    before = rows()
    assert len(before) >= 3
    with wiring.wire(load_settings(None, dict(ours.chartrier.environ))), transaction([int(COMMUNE)]):
        grants = Publication.objects.get(tenant=int(COMMUNE), what="jeu", name="subventions")
    assert grants.online and grants.first != grants.act and grants.issued < grants.changed
    answer = ours.chartrier("rebuild", "--from", "a")
    assert answer.status == 0, answer
    assert rows() == before


def test_files_made_to_hold_a_process_or_a_spreadsheet() -> None:
    distinct = [f"n{number}" for number in range(200_000)]  # compared with each other, they would take minutes
    schema = {"type": "array", "uniqueItems": True}
    assert list(problems(distinct, schema)) == []
    assert list(problems([*distinct, "n7"], schema)) == [("$", "uniqueItems")]
    for absurd in (10**400, float("nan"), float("inf"), True):
        assert list(problems(absurd, {"type": "integer", "minimum": 0})) == [("$", "type: integer")]
    said = line("60611", "011").replace('"020"', '"=1+1"'), line("21311", "21", amount="-1500.00")
    document = Source(UUID(int=1), "Budget piégé", "budget.xml", totem(*said))
    dataset = budget([document], SIRET)
    assert [each["BGT_MTREAL"] for each in dataset.lines] == ["-1500.00"]
    assert [each.code for each in dataset.withheld] == ["ODT-019"]
    # what a library made of the limit of the `csv` module does not matter
    before = csv.field_size_limit(1 << 30)
    try:
        unclosed = ";".join(COLUMNS) + '\n"' + "un;deux\n" * 30_000
        grants = subventions([Source(UUID(int=2), "Subventions", "s.csv", unclosed.encode())], SIRET)
    finally:
        csv.field_size_limit(before)
    assert grants.lines == [] and [each.code for each in grants.withheld] == [UNREADABLE.code]
