"""Each family of files that mairies have: shown, or a plain sentence why not; the original always as it came."""

from __future__ import annotations

import io
import wave
from typing import Any

import pytest

from chartrier.catalog.archive import questions
from tests.cli.commands import NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import HEIC, docx, msg, odt, picture, tiff, xlsx, zipped
from tests.web.test_finding_and_reading import body
from tests.web.test_finding_in_a_browser import look

OPEN = "<AccessRule><Rule>AR038</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
DRAWN, SAID = 'alt="Image du document"', "PRV-"


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8_000)
        written.writeframes(b"\0\0" * 8_000)
    return out.getvalue()


def box(kind: bytes, data: bytes) -> bytes:
    """Of a film, as MPEG-4 writes it."""
    return (len(data) + 8).to_bytes(4) + kind + data


def ods(words: str) -> bytes:
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = f'<o xmlns:t="{table}" xmlns:x="{text}"><t:table-cell><x:p>{words}</x:p></t:table-cell></o>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


FAMILIES: dict[str, tuple[bytes, str]] = {
    "registre.tif": (tiff((300, 200), (200, 300)), "Page 1 sur 2"),
    "photo.jpg": (picture(form="JPEG"), DRAWN),
    "photo.webp": (picture(form="WEBP"), DRAWN),
    "photo.gif": (picture(form="GIF", mode="P"), DRAWN),
    "telephone.heic": (HEIC, DRAWN),
    "note.txt": ("Séance à 12 €\n".encode("cp1252"), "Séance à 12 €"),
    "virgules.csv": (b"nom,montant\nVille,12\n", "<td>12</td>"),
    "windows.csv": ("libellé;montant\nÉcole;12\n".encode("cp1252"), "<td>École</td>"),
    "tabulations.tsv": (b"nom\tmontant\nVille\t13\n", "<td>13</td>"),
    "flux.xml": (b'<?xml version="1.0"?>\n<racine><titre>Budget</titre></racine>', "&lt;racine&gt;"),
    "outlook.msg": (msg("Contrôle de légalité", "Veuillez trouver", "Mairie", "a.pdf"), "Veuillez trouver"),
    "lettre.odt": (odt(["Monsieur le maire"]), "Monsieur le maire"),
    "lettre.docx": (docx(["Madame la maire"]), "Madame la maire"),
    "budget.xlsx": (xlsx("Fonctionnement", "1200"), "Fonctionnement"),
    "budget.ods": (ods("Investissement"), "Investissement"),
    "son.wav": (sound(), "<audio"),
    "film.mp4": (box(b"ftyp", b"isom\0\0\0\0isommp42") + box(b"moov", box(b"mvhd", b"\0" * 100)), "<video"),
    "film.avi": (b"RIFF\x24\0\0\0AVI LIST\x14\0\0\0hdrlavih" + b"\0" * 60, SAID),
    "acte.p7m": (b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + b"\0" * 245, SAID),
    "acte.asice": (zipped({"mimetype": "application/vnd.etsi.asic-e+zip", "acte.xml": "<a/>"}), SAID),
    "ancien.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_016, SAID),
}


def address(title: str, part: str = "") -> str:
    key = int(NEIGHBOUR)
    unit = next(each for each in questions.newest([key], limit=20_000) if each.title == title)
    return f"/{NEIGHBOUR}/archives/{unit.id}/fichiers/{questions.objects_of([key], unit.id)[0].id}/{part}"


@pytest.fixture(scope="module")
def families(served: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    documents = [Document(name, data, f"Famille {name}", management=OPEN) for name, (data, _) in FAMILIES.items()]
    path = Sip(message="WEB-F", title="Familles", documents=documents).write(tmp_path_factory.mktemp("f") / "f.zip")
    assert served.chartrier("ingest", path, "--tenant", NEIGHBOUR).status == 0
    assert served.chartrier("texts", "--tenant", NEIGHBOUR).status == 0
    return served


@pytest.mark.parametrize("name", FAMILIES)
def test_each_is_shown_or_says_why_not(families: Any, site: Any, client_of: Any, name: str) -> None:
    data, told = FAMILIES[name]
    client = client_of(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"))
    answer = client.get(address(f"Famille {name}"))
    page = body(answer).partition("<main")[2]
    assert answer.status_code == 200
    assert told in page, page
    assert (SAID in page) == (told == SAID)
    original = client.get(address(f"Famille {name}", "original"))
    assert b"".join(original.streaming_content) == data
    assert original["X-Content-Type-Options"] == "nosniff"
    assert original["Content-Disposition"].startswith("attachment")


def test_pages_turn_and_grow_by_keyboard(families: Any, site: Any, browse: Any) -> None:
    page = browse(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"))
    page.goto(address("Famille registre.tif"))
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**page=2**")
    assert page.get_by_text("Page 2 sur 2").is_visible()
    page.get_by_role("link", name="Agrandir").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**zoom=1**")
    look(page, "preview-zoomed")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**page=1**zoom=1**")
    page.get_by_role("link", name="Ajuster").click()
    look(page, "preview-tiff")


@pytest.mark.parametrize("name", ["son.wav", "film.mp4", "film.avi", "budget.xlsx", "windows.csv"])
def test_they_have_no_violation(families: Any, site: Any, browse: Any, name: str) -> None:
    page = browse(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"), theme="dark")
    page.goto(address(f"Famille {name}"))
    look(page, f"preview-{name}")
