"""A spreadsheet (ODS) of cells that are texts and numbers, and of nothing else: the same bytes for the same cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(out: BinaryIO, sheets: Sequence[tuple[str, Sequence[Sequence[tuple[str, bool]]]]]) -> None:
    """Write these sheets: each its name and its rows of cells, a text and whether it is a number."""
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, packing in (
            ("mimetype", MEDIA_TYPE, zipfile.ZIP_STORED),
            ("META-INF/manifest.xml", _MANIFEST, zipfile.ZIP_DEFLATED),
            ("content.xml", _content(sheets), zipfile.ZIP_DEFLATED),
        ):
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type = packing
            archive.writestr(member, data.encode())


def _content(sheets: Sequence[tuple[str, Sequence[Sequence[tuple[str, bool]]]]]) -> str:
    tables = "".join(
        f"<table:table table:name={quoteattr(_clean(name) or str(number))}>"
        f"{''.join(map(_row, rows)) or _row(())}</table:table>"
        for number, (name, rows) in enumerate(sheets, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def _row(cells: Sequence[tuple[str, bool]]) -> str:
    return f"<table:table-row>{''.join(_cell(*cell) for cell in cells) or '<table:table-cell/>'}</table:table-row>"


def _cell(text: str, number: bool) -> str:
    if not text:
        return "<table:table-cell/>"
    kind = f'office:value-type="float" office:value="{text}"' if number else 'office:value-type="string"'
    paragraphs = "".join(f"<text:p>{escape(_clean(line))}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"


def _clean(text: str) -> str:
    """What XML may hold."""
    return _NOT_XML.sub("\ufffd", text)
