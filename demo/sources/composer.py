"""Make the documents of the sample commune again: PDF with typst, XML and CSV, painted photographs.

    python demo/sources/composer.py [FOLDER]

Needs `typst` and `Pillow`. The results are kept under `demo/documents`: nothing of this is needed to run the
demonstration. The same versions of the tools give the same bytes.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import comptabilite
import consultation
import peinture
import typst

HERE = Path(__file__).resolve().parent
SERIES_AS_PDF = ("deliberations", "arretes", "marche", "anciens", "voisins", "habitants", "a-deposer")
STAMP = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""One instant for all PDF, so that they are the same each time; each act's own date is in its source."""


def compose(folder: Path) -> None:
    """Write all the documents below `folder`, a sub-folder for each series."""
    for series in SERIES_AS_PDF:
        for source in sorted((HERE / series).glob("*.typ")):
            write(folder / series / f"{source.stem}.pdf", pdf(source))
    for name, content in comptabilite.flows().items():
        write(folder / "finances" / name, content)
    for name, content in consultation.files().items():
        write(folder / "marche" / name, content)
    for name, content in peinture.photographs().items():
        write(folder / "photographies" / name, content)


def pdf(source: Path) -> bytes:
    """The source as PDF/A-2b, with the fonts of typst only."""
    made = typst.compile(
        source,
        root=HERE,
        format="pdf",
        pdf_standards=["a-2b"],
        ignore_system_fonts=True,
        timestamp=int(STAMP.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    compose(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "documents")
