"""What is hidden is gone: from the text, from the pixels, from every stream; and nothing of the old file came along."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from odfdo import Document
from PIL import Image
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, RectangleObject, StreamObject

from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.previews.kinds import Kind
from chartrier.records.finding import Findings
from chartrier.redaction import paged
from chartrier.redaction.redacted import Redacted, register_of
from chartrier.redaction.redacting import redact
from chartrier.redaction.wanted import Request, understand
from chartrier.rules.series.vocabulary import folded
from tests.previews.samples import docx, pdf, picture, zipped

NIR = "2 95 10 99 126 111 93"
SECRET = "Élodie Müller-Petit"
PAGES = (
    f"Le maire reçoit Madame Elodie MULLER PETIT\nNIR {NIR}\nelodie@exemple.fr\nla séance continue",
    "Élodie\nMüller-Petit est absente\nRoyaume de Roy",
)


def made(source: bytes, kind: Kind, folder: Path, **wanted: Any) -> tuple[bytes, Redacted]:
    findings = Findings()
    request = Request(**{"ground": "vie-privee", **wanted})
    understood = understand(request, findings)
    assert not findings.refused, [each.message("fr") for each in findings]
    out = io.BytesIO()
    redacted = redact(io.BytesIO(source), kind, understood, out, folder, lambda done, of: None)
    return out.getvalue(), redacted


def refused(folder: Path, source: bytes, kind: Kind, **wanted: Any) -> str:
    with pytest.raises(ChartrierError) as told:
        made(source, kind, folder, **wanted)
    return told.value.finding.code


def laden() -> bytes:
    """A PDF that says the secret wherever a PDF can: text, title, outline, note, attachment, an earlier version."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*PAGES, title=f"Dossier de {SECRET}")))
    writer.add_outline_item(title=SECRET, page_number=0)
    writer.add_attachment("note.txt", SECRET.encode())
    writer.add_annotation(0, FreeText(text=SECRET, rect=(40, 500, 400, 540)))
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{SECRET}</a></x:xmpmeta>".encode()
    first = io.BytesIO()
    writer.write(first)
    second = pypdf.PdfWriter(io.BytesIO(first.getvalue()), incremental=True)
    second.add_metadata({"/Subject": SECRET})
    out = io.BytesIO()
    second.write(out)
    return out.getvalue()


def stamped(words: str) -> bytes:
    """A page with a stamp: an annotation that is drawn, whose words are in no text of the page."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Texte de la page")))
    page = writer.pages[0]
    drawn = StreamObject()
    drawn.set_data(b"BT /F1 18 Tf 2 6 Td (" + words.encode("cp1252") + b") Tj ET")
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): RectangleObject((0, 0, 200, 30)),
            NameObject("/Resources"): page["/Resources"],
        }
    )
    stamp = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): RectangleObject((300, 300, 500, 330)),
            NameObject("/F"): NumberObject(4),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(drawn)}),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def every_stream(data: bytes) -> bytes:
    """The file, and what each of its streams holds."""
    parts = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            parts.append(found[1])
    return b"\n".join(parts)


def pages_of(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].render(scale=200 / 72).to_pil().convert("L") for number in range(len(document))]
    finally:
        document.close()


def test_a_pdf_is_made_of_what_is_seen_of_it_only(tmp_path: Path) -> None:
    source = laden()
    asked = {"words": [SECRET, "Roy @comportement"], "kinds": ["nir", "email", "iban"], "motive": "Demande 12"}
    assert SECRET.encode() in every_stream(source)
    assert source.count(b"%%EOF") == 2
    data, redacted = made(
        source,
        Kind.PDF,
        tmp_path,
        **asked,
    )
    held = every_stream(data)
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "cp1252"):
        for word in (SECRET, "Müller", "MULLER", "elodie@", NIR):
            assert word.encode(encoding) not in held
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert [page.extract_text() for page in reader.pages] == ["", ""]
    assert (reader.metadata, reader.xmp_metadata, reader.outline, dict(reader.attachments)) == (None, None, [], {})
    assert set(reader.trailer["/Root"]) == {"/Type", "/Pages"}  # type: ignore[arg-type]
    assert all("/Annots" not in page for page in reader.pages)
    assert data.count(b"%%EOF") == 1
    pages = [each.page for each in redacted.occultations]
    assert sorted(pages) == [1, 1, 1, 2, 2] or sorted(pages) == [1, 1, 1, 1, 2, 2]
    assert dict(redacted.grounds)["comportement"] == 1
    assert {each.code for each in redacted.findings} >= {"OCC-012", "OCC-015"}
    assert redacted.pages == 2
    again, _ = made(
        source,
        Kind.PDF,
        tmp_path,
        **asked,
    )
    assert again == data
    told = register_of(redacted.occultations, "=Demande 12").decode("utf-8-sig")
    assert "L311-6, 3°" in told
    assert "'=Demande" in told
    assert "ller" not in told


def told_by_others(data: bytes, folder: Path) -> tuple[str, str]:
    """What pdftotext reads in a PDF, and what Tesseract sees on its pages."""
    (folder / "x.pdf").write_bytes(data)
    read = subprocess.run(["pdftotext", folder / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()
    seen = []
    for page in pages_of(data):
        page.save(folder / "x.png")
        command = ["tesseract", folder / "x.png", "-", "-l", "fra", "--dpi", "200"]
        environ = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        seen.append(subprocess.run(command, capture_output=True, check=True, env=environ).stdout.decode())
    return read, folded(" ".join(seen))


@pytest.mark.skipif(
    shutil.which("tesseract") is None or shutil.which("pdftotext") is None,
    reason="tesseract or pdftotext is not installed: NOBODY READS A REDACTED PAGE BY OCR (.ci/tesseract.sh)",
)
def test_others_read_nothing_of_what_is_hidden(tmp_path: Path) -> None:
    """Words are there before, by OCR too; afterwards nothing of them, and what is not hidden is still read."""
    source = laden()
    read, seen = told_by_others(source, tmp_path)
    hidden = ("elodie muller petit", "elodie@exemple.fr", "126 111 93", "elodie muller-petit")
    assert "Müller-Petit" in read
    assert [word for word in hidden if word not in " ".join(seen.split())] == []
    data, _ = made(source, Kind.PDF, tmp_path, words=[SECRET], kinds=["nir", "email"])
    read, seen = told_by_others(data, tmp_path)
    assert read.strip("\f\n ") == ""
    for word in ("elodie", "muller", "petit", "exemple", "126", "111"):
        assert word not in seen
    assert "le maire recoit" in seen and "la seance continue" in seen and "est absente" in seen


def test_what_annotations_say_is_found_too(tmp_path: Path) -> None:
    source = stamped("Durand")
    (before,), (after,) = pages_of(source), pages_of(made(source, Kind.PDF, tmp_path, words=["Durand"])[0])
    place = tuple(round(each * before.width / 595) for each in (300, 842 - 330, 400, 842 - 300))
    assert before.crop(place).histogram()[0] > 0  # type: ignore[arg-type]
    stamp = after.crop(place).point(lambda value: 255 * (value < 128)).getbbox()  # type: ignore[arg-type]
    assert stamp is not None
    assert after.crop(place).crop(stamp).getextrema() == (0, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_what_is_hidden_is_where_it_is_seen(tmp_path: Path, turn: int) -> None:
    """On a page that shows the word alone, turned and cropped, one black rectangle is left, whole."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Çàgjpqÿ")))
    page = writer.pages[0]
    page.rotate(turn)
    page[NameObject("/CropBox")] = RectangleObject((20, 400, 500, 820))
    out = io.BytesIO()
    writer.write(out)
    (before,) = pages_of(out.getvalue())
    data, redacted = made(out.getvalue(), Kind.PDF, tmp_path, words=["cagjpqy"])
    (after,) = pages_of(data)
    assert len(redacted.occultations) == 1
    box = after.point(lambda value: 255 * (value < 128)).getbbox()
    written = before.point(lambda value: 255 * (value < 250)).getbbox()
    assert box is not None
    assert written is not None
    assert box[0] <= written[0] and box[1] <= written[1] and box[2] >= written[2] and box[3] >= written[3]
    assert after.crop(box).getextrema() == (0, 0)
    assert after.histogram()[0] == (box[2] - box[0]) * (box[3] - box[1]) < after.width * after.height / 20


def test_areas_and_pictures(tmp_path: Path) -> None:
    source = picture(400, 200, mode="RGB", form="JPEG")
    data, redacted = made(source, Kind.PICTURE, tmp_path, areas=["1: 25,25,75,75"], words=["visage"])
    assert {each.code for each in redacted.findings} == {"OCC-013", "OCC-025"}
    assert refused(tmp_path, source, Kind.PICTURE, words=["visage"]) == "OCC-022"
    assert refused(tmp_path, source, Kind.PICTURE, areas=["2: 0,0,10,10"]) == "OCC-016"
    white = Image.new("RGB", (400, 200), "white")
    out = io.BytesIO()
    white.save(out, "PNG")
    data, _ = made(out.getvalue(), Kind.PICTURE, tmp_path, areas=["1: 25,25,75,75"])
    (page,) = pages_of(data)
    assert page.getpixel((page.width // 2, page.height // 2)) == 0
    assert page.getpixel((page.width // 8, page.height // 8)) == 255


def test_a_copy_in_which_something_is_left_is_not_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the painting is found by reading the copy again."""
    monkeypatch.setattr(paged, "painted", lambda page, patches: painting(page, patches[1:]))
    from chartrier.redaction.painting import painted as painting

    with pytest.raises(IntegrityFailure) as told:
        made(pdf("Le nom de Durand\net celui de Martin"), Kind.PDF, tmp_path, words=["Durand", "Martin"])
    assert told.value.finding.code == "OCC-020"


def test_texts(tmp_path: Path) -> None:
    text = f"M. Jean DUPONT-\nNEMOURS, né le 3 mars 1960.\nNIR {NIR}\nDupontel reste. Tél : 06 12 34 56 78\n"
    data, redacted = made(text.encode(), Kind.TEXT, tmp_path, words=["Dupont", "0612345678"], kinds=["birth", "nir"])
    assert data.decode() == "M. Jean █████-\nNEMOURS, né le █████.\nNIR █████\nDupontel reste. Tél : █████\n"
    assert sorted((each.line, each.target.text) for each in redacted.occultations) == [
        (1, "Dupont"), (2, ""), (3, ""), (4, "0612345678"),
    ]  # fmt: skip
    assert [each.code for each in redacted.findings] == ["OCC-015"]
    for code in ('{"nom": "Dup\\u006fnt"}', "<p>Dup&#111;nt</p>", "<html>Dupont</html>"):
        assert refused(tmp_path, code.encode(), Kind.TEXT, words=["Dupont"]) == "OCC-018"
    assert refused(tmp_path, b"Dupont", Kind.TEXT, areas=["1: 0,0,1,1"]) == "OCC-019"
    assert refused(tmp_path, b"Dupont", Kind.TEXT, columns=["Nom"]) == "OCC-024"
    assert refused(tmp_path, b"Dupont", Kind.TEXT, words=["Dupont"], motive="voir DUPONT") == "OCC-023"
    assert refused(tmp_path, docx(["Dupont"]), Kind.OFFICE, words=["Dupont"]) == "OCC-009"
    assert refused(tmp_path, b"%PDF-1.4 rien", Kind.PDF, words=["Dupont"]) == "PRV-003"


def test_tables(tmp_path: Path) -> None:
    table = 'Nom;Objet;Montant\r\n"Durand; Paul";"Aide à Durand\r\nle 3";12\r\n;=1+1;-5\r\n'
    data, redacted = made(table.encode("cp1252"), Kind.TABLE, tmp_path, columns=["NOM"], words=["Durand"])
    assert data.decode() == "Nom;Objet;Montant\r\n█████;\"Aide à █████\r\nle 3\";12\r\n;'=1+1;'-5\r\n"
    assert [(each.line, each.column) for each in redacted.occultations] == [(2, 1), (2, 2)]
    assert made(table.encode(), Kind.TABLE, tmp_path, columns=["1"])[0].count("█████".encode()) == 1
    assert refused(tmp_path, table.encode(), Kind.TABLE, columns=["Prénom"]) == "OCC-017"
    assert refused(tmp_path, b'a;b\r\n"c;d', Kind.TABLE, columns=["a"]) == "OCC-021"


def workbook() -> bytes:
    """As spreadsheet programs write it: shared strings, a date, a hidden sheet, a formula and its value, a comment."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return zipped(
        {
            "xl/workbook.xml": f'<workbook {main} {relation}><sheets><sheet name="Aides" sheetId="1" r:id="r1"/>'
            '<sheet name="Durand" state="hidden" sheetId="2" r:id="r2"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
            '<Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst {main}><si><t>Nom</t></si><si><t>Montant</t></si><si><r><t>Paul </t></r><r>"
            "<t>Durand</t></r><rPh><t>x</t></rPh></si><si><t>Le</t></si></sst>",
            "xl/styles.xml": f'<styleSheet {main}><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
            '<c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>3</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c>'
            '<c r="B3"><f>6*2</f><v>12.5</v></c><c r="D3" s="1"><v>45123</v></c></row></sheetData></worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet {main}><sheetData><row><c t="inlineStr"><is><t>M. Durand</t></is>'
            "</c></row></sheetData></worksheet>",
            "xl/comments1.xml": f"<comments {main}><text><t>Durand</t></text></comments>",
        }
    )


def test_spreadsheets(tmp_path: Path) -> None:
    data, redacted = made(workbook(), Kind.OFFICE, tmp_path, words=["Durand"], columns=["montant"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["mimetype", "META-INF/manifest.xml", "content.xml"]
        content = archive.read("content.xml").decode()
    for gone in ("Durand", "12.5", "6*2", "45123"):
        assert gone not in content
    table = Document(io.BytesIO(data)).body.tables
    assert [each.name for each in table] == ["Aides", "█████"]
    assert table[0].get_values() == [
        ["Nom", "Montant", None, "Le"], [None] * 4, ["Paul █████", "█████", None, "16/07/2023"],
    ]  # fmt: skip
    assert table[1].get_values() == [["M. █████"]]
    assert sorted((each.page, each.line, each.column) for each in redacted.occultations) == [
        (1, 3, 1), (1, 3, 2), (2, 0, 0), (2, 1, 1),
    ]  # fmt: skip
    assert [each.code for each in redacted.findings] == ["OCC-026"]
    again, _ = made(data, Kind.OFFICE, tmp_path, words=["Paul"])
    assert again == made(data, Kind.OFFICE, tmp_path, words=["PAUL"])[0]
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert "Paul" not in archive.read("content.xml").decode()
        assert "16/07/2023" in archive.read("content.xml").decode()
    assert refused(tmp_path, data, Kind.OFFICE, columns=["Prénom"]) == "OCC-017"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({}, "OCC-001"),
        ({"words": ["Durand"] * 501}, "OCC-002"),
        ({"words": ["Durand"], "ground": ""}, "OCC-003"),
        ({"words": ["Durand @caprice"]}, "OCC-004"),
        ({"kinds": ["humeur"]}, "OCC-005"),
        ({"areas": ["1: 10,10,5,20"]}, "OCC-006"),
        ({"areas": ["1: 0,0,0.001,100"]}, "OCC-006"),
        ({"areas": ["un: 1,2,3,4"]}, "OCC-006"),
        ({"words": ["a !"]}, "OCC-007"),
        ({"words": ["ab"], "motive": "x" * 501}, "OCC-008"),
    ],
)
def test_what_is_not_understood(wanted: dict[str, Any], code: str) -> None:
    findings = Findings()
    understand(Request(**{"ground": "vie-privee", **wanted}), findings)
    assert code in [each.code for each in findings]
    assert findings.refused


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed: NO COPY WAS READ BY EYES")
def test_a_reader_of_pictures_finds_nothing(tmp_path: Path) -> None:
    data, _ = made(pdf("Le nom de Durand\nla seance continue"), Kind.PDF, tmp_path, words=["Durand"])
    (page,) = pages_of(data)
    page.save(tmp_path / "page.png")
    read = subprocess.run(["tesseract", tmp_path / "page.png", "-"], capture_output=True, check=True, text=True)
    assert "seance" in read.stdout
    assert "urand" not in read.stdout
