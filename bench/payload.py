"""A package of many small documents, all different, of believable types: the same bytes from the same seed.

python -m bench.payload OUT.zip [COUNT]
"""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import BinaryIO

from chartrier.records.digest import Digest
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.values import ElementValue
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

SMALLEST, LARGEST = 100, 20_000
PER_FOLDER = 100
WORDS = (  # noqa: SIM905 - words, not syntax
    "commune conseil municipal séance délibération arrêté maire budget recette dépense marché travaux école voirie "
    "urbanisme permis parcelle cadastre état civil naissance mariage décès cimetière concession éclairage réseau eau "
    "assainissement intercommunalité compétence transfert archives versement service dossier facture mandat titre "
    "bordereau convention subvention association bibliothèque cantine périscolaire salle polyvalente police "
    "circulation stationnement élection liste électorale recensement population habitants rapport avis enquête "
    "publique annexe plan"
).split()


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of document: how it is declared, and what makes one of about so many bytes."""

    extension: str
    mime: str
    puid: str
    make: Callable[[Random, str, int], bytes]


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    uri: str
    kind: Kind
    data: bytes


def prose(random: Random, size: int) -> str:
    words = " ".join(random.choices(WORDS, k=max(1, size // 8)))
    return words[:size]


def text(random: Random, title: str, size: int) -> bytes:
    return f"{title}\n\n{prose(random, size - len(title))}\n".encode()


def csv(random: Random, title: str, size: int) -> bytes:
    rows = [f"compte;libellé;montant;{title}"]
    while sum(map(len, rows)) < size - 30:
        rows.append(f"{random.randrange(10**6)};{random.choice(WORDS)};{random.randrange(10**7) / 100:.2f};")
    return "\r\n".join(rows).encode()


def json_(random: Random, title: str, size: int) -> bytes:
    return json.dumps({"titre": title, "texte": prose(random, size - 60)}, ensure_ascii=False, indent=1).encode()


def xml(random: Random, title: str, size: int) -> bytes:
    body = prose(random, size - 100)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<acte><titre>{title}</titre><texte>{body}</texte></acte>\n'.encode()
    )


def pdf(random: Random, title: str, size: int) -> bytes:
    """One page of PDF 1.4, its cross-reference table right."""
    line = f"BT /F1 10 Tf 50 800 Td ({title} {prose(random, size - 600)}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)


def png(random: Random, title: str, size: int) -> bytes:
    """A grey picture of noise, which does not compress."""
    width = 64
    rows = max(1, (size - 100) // (width + 1))
    pixels = b"".join(b"\0" + random.randbytes(width) for _ in range(rows))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, rows, 8, 0, 0, 0, 0)
    title_chunk = chunk(b"tEXt", b"Title\0" + title.encode("latin-1"))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + title_chunk
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


KINDS = (
    Kind("txt", "text/plain", "x-fmt/111", text),
    Kind("csv", "text/csv", "x-fmt/18", csv),
    Kind("json", "application/json", "fmt/817", json_),
    Kind("xml", "application/xml", "fmt/101", xml),
    Kind("pdf", "application/pdf", "fmt/18", pdf),
    Kind("png", "image/png", "fmt/11", png),
)


def documents(count: int, seed: int) -> Iterator[Document]:
    """All different (each holds its number); sizes spread evenly over their logarithms."""
    random = Random(seed)
    for number in range(count):
        kind = random.choice(KINDS)
        size = int(SMALLEST * (LARGEST / SMALLEST) ** random.random())
        title = f"{random.choice(WORDS).capitalize()} {random.choice(WORDS)} n° {number + 1:06d}"
        yield Document(
            title, f"content/{number + 1:06d}.{kind.extension}", kind, kind.make(random, title, size)[:LARGEST]
        )


def write_package(path: Path, count: int = 10_000, seed: int = 2026) -> None:
    """The package, its members deflated, its bordereau valid SEDA 2.1."""
    held = list(documents(count, seed))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        manifest = io.BytesIO()
        _write_bordereau(manifest, held)
        _add(package, "manifest.xml", manifest.getvalue())
        for document in held:
            _add(package, document.uri, document.data)


def header(message: str) -> Header:
    return Header(
        message_identifier=message,
        date="2026-01-05T08:00:00Z",
        comment="Versement du banc de mesure",
        archival_agreement="BANC",
        archival_agency=Agency("ARCHIVES", "Service d'archives"),
        transferring_agency=Agency("COMMUNE", "Commune"),
        originating_agency="COMMUNE",
        submission_agency="COMMUNE",
        code_list_versions={"MessageDigestAlgorithmCodeListVersion": "1"},
    )


def _write_bordereau(stream: BinaryIO, held: list[Document]) -> None:
    groups = (WrittenGroup(f"G{number}", (_declared(number, document),)) for number, document in enumerate(held, 1))
    folders = (
        WrittenUnit(
            f"F{start // PER_FOLDER + 1}",
            {"DescriptionLevel": ["RecordGrp"], "Title": [f"Dossier {start // PER_FOLDER + 1}"]},
            management={"AppraisalRule": [{"Rule": ["DUA-10"], "StartDate": ["2026-01-01"], "FinalAction": ["Keep"]}]},
            units=[
                _unit(number, held[number - 1]) for number in range(start + 1, min(start + PER_FOLDER, len(held)) + 1)
            ],
        )
        for start in range(0, len(held), PER_FOLDER)
    )
    write_bordereau(stream, header("BANC-DOCUMENTS"), groups=groups, units=folders)


def _declared(number: int, document: Document) -> WrittenObject:
    return WrittenObject(
        f"O{number}",
        "BinaryMaster_1",
        uri=document.uri,
        digest=Digest.of("sha512", document.data),
        size=len(document.data),
        filename=f"{document.title}.{document.kind.extension}",
        mime_type=document.kind.mime,
        format_id=document.kind.puid,
    )


def _unit(number: int, document: Document) -> WrittenUnit:
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    content: ElementValue = {
        "DescriptionLevel": ["Item"],
        "Title": [document.title],
        "Description": [f"Pièce {number} : {document.title}, enregistrée le {day.isoformat()}."],
        "StartDate": [day.isoformat()],
        "EndDate": [day.isoformat()],
    }
    return WrittenUnit(f"U{number}", content, group=f"G{number}")


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    package.writestr(entry, data)


if __name__ == "__main__":
    write_package(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
