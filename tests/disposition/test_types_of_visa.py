"""Types of visa through the command line: standing authorisations, and the producer of what was versé."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from tests.cli.commands import COMMUNE, Chartrier
from tests.days import today
from tests.disposition.test_doors import new_chartrier, people, signed, signer

__all__ = ["new_chartrier", "people"]

People = tuple[Chartrier, dict[str, Any]]


def a_pdf(folder: Path, name: str) -> Path:
    file = folder / f"{name}.pdf"
    file.write_bytes(b"%PDF-1.4 " + name.encode())
    return file


def period(first: date | None = None, last: date | None = None) -> tuple[object, ...]:
    return ("--from", first or today(), "--until", last or today() + timedelta(365))


def text_of(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_from_an_authorisation_to_its_attestation(people: People, tmp_path: Path) -> None:
    chartrier, who = people
    jeanne = ("--tenant", COMMUNE, *who["Jeanne"])
    papers = ("--reference", "AD/2026/45", "--file", a_pdf(tmp_path, "lettre"), "--original", "carton 1")
    grant = ("autorisation", "grant", "--serie", "R10", *period(), *papers, "--conditions", "sauf marchés", *jeanne)
    off = chartrier(*grant)
    assert (off.status, "RUL-314" in off.err) == (5, True)
    assert chartrier.json("tenant", "set", COMMUNE, "--visa-type", "autorisation")["policy"]["visa"]["types"] == [
        "autorisation"
    ]
    given = chartrier.json(*grant)
    identifier = given["authorisation"]
    assert [each["rule"] for each in given["categories"]] == ["R10"]
    proposed = chartrier.json("propose", "--due", "--autorisation", identifier, *jeanne)
    number = proposed["number"]
    assert proposed["visa_types"] == dict.fromkeys(["1", "2"], "autorisation permanente « AD/2026/45 »")
    frozen, table = tmp_path / "b.pdf", tmp_path / "b.csv"
    shown = ("disposition", "show", number, "--tenant", COMMUNE)
    assert chartrier(*shown, "--pdf", frozen, "--csv", table).status == 0
    assert "autorisation permanente" in text_of(frozen)
    assert "autorisation permanente « AD/2026/45 »" in table.read_text("utf-8-sig")
    early = chartrier("autorisation", "impute", number, identifier, *jeanne)
    assert (early.status, "RUL-300" in early.err) == (6, True)
    assert chartrier("agree", number, "--tenant", COMMUNE, *who["Paul"]).status == 0
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 0
    assert chartrier.json("autorisation", "impute", number, identifier, "--line", "1", *jeanne)["imputed"] == [1]
    english = chartrier(*shown, "--lang", "en").out
    assert "standing authorisation “AD/2026/45”" in english
    assert "visa of the list" in english
    assert chartrier.json("autorisation", "impute", number, identifier, *jeanne)["step"] == "vised"
    assert set(chartrier.json(*shown)["imputed"].values()) == {identifier}
    done = chartrier.json("execute", number, "--count", "4", "--tenant", COMMUNE, *who["Remi"])
    assert done["units"] == 4
    assert chartrier("verify").status == 0
    proof, answers = tmp_path / "a.pdf", tmp_path / "r.pdf"
    assert chartrier(*shown, "--attestation", proof, "--answered", answers).status == 0
    assert all(each in text_of(proof) for each in ("AD/2026/45", "sans visa de cette liste", given["digest"][:15]))
    assert "2 lignes par autorisation permanente" in text_of(answers).replace("\xa0", " ")
    (listed,) = chartrier("autorisation", "list", "--tenant", COMMUNE, "--json").objects
    assert (listed["used"]["units"], listed["revoked"]) == (4, False)
    register = tmp_path / "register.pdf"
    assert chartrier("register", "eliminations", "--pdf", register, "--tenant", COMMUNE).status == 0


def test_a_revocation_tells_what_waited_for_it(people: People, tmp_path: Path) -> None:
    chartrier, who = people
    jeanne = ("--tenant", COMMUNE, *who["Jeanne"])
    papers = ("--reference", "AD/2026/45", "--file", a_pdf(tmp_path, "lettre"), "--original", "carton 1")
    chartrier.json("tenant", "set", COMMUNE, "--visa-type", "autorisation")
    given = chartrier.json("autorisation", "grant", "--serie", "R10", *period(), *papers, *jeanne)["authorisation"]
    number = chartrier.json("propose", "--due", *jeanne)["number"]
    assert chartrier("agree", number, "--tenant", COMMUNE, *who["Paul"]).status == 0
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 0
    chartrier.json("autorisation", "impute", number, given, *jeanne)
    without = chartrier("autorisation", "revoke", given, "--motive", "", *papers, *jeanne)
    assert (without.status, "RUL-309" in without.err) == (2, True)
    revoked = chartrier.json("autorisation", "revoke", given, "--motive", "dérives", *papers, *jeanne)
    assert revoked["waiting"] == {number: [1, 2]}
    refused = chartrier("execute", number, "--count", "4", "--tenant", COMMUNE, *who["Remi"])
    assert (refused.status, "RUL-300" in refused.err) == (6, True)
    assert "revoked" in chartrier("autorisation", "show", given, "--tenant", COMMUNE, "--lang", "en").out
    assert chartrier("verify").status == 0
    unknown = chartrier("autorisation", "show", "01a227fa-8afb-7fd3-9bc8-bf5a9a000003", "--tenant", COMMUNE)
    assert (unknown.status, "RUL-358" in unknown.err) == (4, True)


def test_what_was_verse_waits_for_its_producer(people: People, tmp_path: Path) -> None:
    chartrier, who = people
    jeanne = ("--tenant", COMMUNE, *who["Jeanne"])
    set_ = ("tenant", "set", COMMUNE, "--visa-type", "versees", "--archives-service", "Archives municipales")
    assert chartrier(*set_).status == 0
    propose = ("propose", "--due", "--ground", "versees", "--producer")
    other = chartrier(*propose, "AUTRE", *jeanne)
    assert (other.status, "DSP-048" in other.err) == (2, True)
    number = chartrier.json(*propose, "SERVICE-PRODUCTEUR", *jeanne)["number"]
    told = ("versees", "inform", number, "--reference", "L 12", "--file", a_pdf(tmp_path, "saisine"), *jeanne)
    informed = chartrier.json(*told)
    answer = ("versees", "answer", number, "--answer", "accord", "--file", a_pdf(tmp_path, "accord"))
    assert chartrier.json(*answer, "--original", "carton 2", *jeanne)["until"] == informed["until"]
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 0
    visa = ("--all", "accorde", "--file", a_pdf(tmp_path, "visa"), "--original", "carton 3")
    assert chartrier("visa", number, *visa, *jeanne).status == 0
    early = chartrier("execute", number, "--count", "4", "--tenant", COMMUNE, *who["Remi"])
    assert (early.status, "RUL-312" in early.err) == (6, True)
    shown = chartrier("disposition", "show", number, "--tenant", COMMUNE, "--lang", "en").out
    assert "may take these documents back until" in shown
    assert "R212-14" in shown


def test_what_its_producer_takes_back_is_given_back(people: People, tmp_path: Path) -> None:
    chartrier, who = people
    jeanne = ("--tenant", COMMUNE, *who["Jeanne"])
    chartrier("tenant", "set", COMMUNE, "--visa-type", "versees", "--archives-service", "Archives municipales")
    made = chartrier.json("propose", "--due", "--ground", "versees", "--producer", "SERVICE-PRODUCTEUR", *jeanne)
    number, unit = made["number"], made["lines"][0]["unit"]
    told = ("--reference", "L 12", "--file", a_pdf(tmp_path, "saisine"))
    assert chartrier("versees", "inform", number, *told, *jeanne).status == 0
    answer = ("--answer", "reprise", "--motive", "à nous", "--file", a_pdf(tmp_path, "reprise"), "--original", "c. 2")
    taken = chartrier("versees", "answer", number, *answer, *jeanne)
    assert (taken.status, "restitution give" in taken.out) == (0, True)
    assert chartrier("restitution", "give", unit, "--to", tmp_path / "dip.zip", *jeanne).status == 0
    assert chartrier("verify").status == 0


def test_an_authorisation_signed_elsewhere(people: People, tmp_path: Path) -> None:
    chartrier, who = people
    jeanne = ("--tenant", COMMUNE, *who["Jeanne"])
    number = chartrier.json("propose", "--due", *jeanne)["number"]
    letter, roots, other = tmp_path / "letter.pdf", tmp_path / "root.pem", tmp_path / "other.pem"
    chartrier.json("disposition", "show", number, "--tenant", COMMUNE, "--pdf", letter)
    plain = letter.read_bytes()
    somebody, pem = signer()
    roots.write_bytes(pem)
    other.write_bytes(signer()[1])
    forms = ("--visa-form", "pades", "--visa-type", "autorisation")
    assert chartrier("tenant", "set", COMMUNE, *forms).status == 0
    given = ("autorisation", "grant", "--serie", "R10", *period(), "--reference", "AD/46", "--form", "pades")
    grant = (*given, "--file", letter, *jeanne)
    assert "DSP-015" in chartrier(*grant).err
    assert "DSP-014" in chartrier(*grant, "--roots", roots).err
    letter.write_bytes(signed(plain, somebody))
    assert "DSP-014" in chartrier(*grant, "--roots", other).err
    whole = letter.read_bytes()
    letter.write_bytes(whole + b"% more")
    assert chartrier(*grant, "--roots", roots).status == 2
    letter.write_bytes(whole)
    assert chartrier.json(*grant, "--roots", roots)["form"] == "pades"
    assert chartrier("verify").status == 0
