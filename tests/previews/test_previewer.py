"""Texts and pictures of real bytes, by the real confined process; and of bytes that mean harm."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chartrier.errors import Unavailable
from chartrier.formats.confinement.bounds import Bounds
from chartrier.previews import findings
from chartrier.previews.kinds import Kind, kind_of
from chartrier.previews.limits import LARGEST_SIDE, TEXT_LENGTH
from chartrier.previews.previewer import Extract, Previewer, State
from chartrier.previews.table import rows_of, table_of
from tests.previews.samples import (
    HEIC,
    bomb,
    deep,
    docx,
    eml,
    form,
    forwarding,
    msg,
    odt,
    pdf,
    picture,
    plan,
    tiff,
    xlsx,
    zipped,
)

PROGRAMS = str(Path(__file__).with_name("programs.py"))

NESTED = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 9000


@pytest.fixture(scope="module")
def previewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewer]:
    folder = tmp_path_factory.mktemp("previews")
    with Previewer(folder) as made:
        yield made


def read(previewer: Previewer, data: bytes, kind: Kind) -> Extract:
    previewer.write(data)
    return previewer.text(kind)


def test_the_text_of_each_page_of_a_pdf(previewer: Previewer) -> None:
    found = read(previewer, pdf("Délibération sur l'école", "Vote unanime"), Kind.PDF)
    assert (found.state, found.pages, found.cut) == (State.DONE, 2, False)
    assert [page.strip() for page in found.text.split("\f")] == ["Délibération sur l'école", "Vote unanime"]


def test_a_pdf_made_of_pictures_has_no_text(previewer: Previewer) -> None:
    found = read(previewer, pdf(""), Kind.PDF)
    assert (found.state, found.pages, found.why) == (State.NOTHING, 1, findings.NOTHING_TO_EXTRACT)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Séance à l’école".encode(), "Séance à l’école"),
        ("\ufeffSéance".encode(), "Séance"),
        ("Séance à 12 €".encode("cp1252"), "Séance à 12 €"),
        ("\ufeffSéance".encode("utf-16-le"), "Séance"),
        ("\ufeffSéance".encode("utf-16-be"), "Séance"),
        (b"a\0b", "a b"),
    ],
)
def test_the_encoding_of_a_plain_text_is_guessed(previewer: Previewer, data: bytes, text: str) -> None:
    assert read(previewer, data, Kind.TEXT).text == text


def test_a_long_text_is_cut(previewer: Previewer) -> None:
    found = read(previewer, "é".encode() * (TEXT_LENGTH + 1), Kind.TEXT)
    assert (len(found.text), found.cut) == (TEXT_LENGTH, True)
    assert not read(previewer, "😀".encode() * TEXT_LENGTH, Kind.TEXT).cut


def test_office_documents(previewer: Previewer) -> None:
    assert read(previewer, docx(["Marché public", "Lot &amp; prix"]), Kind.OFFICE).text == "Marché public\nLot & prix"
    assert read(previewer, odt(["Registre", "Cimetière"]), Kind.OFFICE).text == "Registre\nCimetière"
    assert read(previewer, xlsx("Budget", "1200"), Kind.OFFICE).text.split() == ["Budget", "1200"]


def test_an_email(previewer: Previewer) -> None:
    found = read(previewer, eml(), Kind.MAIL)
    assert ("Subject", "Contrôle de légalité") in found.headers
    assert found.text == "Veuillez trouver ci-joint la délibération.\n"
    assert found.attachments == (("délib.pdf", "application/pdf", 4),)


def test_an_email_in_html_is_its_words(previewer: Previewer) -> None:
    found = read(previewer, eml(html_only=True), Kind.MAIL)
    assert found.text == "Bonjour Madame"
    assert not found.attachments


def html(page: str) -> bytes:
    return f"Content-Type: text/html; charset=utf-8\nSubject: Avis\n\n{page}".encode()


def test_an_email_that_does_not_close_its_head_is_read(previewer: Previewer) -> None:
    page = "<html><head><style>p{}</style><meta charset=utf-8><body><p>Convocation du conseil</p></body></html>"
    assert read(previewer, html(page), Kind.MAIL).text == "Convocation du conseil"
    page = "<head><script>alert(1)</script><p>Convocation</p>du conseil"
    assert read(previewer, html(page), Kind.MAIL).text == "Convocation\ndu conseil"


def test_the_cells_of_a_table_are_apart(previewer: Previewer) -> None:
    page = "<table><tr><th>Nom</th><td>Durand</td></tr>\n<tr><td>Lot</td><td>12</td></tr></table>"
    assert [line.split() for line in read(previewer, html(page), Kind.MAIL).text.split("\n") if line] == [
        ["Nom", "Durand"],
        ["Lot", "12"],
    ]


def test_what_an_email_forwards_is_read(previewer: Previewer) -> None:
    found = read(previewer, forwarding(2), Kind.MAIL)
    for each in ("rang 1", "TR 0", "rang 0", "Nuisances du chantier", "Riverain", "marteau-piqueur"):
        assert found.text.count(each) == 1, each
    assert found.text.index("rang 1") < found.text.index("TR 0") < found.text.index("marteau")
    assert [name for name, _, _ in found.attachments] == ["TR 0", "Nuisances du chantier", "bruit.wav"]
    deep = read(previewer, forwarding(9), Kind.MAIL)
    assert "rang 4" in deep.text and "rang 3" not in deep.text


def test_a_web_page_is_its_words(previewer: Previewer) -> None:
    page = "<!DOCTYPE html><title>Avis &amp; r&eacute;unions</title><script>alert(1)</script><p>S&eacute;ance<p>Vote"
    assert read(previewer, page.encode(), Kind.HTML).text == "Avis & réunions\n\nSéance\nVote"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"not a pdf", Kind.PDF),
        (pdf("Bonjour")[:-200], Kind.PDF),
        (docx(["Bonjour"])[:60], Kind.OFFICE),
        (docx(["Bonjour"], '<!DOCTYPE d [<!ENTITY a "aaaa">]>'), Kind.OFFICE),
        (docx(["&a;"], '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), Kind.OFFICE),
        (NESTED, Kind.MAIL),
    ],
    ids=["no pdf", "cut pdf", "cut office", "entity", "outside entity", "nested"],
)  # fmt: skip
def test_what_is_damaged_or_means_harm_is_not_read(previewer: Previewer, data: bytes, kind: Kind) -> None:
    found = read(previewer, data, kind)
    assert found.state is not State.GIVEN_UP
    assert "root:" not in found.text
    assert "aaaa" not in found.text
    if kind is not Kind.MAIL and data[:4] != b"%PDF":
        assert (found.state, found.why) == (State.FAILED, findings.UNREADABLE)
    assert read(previewer, b"encore", Kind.TEXT).text == "encore"


def test_a_zip_bomb_is_refused(previewer: Previewer) -> None:
    bomb = zipped({"word/document.xml": b"<a>" + b" " * (65 << 20) + b"</a>"})
    assert len(bomb) < 1 << 20
    assert read(previewer, bomb, Kind.OFFICE).state is State.TOO_BIG


def test_a_zip_that_lies_about_its_size_is_refused(previewer: Previewer) -> None:
    inside = b"<a>" + b" " * (65 << 20) + b"</a>"
    bomb = bytearray(zipped({"word/document.xml": inside}))
    real = struct.pack("<I", len(inside))
    while (place := bomb.find(real)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 100)
    assert read(previewer, bytes(bomb), Kind.OFFICE).state in (State.TOO_BIG, State.FAILED)


def test_pages_of_a_pdf_as_pictures(previewer: Previewer) -> None:
    previewer.write(pdf("Une", "Deux"))
    whole = previewer.picture(Kind.PDF, page=1, side=842)
    assert (whole.state, whole.pages) == (State.DONE, 2)
    with Image.open(io.BytesIO(whole.data)) as seen:
        assert max(seen.size) in (842, 843)
        assert min(seen.convert("L").tobytes()) < 100
    assert previewer.picture(Kind.PDF, page=2).state is State.FAILED


def test_what_a_form_holds_is_read(previewer: Previewer) -> None:
    found = read(previewer, form(), Kind.PDF)
    words = found.text
    assert found.state is State.DONE
    for each in ("Demande", "Dupontel", "Nom du demandeur", "Certifié par Marchandeau", "Visa du maire", "Besancourt"):
        assert words.count(each) == 1, each
    # what a field is too small to draw
    assert "Long : suite qui depasse" in words
    assert not [each for each in ("secretissime", "invisible", "PIRATE") if each in words]


def test_what_a_form_holds_is_drawn(previewer: Previewer) -> None:
    previewer.write(form())
    shown = previewer.picture(Kind.PDF, side=842)
    with Image.open(io.BytesIO(shown.data)) as seen:
        page = seen.convert("L")
    for what, top in (("a field", 112), ("a signature", 212), ("a field without a drawing", 312)):
        assert min(page.crop((40, top, 340, top + 30)).tobytes()) < 100, what
    assert min(page.crop((40, 512, 340, 542)).tobytes()) == 255, "what is hidden"


@pytest.mark.parametrize("written", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
def test_pictures_are_encoded_anew(previewer: Previewer, written: str) -> None:
    previewer.write(picture(3000, 1500, form=written) + b"<script>alert(1)</script>")
    shown = previewer.picture(Kind.PICTURE)
    assert shown.state is State.DONE
    assert b"script" not in shown.data
    with Image.open(io.BytesIO(shown.data)) as seen:
        assert seen.size == (LARGEST_SIDE, LARGEST_SIDE // 2)
        assert seen.format in ("PNG", "JPEG")


def test_nothing_of_the_camera_is_left(previewer: Previewer) -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x0112] = "chez Mme Planté", 6
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif)
    previewer.write(out.getvalue())
    shown = previewer.picture(Kind.PICTURE)
    with Image.open(io.BytesIO(shown.data)) as seen:
        assert seen.size == (40, 60)  # as it was meant to be seen
        assert not seen.getexif()


def test_a_picture_of_too_many_pixels_is_not_decoded(previewer: Previewer) -> None:
    previewer.write(bomb())
    shown = previewer.picture(Kind.PICTURE)
    assert (shown.state, shown.why) == (State.TOO_BIG, findings.TOO_BIG)


@pytest.mark.parametrize(
    ("written", "options"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("TIFF", {"compression": "group4"})],
    ids=["jpeg", "progressive", "group 4"],
)
def test_the_plan_of_a_building_is_shown(previewer: Previewer, written: str, options: dict[str, Any]) -> None:
    previewer.write(plan(written, **options))
    shown = previewer.picture(Kind.PICTURE)
    assert shown.state is State.DONE
    with Image.open(io.BytesIO(shown.data)) as seen:
        page = seen.convert("L")
    assert max(page.size) == LARGEST_SIDE
    assert page.getpixel((100, 100)) < 10 and page.getpixel((1_900, 1_300)) > 245
    assert min(page.crop((1_700, 700, 1_720, 701)).tobytes()) < 230, "no line is left out"


@pytest.mark.parametrize(("mode", "written"), [("I;16", "TIFF"), ("I;16", "PNG"), ("I", "TIFF"), ("F", "TIFF")])
def test_greys_of_more_than_8_bits_are_seen(previewer: Previewer, mode: str, written: str) -> None:
    previewer.write(deep(mode, written))
    shown = previewer.picture(Kind.PICTURE)
    with Image.open(io.BytesIO(shown.data)) as seen:
        top, middle, bottom = (seen.convert("L").getpixel((128, place)) for place in (5, 128, 250))
    assert top < 20 and 110 < middle < 145 and bottom > 235


def test_greys_whose_zero_is_white_are_seen(previewer: Previewer) -> None:
    black_is_zero, white_is_zero = (struct.pack("<HHIH", 262, 3, 1, zero) for zero in (1, 0))
    scan = deep("I;16")
    assert scan.count(black_is_zero) == 1
    previewer.write(scan.replace(black_is_zero, white_is_zero))
    shown = previewer.picture(Kind.PICTURE)
    with Image.open(io.BytesIO(shown.data)) as seen:
        top, bottom = (seen.convert("L").getpixel((128, place)) for place in (5, 250))
    assert top > 235 and bottom < 20


def test_what_is_no_picture_is_not_shown_as_one(previewer: Previewer) -> None:
    for data in (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        previewer.write(data)
        assert previewer.picture(Kind.PICTURE).state is State.FAILED
    assert previewer.picture(Kind.TEXT).state is State.NOTHING


def test_the_process_has_neither_network_nor_files(tmp_path: Path) -> None:
    with Previewer(tmp_path, program=(PROGRAMS,)) as previewer:
        assert previewer.confinement.network
        assert list(tmp_path.iterdir()) == []
        if previewer.confinement.files:
            (tmp_path / "secret").write_text("secret")
            previewer.write(f"read {tmp_path / 'secret'}".encode())
            assert (previewer.text(Kind.TEXT).state, previewer.file.closed) == (State.FAILED, False)


@pytest.mark.parametrize("way", ["die", "sleep", "lie", "flood"])
def test_a_document_that_takes_the_process_over_costs_only_itself(tmp_path: Path, way: str) -> None:
    """The program of the tests does what its document says, as one would that was taken over."""
    with Previewer(tmp_path, seconds=2, program=(PROGRAMS,)) as previewer:
        previewer.write(way.encode())
        found = previewer.text(Kind.TEXT)
        assert (found.state, found.why) == (State.FAILED, findings.STOPPED)
        previewer.write(b"bonjour")
        assert previewer.text(Kind.TEXT).text == "bonjour"


def test_too_many_deaths_give_up(tmp_path: Path) -> None:
    with Previewer(tmp_path, patience=2, program=(PROGRAMS,)) as previewer:
        previewer.write(b"die")
        states = [previewer.text(Kind.TEXT).state for _ in range(3)]
    assert states == [State.FAILED, State.FAILED, State.GIVEN_UP]


def test_too_little_memory_is_told(tmp_path: Path) -> None:
    with Previewer(tmp_path, bounds=Bounds(memory=120 << 20)) as previewer:
        previewer.write(picture(9000, 9000))
        assert previewer.picture(Kind.PICTURE).state in (State.TOO_BIG, State.FAILED)


def test_a_program_that_does_not_start_is_told(tmp_path: Path) -> None:
    with Previewer(tmp_path, program=(str(tmp_path / "none.py"),)) as previewer, pytest.raises(Unavailable):
        previewer.text(Kind.TEXT)


@pytest.mark.parametrize(
    ("media", "name", "kind"),
    [
        ("application/pdf", "a.txt", Kind.PDF),
        ("text/plain", "a.csv", Kind.TABLE),
        (None, "courrier.EML", Kind.MAIL),
        ("image/svg+xml", "logo.svg", Kind.TEXT),
        ("text/html", "page.html", Kind.HTML),
        ("text/plain", "page.htm", Kind.HTML),
        ("video/mp4, audio/mp4", "a", Kind.VIDEO),
        ("application/zip", "a.csv", Kind.OTHER),
        ("application/zip", "a.DOCX", Kind.OFFICE),
        ("application/vnd.oasis.opendocument.text", "a.odt", Kind.OFFICE),
        (None, None, Kind.OTHER),
    ],
)
def test_the_kind_of_a_document(media: str | None, name: str | None, kind: Kind) -> None:
    assert kind_of(media, name) is kind


def test_a_table_by_whatever_parts_its_cells() -> None:
    assert rows_of('nom;montant\n"Ville, A";12\n') == [["nom", "montant"], ["Ville, A", "12"]]
    assert rows_of("a,b\n1,2") == [["a", "b"], ["1", "2"]]
    assert rows_of("") == []
    assert rows_of('a;b\r\n"Multi\nligne";2\r\n') == [["a", "b"], ["Multi\nligne", "2"]]
    assert rows_of("a;b\r1;2\r") == [["a", "b"], ["1", "2"]]
    long = "nom;montant\n" + "Ville;12\n" * 900
    assert [table_of(text)[1] for text in (long, long[: 12 + 9 * 499], "a,b\n1,2", "")] == [False, True, True, True]


@pytest.mark.parametrize("limit", [131_072, 1 << 30])
def test_a_quote_that_nothing_closes_ends_a_table(limit: int) -> None:
    """Whatever others made of the limit that the `csv` module has for the whole process."""
    unclosed = 'a;b\n1;2\n"' + "mot;1\n" * 60_000
    before = csv.field_size_limit(limit)
    try:
        assert table_of(unclosed) == ([["a", "b"], ["1", "2"]], False)
    finally:
        csv.field_size_limit(before)


def test_a_message_of_outlook(previewer: Previewer) -> None:
    found = read(previewer, msg("Contrôle de légalité", "Veuillez trouver…", "Mairie", "délib.pdf"), Kind.MAIL)
    assert dict(found.headers)["Subject"] == "Contrôle de légalité"
    assert found.text == "Veuillez trouver…"
    assert found.attachments == (("délib.pdf", "application/pdf", 8),)
    harmed = msg("a", "b", "c", "d")[:1_200] + b"\xff" * 3_000
    assert read(previewer, harmed, Kind.MAIL).state in (State.FAILED, State.NOTHING)
    assert kind_of("application/vnd.ms-outlook", "a.msg") is Kind.MAIL
    assert kind_of(None, "a.msg") is Kind.MAIL


def test_a_picture_of_a_telephone(previewer: Previewer) -> None:
    previewer.write(HEIC)
    made = previewer.picture(Kind.PICTURE)
    with Image.open(io.BytesIO(made.data)) as seen:
        assert seen.size == (32, 24)
        red, green, _ = seen.convert("RGB").getpixel((16, 12))
        assert red > 150 > green
    previewer.write(HEIC[:300] + b"\xff" * 200)
    assert previewer.picture(Kind.PICTURE).state is State.FAILED
    assert kind_of("image/heic", None) is Kind.PICTURE


def test_a_film_is_known_by_any_of_its_types() -> None:
    assert kind_of("application/mp4", "a.mp4") is Kind.VIDEO
    assert kind_of("application/x-other, video/mp4", "a.mp4") is Kind.VIDEO
    assert kind_of("audio/mpeg, video/mpeg", "a.mp3") is Kind.AUDIO


def test_each_picture_of_a_scanned_register(previewer: Previewer) -> None:
    previewer.write(tiff((30, 20), (20, 30), (10, 10)))
    made = [previewer.picture(Kind.PICTURE, page=number) for number in range(3)]
    assert [each.pages for each in made] == [3, 3, 3]
    sizes = []
    for each in made:
        with Image.open(io.BytesIO(each.data)) as seen:
            sizes.append(seen.size)
    assert sizes == [(30, 20), (20, 30), (10, 10)]
    assert previewer.picture(Kind.PICTURE, page=3).state is State.FAILED


CORE = (
    '<c xmlns:dc="urn:dc" xmlns:t="urn:t"><dc:title>Rapport annuel</dc:title>'
    "<t:created>2025-02-03T10:00:00Z</t:created></c>"
)
META = "<m xmlns:d='urn:d'><d:title>Plan de classement</d:title><d:creation-date>2024-05-06</d:creation-date></m>"


def taken(day: str, shows: str | bytes = "") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    if shows:
        exif[0x010E] = shows
    exif.get_ifd(0x8769)[0x9003] = f"{day} 10:11:12"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "title", "day", "words"),
    [
        (pdf("Séance", title="Vote", created="D:20260312090000Z"), Kind.PDF, "Vote", "2026-03-12", "Séance"),
        (zipped({"docProps/core.xml": CORE}), Kind.OFFICE, "Rapport annuel", "2025-02-03", ""),
        (zipped({"content.xml": "<o/>", "meta.xml": META}), Kind.OFFICE, "Plan de classement", "2024-05-06", ""),
        (taken("2023:07:14"), Kind.PICTURE, "", "2023-07-14", ""),
        (taken("2023:07:14", "Le lavoir, côté rue".encode()), Kind.PICTURE, "Le lavoir, côté rue", "2023-07-14", ""),
        (taken("2023:07:14", "Fête".encode("latin-1")), Kind.PICTURE, "Fête", "2023-07-14", ""),
        (taken("0000:00:00"), Kind.PICTURE, "", "None", ""),
        (b"Subject: Avis\nDate: Thu, 12 Mar 2026 10:00:00 +0100\n\nBon", Kind.MAIL, "Avis", "2026-03-12", "Bon"),
        (b"<title>Avis\nau public</title><p>Bon", Kind.HTML, "Avis au public", "None", "Avis"),
        (b"Objet : voirie", Kind.TEXT, "", "None", "Objet"),
    ],
    ids=["pdf", "ooxml", "odf", "photograph", "said to show", "in latin", "no day", "mail", "web page", "text"],
)  # fmt: skip
def test_what_documents_say_they_are(
    previewer: Previewer, data: bytes, kind: Kind, title: str, day: str, words: str
) -> None:
    previewer.write(data)
    found = previewer.beginning(kind)
    assert (found.state, found.title, str(found.day)) == (State.DONE, title, day)
    assert found.text.strip().startswith(words)


def test_properties_with_entities_are_not_read(previewer: Previewer) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><title>&e;</title></a>'
    previewer.write(zipped({"word/document.xml": "<w/>", "docProps/core.xml": bomb}))
    assert previewer.beginning(Kind.OFFICE).state is State.FAILED
