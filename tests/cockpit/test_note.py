"""The note to élus: two pages, what is true, « inconnu » for what is not known; and its other forms."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree

from chartrier.catalog.extents import Extent
from chartrier.cockpit.note.advice import advice, stakes
from chartrier.cockpit.note.facts import Facts
from chartrier.cockpit.note.forms import Form, written
from chartrier.cockpit.note.writing import note_of
from chartrier.records.policy import EVERYBODY
from chartrier.records.tenant import Tenant
from chartrier.rules.age import Age
from tests.cli.commands import COMMUNE, Chartrier
from tests.cockpit.conftest import Commune

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
GOOD = Facts(
    tenant=Tenant(COMMUNE, COMMUNE, "Saint-Exemple", "o", bytes(32), EVERYBODY),
    made=NOW,
    counted=NOW,
    held=Extent(30, 40, 5_000_000),
    ages={Age.COURANTE: Extent(20, 20, 1), Age.INTERMEDIAIRE: Extent(9, 9, 2), Age.DEFINITIVE: Extent(1, 1, 3)},
    due=0,
    due_extent=Extent(),
    waiting=0,
    entries=7,
    copies=2,
    in_step=2,
    audited=NOW.date(),
    proven=True,
    last_deposit=NOW.date(),
    validated=True,
    projects=[],
    conventions=(),
)


def text_of(data: bytes) -> tuple[int, str]:
    read = pypdf.PdfReader(BytesIO(data))
    return len(read.pages), " ".join(" ".join(page.extract_text().split()) for page in read.pages)


def test_two_pages_of_what_is_true(commune: Commune, tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    told = commune.chartrier.json("cockpit", "note", "--tenant", COMMUNE, "-o", file)
    assert told["held"]["files"] == 1 and told["in_step"] == told["copies"] == 2
    assert told["validated"] is False
    pages, text = text_of(file.read_bytes())
    assert pages == 2
    assert "inconnu" in text and told["decision"].replace("'", "’").split()[0] in text and "Ma commune" in text
    assert b"pdfaid" in file.read_bytes() or "pdfa" in str(pypdf.PdfReader(file).xmp_metadata).lower()
    again = commune.chartrier("cockpit", "note", "--tenant", COMMUNE, "-o", file, "--json")
    assert again.status == 6, "nothing is written over"


def test_the_map_holds_on_two_pages_and_says_itself_in_words(new_chartrier: Any, tmp_path: Path) -> None:
    chartrier: Chartrier = new_chartrier()
    assert chartrier("init").status == 0
    opened = chartrier.json("tenant", "open", "Danjoutin", "--departement", "90")
    listed = tmp_path / "etats.csv"
    rows = ("commune;etat;source;date", "90010;convention;AD90;2026-01-15", "90008;aucune;AD90;2026-01-15")
    listed.write_text("\n".join(rows), "utf-8")
    assert chartrier("territory", "import", listed).status == 0
    said = (
        "Grand Belfort : 1 commune a une convention d’archivage en vigueur, sur 52 ; de 50, aucune source ne dit rien."
    )
    for form, pages in (("pdf", 2), ("diapos", 5)):
        file = tmp_path / f"note-{form}.pdf"
        assert chartrier("cockpit", "note", "--tenant", opened["code"], "--form", form, "-o", file).status == 0
        found, text = text_of(file.read_bytes())
        assert found == pages and said in text and "rien n’est connu" in text and "CC BY 4.0" in text, text
        if shots := os.environ.get("CHARTRIER_SHOTS"):
            shutil.copy(file, shots)
    file = tmp_path / "note.odt"
    assert chartrier("cockpit", "note", "--tenant", opened["code"], "--form", "odt", "-o", file).status == 0
    text = "".join(etree.fromstring(zipfile.ZipFile(file).read("content.xml")).itertext())
    assert said.replace("’", "'") in " ".join(text.split())


def test_an_empty_archive_says_so(new_chartrier: Any, tmp_path: Path) -> None:
    chartrier: Chartrier = new_chartrier()
    assert chartrier("init", "--tenant", f"{COMMUNE}=Vide").status == 0
    told = chartrier.json("cockpit", "note")
    assert told["held"]["units"] == 0 and told["without_archiving"] is None and told["validated"] is None
    assert "verser une première série" in told["decision"]


@pytest.mark.parametrize("form", list(Form))
def test_what_comes_from_outside_is_data(form: Form) -> None:
    name = '#eval("1+1") <b>*Ville*</b> \\ $x$ & "q"'
    facts = replace(GOOD, tenant=replace(GOOD.tenant, name=name), conventions=('Conv #link("x")',))
    data = written(note_of(facts), form)
    if form is Form.ODT:
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert package.namelist()[0] == "mimetype"
            assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
            text = "".join(etree.fromstring(package.read("content.xml")).itertext())
        assert name in text
    else:
        pages, text = text_of(data)
        assert pages == (4 if form is Form.SLIDES else 2)
        assert "#eval" in text and "<b>*Ville*</b>" in text
        assert data == written(note_of(facts), form), "the same facts give the same bytes"


def test_the_longest_note_holds_on_two_pages() -> None:
    names = tuple(f"Convention de mutualisation numéro {number}" for number in range(6))
    long = replace(
        GOOD, tenant=replace(GOOD.tenant, name="Saint-Exemple-sur-Très-Longue-Rivière-en-Montagne"), due=10_000,
        due_extent=Extent(10_000, 10_000, 10**13), in_step=1, projects=None, conventions=names, audited=None,
        proven=None, validated=False,
    )  # fmt: skip
    pages, text = text_of(written(note_of(long), Form.PDF))
    assert pages == 2
    assert "ou plus" in text


@pytest.mark.parametrize(
    ("change", "begins"),
    [
        ({}, "Reconduire"),
        ({"proven": False}, "Donner mandat de réparer"),
        ({"in_step": 1}, "Financer ou remettre"),
        ({"held": Extent()}, "Désigner qui verse"),
        ({"validated": None}, "Adopter le tableau"),
        ({"due": 3}, "Charger l'archiviste"),
        ({"audited": None}, "Faire relire"),
        ({"audited": NOW.date() - timedelta(days=400)}, "Faire relire"),
        ({"projects": None}, "Ouvrir le registre"),
        ({"proven": False, "due": 3, "validated": None}, "Donner mandat de réparer"),
    ],
)
def test_one_decision_the_gravest_first(change: dict[str, Any], begins: str) -> None:
    facts = replace(GOOD, **change)
    assert advice(facts).decision.fr.startswith(begins)
    assert stakes(facts)


def test_every_number_has_a_source() -> None:
    note = note_of(GOOD)
    assert all(key.source for key in note.keys) and all(source for _, _, source in note.facts)
