"""`chartrier hosting` and `chartrier view`, of an archive with séries that are due, open, medical, or of no rule."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from chartrier.cli import exit_codes
from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip
from tests.ruled import accessible, declaring, ruled

NIR = "2 95 10 99 126 111 93"

TOML = """
[offre.ici]
fournisseur = "SIB"
statut = "mutualise"
pays = "FR"
departement = "35"
site = "=Rennes()"
technologie = "disque"
copies = ["a"]
certifications = { hds = 2099-06-30 }
contrat_jusqu_au = 2099-12-31
prix_par_to = 200000
prix_fixe = 10
source_du_prix = "convention"
energie_par_to = 1000000
source_de_l_energie = "releve"
"""


@pytest.fixture(scope="module")
def host(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chartrier]:
    folder = tmp_path_factory.mktemp("hosting")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", f"{NEIGHBOUR}=Voisine").status == 0
    who = person_with(chartrier, COMMUNE, "Jeanne Archives", Role.ARCHIVISTE)
    assert chartrier("series", "adopt", "--confirm", "--tenant", COMMUNE, *who).status == 0
    open_, closed = accessible("AR038", start="2020-01-01"), accessible("AR048", start="2020-01-01")
    sips = [
        ruled("M-DELIB", "Délibérations", declaring("S001", "2001-01-01") + open_, documents=["", ""]),
        ruled("M-DIA", "Déclarations d'intention", declaring("S076a", "2010-01-01") + closed),
        ruled("M-RH", "Dossier d'agent", declaring("S043", "2020-01-01") + closed),
        ruled("M-PLANNING", "Plannings", declaring("S047", "2024-06-30") + closed),
        Sip(message="M-RIEN", documents=[Document("a.txt", f"NIR {NIR}".encode(), "Sans règle")]),
    ]
    for sip in sips:
        assert chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", COMMUNE).status == 0
    theirs = Sip(message="M-VOISIN", documents=[Document("v.txt", b"x" * 5000, "Chez eux")])
    assert chartrier("ingest", theirs.write(folder / "v.zip"), "--tenant", NEIGHBOUR).status == 0
    yield chartrier
    database.drop()


def settled(host: Chartrier, folder: Path) -> None:
    """Both copies are with somebody, in France."""
    if host("hosting", "offer", "show", "ici").status == 4:
        (folder / "o.toml").write_text(TOML)
        host.json("hosting", "offer", "add", "--file", folder / "o.toml")
    la = ("la", "--provider", "Nuage", "--statute", "hebergeur", "--country", "FR", "--site", "Nancy", "--copy", "b")
    verb = "add" if host("hosting", "offer", "show", "la").status == 4 else "change"
    assert host("hosting", "offer", verb, *la, "--technology", "objets", "--reversal-tested", "2020-01-01").status == 0


def checked(host: Chartrier) -> tuple[int, dict[str, Any]]:
    answer = host("hosting", "check", "--tenant", COMMUNE, "--json")
    return answer.status, {each["code"]: each for each in answer.json["breaches"]}


def rows(host: Chartrier) -> dict[str | None, Any]:
    (tenant,) = host.json("view", "--tenant", COMMUNE)["tenants"]
    assert (tenant["siren"], tenant["name"]) == (COMMUNE, "Ma commune")
    return {each["series"]: each for each in tenant["rows"]}


def test_the_register_and_the_check(host: Chartrier, tmp_path: Path) -> None:
    status, before = checked(host)
    assert status == 1 and {"HEB-033", "HEB-021"} <= set(before)
    assert before["HEB-033"]["volume"]["units"] == 11 and before["HEB-033"]["series"] is None
    listed = host("hosting", "offer", "list", "--json").objects
    assert [each["copy"] for each in listed] == ["a", "b"]
    file = tmp_path / "offres.toml"
    # all or none of a file
    file.write_text(TOML + '[offre.ailleurs]\nfournisseur = "X"\nstatut = "propre"\ncopies = ["a"]\n')
    assert "HEB-010" in host("hosting", "offer", "add", "--file", file).err
    assert host("hosting", "offer", "show", "ici").status == 4
    file.write_text(TOML)
    assert host.json("hosting", "offer", "add", "--file", file)["copies"] == ["a"]
    for arguments, code, left in (
        (("add", "ici", "--provider", "X", "--statute", "propre"), "HEB-008", 6),
        (("add", "Ici", "--provider", "X", "--statute", "propre"), "HEB-007", 2),
        (("add",), "HEB-013", 2),
        (("add", "la", "--provider", "X", "--statute", "propre", "--copy", "z"), "HEB-011", 2),
        (("change", "absente", "--site", "x"), "HEB-009", 4),
        (("change", "ici"), "HEB-012", 2),
        (("change", "ici", "--country", "France"), "HEB-006", 2),
        (("add", "--file", tmp_path / "absent.toml"), "HEB-004", 2),
    ):
        answer = host("hosting", "offer", *arguments)
        assert (answer.status, code in answer.err) == (left, True), answer
    added = host(
        "hosting", "offer", "add", "la", "--provider", "Nuage", "--statute", "hebergeur", "--country", "DE", "--site",
        "Berlin", "--technology", "objets", "--copy", "b", "--reversal-tested", "2020-01-01",
    )  # fmt: skip
    assert added.status == 0, added
    status, found = checked(host)
    assert status == 0 and set(found) == {"HEB-024", "HEB-025", "HEB-028", "HEB-036"}
    assert found["HEB-025"]["series"] == ["S043"] and "secret médical" in found["HEB-025"]["regimes"]["S043"]
    assert "S047" in found["HEB-024"]["series"] and found["HEB-024"]["volume"]["units"] == 11
    people = host("hosting", "check", "--tenant", COMMUNE, "--lang", "en")
    assert "out of France" in people.out and "without a série" in people.out
    # a copy that is away counts for none
    copies = host.folder / "copies"
    (copies / "b").rename(copies / "away")
    try:
        assert checked(host)[0] == 1 and "HEB-020" in checked(host)[1]
    finally:
        (copies / "away").rename(copies / "b")
    assert host.json("hosting", "policy", "--anywhere", "--sites", "3")["french"] is False
    assert {"HEB-021", "HEB-025"} <= set(checked(host)[1]) and "HEB-024" not in checked(host)[1]
    assert host.json("hosting", "policy", "--sites", "2")["sites"] == 2
    assert "HEB-006" in host("hosting", "policy", "--sites", "99").err
    assert host.json("hosting", "offer", "change", "la", "--country", "FR")["version"] == 2
    assert len(host.json("hosting", "offer", "show", "la")["versions"]) == 2
    # archives définitives are in France by the law, whatever the policy
    who = person_with(host, COMMUNE, "Paul Archives", Role.ARCHIVISTE)
    unit = host.unit("Pièce 0 de Délibérations")
    kept = ("--unit", unit, "--position", "avis favorable", "--day", "2026-11-03", "--french-soil", "--tenant", COMMUNE)
    assert host("tenant", "set", COMMUNE, "--archives-service", "Archives municipales").status == 0
    conserved = host("conserve", *kept, *who)
    assert conserved.status == 0, conserved
    host("hosting", "offer", "change", "la", "--country", "DE")
    status, found = checked(host)
    assert status == 1 and found["HEB-023"]["series"] == ["S001"]
    host("hosting", "offer", "change", "la", "--country", "FR")


def test_a_cost_is_of_prices_that_were_entered(host: Chartrier, tmp_path: Path) -> None:
    settled(host, tmp_path)
    cost = host.json("hosting", "cost", "--tenant", COMMUNE, "--years", "3")
    held = cost["now"]["bytes"]
    # 200,000 € a terabyte for one copy of two, and half of 10 €
    assert cost["unpriced_copies"] == ["b"] and cost["sources"] == ["convention", "releve"]
    assert float(cost["now"]["euros"]) == pytest.approx(5 + held * 200_000 / 1e12, abs=0.01)
    assert float(cost["now"]["kilowatt_hours"]) == pytest.approx(held * 1e6 / 1e12, abs=0.01)
    due = {each["name"]: each["due_bytes"] for each in cost["series"] if each["due_bytes"]}
    assert set(due) == {"S076a"} and cost["due_for_destruction"]["bytes"] == due["S076a"]
    assert sum(each["bytes"] for each in cost["services"]) == held
    # the first month is not over
    assert cost["growth_bytes_a_month"] is None and cost["years"] == []
    assert host.json("hosting", "cost", "--tenant", NEIGHBOUR)["now"]["bytes"] == 5000
    assert "prix" in host("hosting", "cost", "--tenant", COMMUNE).out


def test_the_view_has_a_row_a_series(host: Chartrier, tmp_path: Path) -> None:
    settled(host, tmp_path)
    assert rows(host)["S047"]["personal_data"]["level"] == "a-etablir"
    assert host("texts").status == 0
    found = rows(host)
    assert found["S047"]["personal_data"]["level"] != "a-etablir"
    order = [code for code, row in found.items() if row["archived"]["units"]]
    assert list(found)[: len(order)] == order, "what has nothing comes last"
    assert found["S001"]["archived"]["units"] == 3 and found["S001"]["archived"]["last"]
    assert found["S076a"]["dua"]["level"] == "a-traiter" and found["S076a"]["dua"]["due"] == 2
    assert "élimination" in found["S076a"]["dua"]["action"]
    assert found["S047"]["dua"]["next"] and found["S047"]["dua"]["level"] == "en-regle"
    assert found["S001"]["communicable"]["open"] == 2 == found["S001"]["communicable"]["documents"]
    assert found["S047"]["communicable"]["open"] == 0 and found["S047"]["communicable"]["opens"] > "2069"
    assert found["S001"]["open_data"]["dataset"] == "scdl/deliberations"
    assert found["S001"]["open_data"]["owed"] == "à vérifier"
    none = found[None]
    assert none["dua"]["level"] == "a-traiter" and none["personal_data"]["personal"] == 1
    assert none["communicable"]["unruled"] == 1
    assert found["S002"]["archived"] == {**found["S002"]["archived"], "level": "a-etablir", "units": 0}
    assert found["S043"]["copies"]["breaches"] and found["S043"]["copies"]["level"] == "a-surveiller"
    levels = [row["level"] for row in found.values() if row["archived"]["units"]]
    assert levels == sorted(levels, key=["a-traiter", "a-surveiller", "a-etablir", "en-regle"].index)
    everybody = host.json("view")["tenants"]
    assert {each["siren"] for each in everybody} == {COMMUNE, NEIGHBOUR}
    assert "→" in host("view", "--tenant", COMMUNE).out and "due" in host("view", "--lang", "en").out
    assert host("view", "--tenant", "999999999").status == 4


def test_the_view_says_what_is_opened_treated_and_online(host: Chartrier, tmp_path: Path) -> None:
    settled(host, tmp_path)
    archivist = person_with(host, COMMUNE, "Ida Archives", Role.ARCHIVISTE)
    before = rows(host)["S076a"]["communicable"]
    assert (before["early"], before["granted"], before["open"]) == (0, 0, 0)
    found = host.json("search", "intention", "--tenant", COMMUNE)["units"]
    (top,) = [each["id"] for each in found if each["title"] == "Déclarations d'intention"]
    piece = host.unit("Pièce 0 de Déclarations d'intention")
    here = ("--tenant", COMMUNE, *archivist)
    asked = host.json("derogation", "request", "--unit", piece, "--reader", "Zoé Lectrice", "--motive", "thèse",
                      "--undertaking", *here)["id"]  # fmt: skip
    for step in (("accord", asked, "--all", "--letter", "A1"), ("opinion", asked, "--favourable"),
                 ("decision", asked, "--all", "--letter", "D1")):  # fmt: skip
        assert rows(host)["S076a"]["communicable"]["granted"] == 0, "until it is decided"
        answer = host("derogation", *step, *here)
        assert answer.status == 0, answer
    found = rows(host)["S076a"]["communicable"]
    assert found["granted"] == 1 and "par dérogation" in found["state"] and "Zoé" not in str(found)
    opened = host("derogation", "open", "--unit", top, "--letter", "L1", "--agreed", "2026-01-05", *here)
    assert opened.status == 0, opened
    found = rows(host)["S076a"]["communicable"]
    # the piece is open to everybody now, the reader no longer apart
    assert found["early"] == found["documents"] and found["granted"] == 0 and "à tous" in found["state"]
    # what was seen is in the register of treatments, or to be entered there
    assert host("texts").status == host("privacy", "scan").status == 0
    nir = rows(host)[None]["personal_data"]
    assert (nir["treatment"], nir["command"]) == (None, "chartrier privacy treatment")
    assert host("privacy", "treatment", "start", "--tenant", COMMUNE).status == 0
    named = {code: each["personal_data"].get("treatment") for code, each in rows(host).items()}
    assert named["S043"] == "Gestion du personnel" and named[None] is None, "the name that the register gives it"
    # records online are not the dataset that is owed
    lead = person_with(host, COMMUNE, "Rose Publique", Role.REFERENT_OPEN_DATA)
    here = ("--tenant", COMMUNE, *lead)
    assert host("opendata", "series", "S001", "--ground", "sans-donnees", "--motive", "relu", *here).status == 0
    cell = rows(host)["S001"]["open_data"]
    owed = "chartrier opendata publish deliberations"
    assert (cell["level"], cell["command"], bool(cell["online"])) == ("a-surveiller", owed, True)
    assert cell["state"].startswith("fiches en ligne ; publication")


def test_a_return_is_tried_and_noted_only_when_all_is_proven(host: Chartrier, tmp_path: Path) -> None:
    settled(host, tmp_path)
    assert "HEB-028" in checked(host)[1]
    assert "HEB-009" in host("hosting", "drill", "absente").err
    file = min((host.folder / f"copies/b/{COMMUNE}").rglob("*.txt"))
    sound, mode = file.read_bytes(), file.stat().st_mode
    file.chmod(0o600)
    file.write_bytes(b"!" + sound[1:])
    try:
        broken = host("hosting", "drill", "la", "--scratch", tmp_path, "--json")
        assert broken.status == 1
        told = {each["tenant"]: each["proven"] for each in broken.objects if "tenant" in each}
        assert told == {COMMUNE: False, NEIGHBOUR: True}
    finally:
        file.write_bytes(sound)
        file.chmod(mode)
    assert "HEB-028" in checked(host)[1], "what is not proven is not noted"
    # of one collectivité, or without what a journal tells of, nothing is noted
    assert host("hosting", "drill", "la", "--tenant", COMMUNE, "--scratch", tmp_path).status == 0
    assert "HEB-028" in checked(host)[1]
    away = host.folder / f"copies/b/{NEIGHBOUR}"
    away.rename(tmp_path / "away")
    lacking = host("hosting", "drill", "la", "--scratch", tmp_path)
    (tmp_path / "away").rename(away)
    assert "HEB-050" in lacking.err and "HEB-028" in checked(host)[1]
    back = host("hosting", "drill", "la", "--scratch", tmp_path, "--json").objects
    assert [(each["copy"], each["proven"], each["files"] > 3) for each in back] == [("b", True, True)] * 2
    assert not list(tmp_path.glob("retour-*")) and "HEB-028" not in checked(host)[1]


def test_tables_and_areas(host: Chartrier, tmp_path: Path) -> None:
    settled(host, tmp_path)
    host("hosting", "offer", "change", "la", "--site", "=cmd|x")
    for form, head in (("csv", b"\xef\xbb\xbf"), ("ods", b"PK")):
        out = tmp_path / f"vue.{form}"
        assert host("view", "--tenant", COMMUNE, "-o", out, "--form", form).status == 0
        assert out.read_bytes().startswith(head)
        assert host("view", "--tenant", COMMUNE, "-o", out, "--form", form).status == 6
    lines = list(csv.reader(io.StringIO((tmp_path / "vue.csv").read_text("utf-8-sig")), delimiter=";"))
    assert lines[0][0] == "série" and {len(line) for line in lines} == {14}
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    france = host.json("view", "--area", "FR")
    assert france["tenants"] == 2 and france["rows"]["dua"]["a-traiter"] >= 3
    assert host.json("view", "--area", "D90")["collectivites"] == []
    assert host("view", "--area", "ZZ").status == 4


def test_the_conformity_folder_shows_its_gaps(host: Chartrier, tmp_path: Path) -> None:
    settled(host, tmp_path)
    out = tmp_path / "dossier.zip"
    assert host.json("view", "folder", "--tenant", COMMUNE, "-o", out)["certified"] is False
    with zipfile.ZipFile(out) as folder:
        files = {name: folder.read(name) for name in folder.namelist()}
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    told = json.loads(files["dossier.json"])
    shown = {each["theme"]: each["shown"] for each in told["themes"]}
    assert shown["integrite"] == "no" and shown["documents"] == "elsewhere" and told["certified"] is False
    assert set(files) >= {name for each in told["themes"] for name in each["evidence"]}
    page = files["dossier.html"].decode()
    links = re.findall(r'href="([^"]+)"', page)
    assert links and set(links) <= set(files) and "Ma commune" in page
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["dossier.pdf"])).pages).split())
    assert "conçu pour" in text and "ni une certification" in text
    assert files["preuves/checkpoints/a"] == (host.folder / f"copies/a/{COMMUNE}/journal/checkpoint").read_bytes()
    everything = b"".join(data for name, data in files.items() if not name.endswith((".pdf", ".ods")))
    assert b"200000" not in everything and b"Jeanne" not in everything and b"Dossier d'agent" not in everything
    assert host("audit", "--tenant", COMMUNE).status == 0
    again = tmp_path / "encore.zip"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "settings.toml").write_text("unknown = 1\n")
    astray = replace(host, environ={**host.environ, "CHARTRIER_HOME": str(elsewhere)})
    assert astray("view").status == exit_codes.USAGE, "its settings are wrong"
    # the archive is the one that the command names, whatever is wrong with another
    named = ("--home", host.folder, "--tenant", COMMUNE, "-o", again)
    assert astray("view", "folder", *named).status == 0
    with zipfile.ZipFile(again) as folder:
        told = json.loads(folder.read("dossier.json"))
    assert {each["theme"]: each["shown"] for each in told["themes"]}["integrite"] == "yes"
