"""The documents: what they say, whatever the data hold; archival, accessible, the same twice."""

from __future__ import annotations

import csv
import hashlib
import io
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from chartrier.errors import Unavailable
from chartrier.formats.confinement.bounds import Bounds
from chartrier.papers import press
from chartrier.papers.bordereau_elimination import COLUMNS, BordereauElimination
from chartrier.papers.recepisse_depot import received_files
from chartrier.papers.reponse_derogation import Document, ReponseDerogation
from tests.papers import samples
from tests.papers.reading import open_pdf, pages, text

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "bordereau": lambda: samples.bordereau().pdf(),
    "bordereau visé": lambda: samples.bordereau(seen=True).pdf(),
    "attestation": lambda: samples.attestation().pdf(),
    "register": lambda: samples.register().pdf(),
    "dépôt": lambda: samples.depot().pdf(),
    "récépissé": lambda: samples.receipt().pdf(),
    "lettre": lambda: samples.letter().pdf(),
    "chiffres": lambda: samples.figures().pdf(),
    "récolement": lambda: samples.recolement().pdf(),
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, make in DOCUMENTS.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_archival_accessible_and_in_french(made: dict[str, bytes], name: str) -> None:
    reader = open_pdf(made[name])
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.creation_date == samples.MADE
    assert "\u200b" not in str(reader.metadata) + text(made[name])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_page_says_which_it_is(made: dict[str, bytes], name: str) -> None:
    said = pages(made[name])
    for number, page in enumerate(said, 1):
        assert f"page {number} sur {len(said)}" in page


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_data_give_the_same_bytes(made: dict[str, bytes], name: str) -> None:
    assert DOCUMENTS[name]() == made[name]


def test_a_bordereau_before_the_visa(made: dict[str, bytes]) -> None:
    said = text(made["bordereau"])
    for expected in (
        "Bordereau d’élimination n° 2026-003",
        "Commune de Saint-Exemple (SIREN 219 600 426)",
        "Service des finances",
        "28 novembre 2026",
        "12 lignes, 684 fichiers, 70,4 Mo + 3,60 ml",
        "10 ans depuis : clôture de l’exercice 2013 échue le 01/01/2024",
        "DGP/SIAF/2014/006 tableau de gestion, version 3 DUA échue",
        "atteste que la durée d’utilité administrative de chaque ligne est échue",
        "Le directeur des Archives départementales",
        "Signature et cachet :",
    ):
        assert expected in said
    for answer in ("accordé", "refusé", "ajourné"):
        assert f" {answer} " not in said


def test_a_bordereau_with_its_visa(made: dict[str, bytes]) -> None:
    said = text(made["bordereau visé"])
    assert "refusé à conserver : seul exemplaire connu" in said
    assert "ajourné contentieux en cours" in said
    assert "6 lignes accordées (468 fichiers, 48,1 Mo) ; 3 lignes refusées (216" in said
    assert "3 lignes ajournées" in said
    assert "Nom : Jeanne Martin" in said


def test_headers_and_the_digest_are_on_every_page() -> None:
    said = pages(samples.bordereau(60).pdf())
    assert len(said) > 3
    for page in said:
        assert f"Empreinte des lignes : {samples.DIGEST}" in page
    for page in said[:-1]:
        assert " ".join(column.title for column in COLUMNS) in page


def test_an_attestation_names_what_is_still_owed(made: dict[str, bytes]) -> None:
    said = text(made["attestation"])
    assert "inscription n° 1 204 du journal" in said
    assert "b reste à faire" in said
    assert "effacés des copies qui en portent la date ci-dessus" in said
    assert "1 ligne accordée n’a pas été détruite" in said
    assert "certificat n° 4411" in said


def test_a_recolement_comes_in_three_copies_with_one_etat(made: dict[str, bytes]) -> None:
    said = pages(made["récolement"])
    for position, holder in enumerate(("l’autorité sortante", "l’autorité entrante", "des Archives départementales")):
        assert f"Exemplaire de {holder}".replace("de des", "des") in said[position]
        assert "Jeanne Martin est déchargé(e)" in said[position]
    assert sum("État de récolement arrêté au" in page for page in said) == 1
    state = text(samples.recolement(discharge=False).pdf())
    assert "déchargé" not in state
    assert "Registres de délibérations" in state


def test_a_refusal_says_where_to_appeal(made: dict[str, bytes]) -> None:
    said = text(made["lettre"])
    assert "accordée en partie" in said
    assert "motif : la vie privée de tiers" in said
    assert (
        "Vous pouvez saisir la Commission d’accès aux documents administratifs (CADA) avant le 28 janvier 2027." in said
    )
    assert "recours" not in text(samples.letter(refused=False).pdf())
    with pytest.raises(ValueError, match="voies de recours"):
        ReponseDerogation(
            "R", samples.COMMUNE, "X", (), samples.TODAY, samples.TODAY, "SIAF", "L",
            [Document("D", "", False, "motif")], samples.MADE,
        )  # fmt: skip


HOSTILE = (
    '#panic("x")',
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0"',
    "*gras* _italique_ $x^2$ `code` <label> @ref",
    r"\ \u{41} \\ // commentaire /* fin */",
    "= Titre",
    "</script> &lt; \" ' { } [ ] ~ --- ...",
    "]; #sys.inputs",
)


def test_data_are_text_whatever_they_hold() -> None:
    said = text(samples.bordereau(1, title=" ".join(HOSTILE)).pdf()).replace("- ", "").replace(" ", "")
    for each in HOSTILE:
        assert each.replace("- ", "").replace(" ", "") in said


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("facture\u202egpj.exe", "facture[U+202E]gpj.exe"),
        ("a\u2066b\u2069c\u200fd", "a[U+2066]b[U+2069]c[U+200F]d"),
        ("zéro\u200blargeur\u00ad fin\x00", "zéro[U+200B]largeur[U+00AD] fin[U+0000]"),
        ("社 \U0001f600 \ue000 \ud800", "[U+793E] [U+1F600] [U+E000] [U+D800]"),
        ("ligne\r\nsuivante\u2028fin", "ligne suivante[U+2028]fin"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_what_is_not_seen_is_named(title: str, shown: str) -> None:
    assert shown in text(samples.bordereau(1, title=title).pdf())


def test_a_word_without_end_stays_in_its_column() -> None:
    said = text(samples.bordereau(1, title="x" * 5_000).pdf()).replace(" ", "")
    assert said.count("x") >= 5_000
    for page in open_pdf(samples.bordereau(1, title="x" * 5_000).pdf()).pages:
        page.extract_text(visitor_text=_within(float(page.mediabox.width)))


def _within(width: float) -> Callable[..., None]:
    def visit(text: str, _: object, matrix: list[float], font: object, size: float) -> None:
        if set(text.strip()) == {"x"}:
            assert matrix[4] + len(text.strip()) * size * 0.3 < width * 0.5

    return visit


def test_two_thousand_lines() -> None:
    document = samples.bordereau(2_000)
    began = time.monotonic()
    data = document.pdf()
    seconds = time.monotonic() - began
    reader = open_pdf(data)
    print(f"bordereau of 2,000 lines: {len(reader.pages)} pages, {len(data):,} bytes, {seconds:.1f} s")
    last = " ".join(page.extract_text() for page in reader.pages[-2:])
    assert "Total : 2\u202f000\u00a0lignes" in last
    assert f"page {len(reader.pages)} sur {len(reader.pages)}" in last


def test_a_compositor_that_has_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "BOUNDS", Bounds(memory=48 << 20))
    with pytest.raises(Unavailable) as caught:
        samples.bordereau(2_000).pdf()
    assert caught.value.finding.code == "PAP-001"


def test_a_compositor_that_is_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "SECONDS", 0.2)
    with pytest.raises(Unavailable) as caught:
        samples.bordereau(2_000).pdf()
    assert caught.value.finding.code == "PAP-001"


def rows(document: BordereauElimination) -> list[list[str]]:
    data = document.csv()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_lines_as_csv() -> None:
    header, *lines = rows(samples.bordereau(4, seen=True))
    assert header[:4] == ["Numéro", "Intitulé", "Date de début", "Date de fin"]
    first = dict(zip(header, lines[0], strict=True))
    assert (first["Octets"], first["Échéance"], first["Visa"]) == ("1234567", "2024-01-01", "accordé")
    paper = dict(zip(header, lines[2], strict=True))
    assert (paper["Mètres linéaires"], paper["Support"]) == ("1,20", "papier")


def test_a_receipt_lists_what_it_is_of_or_proves_the_list() -> None:
    few = text(samples.receipt(2).pdf())
    assert "28 novembre 2026 à 20 h 00" in few.replace("\N{NO-BREAK SPACE}", " ")
    assert all(each.name in few and each.sha512 in few.replace(" ", "") for each in samples.received(2))
    many = text(samples.receipt(201).pdf())
    listed = "".join(each.line for each in samples.received(201))
    assert hashlib.sha512(listed.encode()).hexdigest() in many.replace(" ", "") and "Lettre n° 1" not in many


def test_a_receipt_tells_what_came_and_what_is_left() -> None:
    files = replace(received_files(samples.received(2)), count=5, size=6_170, gone=3)
    told = " ".join(text(replace(samples.receipt(), files=files, accepted=True).pdf()).split())
    assert "5 fichiers" in told and "6,2 ko" in told
    assert "sortis de l’archive (élimination, ou transfert) : 3 fichiers" in told and "Lettre n° 2" in told


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "-2", "+3", "\tx", "'=x"])
def test_no_cell_is_a_formula(title: str) -> None:
    _, line = rows(samples.bordereau(1, title=title))
    assert line[1] == f"'{title}"


def test_nothing_of_the_machine_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The templates are ours; were one not, it would still read nothing."""
    for source in ('#read("/etc/hostname")', '#read("../../etc/hostname")', '#import "@preview/cetz:0.3.0"'):
        monkeypatch.setattr(press, "_source", lambda _, source=source: f"#set document(title: [x])\n{source}")
        with pytest.raises(Unavailable) as caught:
            press.lay_out("paper", {}, samples.MADE)
        assert caught.value.finding.code == "PAP-001"
