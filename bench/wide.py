"""A package of very many units and documents, generated as a stream: what memory is measured with.

python -m bench.wide OUT.zip [UNITS]
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.payload import header
from chartrier.records.digest import Digest
from chartrier.seda.values import ElementValue
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

PER_FOLDER = 1_000
DATED = (1980, 1, 1, 0, 0, 0)


def write_wide_package(path: Path, units: int = 100_000, message: str = "BANC-LARGE") -> None:
    """So many units in all: folders of a thousand, each of them with documents, one object each. Nothing is kept."""
    folders = -(-units // PER_FOLDER)
    documents = units - folders
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        with package.open(zipfile.ZipInfo("manifest.xml", DATED), "w", force_zip64=True) as stream:
            groups = (_group(number) for number in range(documents))
            write_bordereau(stream, header(message), groups=groups, units=_folders(folders, documents))
        for number in range(documents):
            package.writestr(zipfile.ZipInfo(_uri(number), DATED), _data(number))


def _folders(folders: int, documents: int) -> Iterator[WrittenUnit]:
    for folder in range(folders):
        content: ElementValue = {"DescriptionLevel": ["RecordGrp"], "Title": [f"Dossier {folder + 1}"]}
        yield WrittenUnit(f"F{folder}", content, units=map(_unit, range(folder, documents, folders)))


def _unit(number: int) -> WrittenUnit:
    content: ElementValue = {
        "DescriptionLevel": ["Item"],
        "Title": [f"Pièce n° {number + 1:06d}"],
        "Description": [
            f"Pièce {number + 1} d'un versement de très nombreuses unités, décrite comme le serait une facture : "
            "le fournisseur, l'objet, l'exercice, le service, et de quoi la retrouver plus tard."
        ],
        "StartDate": ["2024-01-01"],
        "EndDate": ["2024-12-31"],
    }
    rules: ElementValue = {
        "AppraisalRule": [{"Rule": ["DUA-10"], "StartDate": ["2025-01-01"], "FinalAction": ["Destroy"]}]
    }
    return WrittenUnit(f"U{number}", content, management=rules, group=f"G{number}")


def _group(number: int) -> WrittenGroup:
    data = _data(number)
    held = WrittenObject(
        f"O{number}",
        "BinaryMaster_1",
        uri=_uri(number),
        digest=Digest.of("sha512", data),
        size=len(data),
        filename=f"piece-{number + 1:06d}.txt",
        mime_type="text/plain",
        format_id="x-fmt/111",
    )
    return WrittenGroup(f"G{number}", (held,))


def _uri(number: int) -> str:
    return f"content/{number:06d}.txt"


def _data(number: int) -> bytes:
    return f"Pièce n° {number + 1}\n".encode()


if __name__ == "__main__":
    write_wide_package(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
