"""The documents of the demonstration: all used, small, of the formats they claim, coherent."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

DEMO = Path(__file__).resolve().parents[2] / "demo"
DOCUMENTS = DEMO / "documents"
TERRITORY: dict[str, Any] = tomllib.loads((DEMO / "territoire.toml").read_text("utf-8"))
OWED: dict[str, Any] = tomllib.loads((DEMO / "commune" / "commune.toml").read_text("utf-8"))
VERSEMENTS: list[dict[str, Any]] = tomllib.loads((DEMO / "versements.toml").read_text("utf-8"))["versement"]
PES = sorted(DOCUMENTS.glob("finances/PESALR2_*.xml"))


def units(parent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for unit in parent.get("unit", []):
        yield unit
        yield from units(unit)


def luhn(number: str) -> bool:
    digits = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in digits) % 10 == 0


def test_every_document_is_deposited_once() -> None:
    cited = [unit["file"] for versement in VERSEMENTS for unit in units(versement) if "file" in unit]
    cited += [name for each in TERRITORY["collectivite"] for deposit in each["deposit"] for name in deposit["file"]]
    cited += [name for each in (*TERRITORY["old"], *OWED["deposit"]) for name in each["file"]]
    # three are left for whoever tries it
    cited += [f"a-deposer/{path.name}" for path in (DOCUMENTS / "a-deposer").glob("*.pdf")]
    present = [path.relative_to(DOCUMENTS).as_posix() for path in DOCUMENTS.rglob("*") if path.is_file()]
    assert sorted(cited) == sorted(present)


def test_all_of_it_is_small() -> None:
    sizes = {path: path.stat().st_size for path in DOCUMENTS.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 1_300_000
    assert all(size < 60_000 for path, size in sizes.items() if path.suffix == ".jpg")


def test_every_act_has_its_source() -> None:
    made = {p.relative_to(DOCUMENTS).with_suffix("") for p in DOCUMENTS.rglob("*.pdf")}
    sources = {p.relative_to(DEMO / "sources").with_suffix("") for p in (DEMO / "sources").glob("*/*.typ")}
    assert made == sources


@pytest.mark.parametrize("path", sorted(DOCUMENTS.rglob("*.pdf")), ids=lambda p: p.stem)
def test_pdf_says_it_is_an_archive_format(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"%PDF-1.")
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content


@pytest.mark.parametrize("path", sorted(DOCUMENTS.rglob("*.jpg")), ids=lambda p: p.stem)
def test_photograph_has_date_and_caption(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"\xff\xd8\xff")
    exif = content[: content.index(b"JFIF\x00") + 2000] if b"JFIF\x00" in content else content[:2000]
    assert b"Exif\x00\x00" in exif
    assert re.search(rb"2025:0\d:\d\d \d\d:\d\d:\d\d", exif)


@pytest.mark.parametrize("path", PES, ids=lambda p: p.stem)
def test_accounting_flow_adds_up(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"<?xml version='1.0' encoding='ISO-8859-1'?>")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")  # accented letters, truly in Latin 1
    root = etree.fromstring(content)
    assert root.tag == "{http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller}PES_Aller"

    def values(name: str) -> list[str]:
        return [str(node.get("V")) for node in root.iter(name)]

    assert values("NomFic") == [path.stem]
    assert int(values("NbrPce")[0]) == len(values("IdPce"))
    declared = values("MtBordHT") + values("MtBordHt")
    assert Decimal(declared[0]) == sum(map(Decimal, values("MtHT")))
    assert sum(map(Decimal, values("MtBordTVA"))) == sum(map(Decimal, values("MtTVA")))
    assert luhn(values("IdColl")[0])


def test_contract_data_agree() -> None:
    folder = DOCUMENTS / "marche"
    published = json.loads((folder / "06-donnees-essentielles.json").read_text("utf-8"))
    contract = published["marches"]["marche"][0]
    register = (folder / "05-registre-des-depots-et-ouverture-des-plis.csv").read_text("utf-8-sig")
    tenders = [line.split(";") for line in register.splitlines()[1:]]
    assert contract["offresRecues"] == len(tenders)
    winner = contract["titulaires"][0]["titulaire"]["id"]
    amounts = {row[2]: Decimal(row[-1].replace(",", ".")) for row in tenders}
    assert amounts[winner] == Decimal(str(contract["montant"])) == min(amounts.values())
    assert all(luhn(siret) for siret in amounts)


def test_identifiers_belong_to_nobody() -> None:
    agencies = tomllib.loads((DEMO / "versements.toml").read_text("utf-8"))["agency"]
    for agency in agencies.values():
        assert luhn(agency["Identifier"])
    assert agencies["commune"]["Identifier"][2:4] == "96"  # no such département
    assert all(luhn(each["siren"]) and "96" in each["siren"] for each in TERRITORY["collectivite"])
