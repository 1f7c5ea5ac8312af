"""`chartrier redact`: a copy without what is hidden, in a file or below its original, which nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf

CLOSED = "<AccessRule><Rule>AR048</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
LETTER = pdf("Plainte de Camille Durand\ncontre le bruit du bar", title="Camille Durand")
COMPLAINT = Sip(
    message="M-PLAINTE",
    title="Tranquillité publique",
    documents=[Document("plainte.pdf", LETTER, "Plainte de Camille DURAND", management=CLOSED)],
)
NEXT_DOOR = Sip(message="M-VOISIN", documents=[Document("v.pdf", LETTER, "Chez le voisin")])


@dataclass
class Archive:
    chartrier: Chartrier
    unit: str
    theirs: str
    archivist: tuple[object, ...]
    reader: tuple[object, ...]


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("redact")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    for tenant, sip in ((COMMUNE, COMPLAINT), (NEIGHBOUR, NEXT_DOOR)):
        assert chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", tenant).status == 0
    yield Archive(
        chartrier,
        chartrier.unit("plainte"),
        chartrier.unit("voisin", NEIGHBOUR),
        person_with(chartrier, COMMUNE, "Anne", Role.ARCHIVISTE),
        person_with(chartrier, COMMUNE, "Luc", Role.LECTEUR),
    )
    database.drop()


HERE = ("--tenant", COMMUNE)
HIDE = ("--word", "Camille Durand", "--ground", "vie-privee", "--motive", "Demande n° 12", *HERE)


def test_a_copy_is_archived_below_its_original(archive: Archive, tmp_path: Path) -> None:
    chartrier, original = archive.chartrier, archive.chartrier.json("show", archive.unit)
    told, outcome = chartrier(
        "redact", archive.unit, *HIDE, "-o", tmp_path / "copie.pdf", "--register", tmp_path / "releve.csv",
        "--deposit", "--looked", "--communicable", *archive.archivist, "--json",
    ).objects  # fmt: skip
    (hidden,) = told["occultations"]
    assert (hidden["page"], hidden["how"], hidden["ground"]) == (1, "words", "vie-privee")
    assert hidden["clause"] == "CRPA, L311-6, 1°"
    assert outcome["status"] == "accepted", outcome
    assert (outcome["units"], outcome["objects"]) == (2, 2)
    copy = (tmp_path / "copie.pdf").read_bytes()
    assert b"Durand" not in copy
    assert "Demande n° 12" in (tmp_path / "releve.csv").read_text("utf-8-sig")

    now = chartrier.json("show", archive.unit)
    assert {**now, "children": []} == {**original, "children": []}
    below = {each["title"]: each["id"] for each in now["children"]}
    assert set(below) == {"Plainte de █████ (copie occultée)", "Relevé des occultations"}
    unit = below["Plainte de █████ (copie occultée)"]
    shown = chartrier.json("show", unit)
    (held,) = shown["objects"]
    assert held["usage"] == "Dissemination"
    assert archive.unit in str(shown["content"]["RelatedObjectReference"])
    assert "L311-6, 1° : protection de la vie privée : 1. Motif : Demande n° 12" in str(shown["content"]["Event"])
    assert "urand" not in str({name: shown[name] for name in ("title", "content", "objects")})

    for identifier, status in ((unit, 0), (archive.unit, 5), (below["Relevé des occultations"], 5)):
        answer = chartrier("fetch", identifier, "--public", "-o", tmp_path / identifier, *HERE, *archive.archivist)
        assert answer.status == status, answer
    assert (tmp_path / unit).read_bytes() == copy
    assert pypdf.PdfReader(tmp_path / unit).pages[0].extract_text() == ""
    assert chartrier("fetch", archive.unit, "-o", tmp_path / "original.pdf").status == 0
    assert (tmp_path / "original.pdf").read_bytes() == LETTER
    assert chartrier("verify").status == 0
    assert chartrier("rebuild", "--from", "a", *HERE).status == 0
    assert chartrier.json("show", unit) == shown


def test_who_may(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    for source, who in ((archive.unit, archive.reader), (archive.theirs, archive.archivist)):
        answer = archive.chartrier("redact", source, *HIDE, "-o", out, *who, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (4, "ACC-001")
    answer = archive.chartrier("redact", archive.unit, *HIDE, "-o", out, "--deposit", "--json")
    assert (answer.status, answer.json["error"]["code"]) == (2, "DCP-005")
    assert not out.exists()


def test_files(archive: Archive, tmp_path: Path) -> None:
    letter, words, out = tmp_path / "lettre.txt", tmp_path / "mots.txt", tmp_path / "copie.txt"
    letter.write_text("Mme Petit, 06 12 34 56 78\n", "utf-8")
    words.write_text("Petit @comportement\n\n", "utf-8")
    answer = archive.chartrier(
        "redact", letter, "--words", words, "--kind", "phone", "--ground", "vie-privee", "-o", out
    )
    assert (answer.status, out.read_text("utf-8")) == (0, "Mme █████, █████\n")
    assert "2 occultations" in answer.out
    assert "Petit" not in answer.out
    for given, status, code in (
        ((letter, "--word", "Petit", "-o", tmp_path / "y"), 1, "OCC-003"),
        ((letter, "--word", "Absent", "--ground", "vie-privee", "-o", tmp_path / "y"), 2, "OCC-022"),
        ((tmp_path / "absent.pdf", "--word", "Petit", "--ground", "vie-privee", "-o", tmp_path / "y"), 2, "DCP-001"),
        ((letter, "--word", "Petit", "--ground", "vie-privee", "-o", out), 6, "ACC-006"),
        ((letter, "--words", tmp_path, "--ground", "vie-privee", "-o", tmp_path / "y"), 2, "CLI-"),
    ):
        answer = archive.chartrier("redact", *given)
        assert (answer.status, code in answer.out + answer.err) == (status, True), answer
    assert not (tmp_path / "y").exists()
