"""The copy, read again before anybody has it: from its own bytes, by another process than the one that drew it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from chartrier.errors import IntegrityFailure
from chartrier.previews.kinds import Kind
from chartrier.redaction.findings import NOT_GONE
from chartrier.redaction.paged import Hidden, Tell
from chartrier.redaction.painting import is_hidden
from chartrier.redaction.plain import MARK
from chartrier.redaction.reader import PageReader, SheetCells
from chartrier.redaction.seeking import Seeker
from chartrier.redaction.table import columns_of
from chartrier.redaction.wanted import Wanted

CHUNK = 1 << 20


def check_pages(out: BinaryIO, pages: int, hidden: Hidden, folder: Path, tell: Tell) -> None:
    """No letter in the copy, one colour wherever something was hidden. Raises IntegrityFailure, Unavailable."""
    with PageReader(folder) as reader:
        out.seek(0)
        while chunk := out.read(CHUNK):
            reader.file.write(chunk)
        if reader.pages(Kind.PDF) != pages:
            raise IntegrityFailure(NOT_GONE, where="pages")
        for number in range(pages):
            tell(number, pages)
            if reader.letters(Kind.PDF, number).text:
                raise IntegrityFailure(NOT_GONE, where=f"p. {number + 1}")
            if number in hidden:
                pixels = reader.pixels(Kind.PDF, number)
                if not all(is_hidden(pixels, patch) for patch in hidden[number]):
                    raise IntegrityFailure(NOT_GONE, where=f"p. {number + 1}")


def check_text(text: str, wanted: Wanted) -> None:
    """Nothing that was sought is found again. Raises IntegrityFailure."""
    for span in Seeker(wanted).spans(text):
        if MARK not in text[span.start : span.end]:
            line = text.count("\n", 0, span.start) + 1
            raise IntegrityFailure(NOT_GONE, where=f"l. {line}")


def check_sheets(sheets: list[SheetCells], wanted: Wanted) -> None:
    """The same of each cell of a spreadsheet, and of the columns that were to be hidden."""
    seeker = Seeker(wanted)
    for name, rows in sheets:
        columns = columns_of([text for text, _ in rows[0]], wanted) if rows else {}
        for line, row in enumerate(rows, 1):
            for place, (text, _) in enumerate(row):
                left = columns.get(place) is not None and line > 1 and text.strip() not in ("", MARK)
                if left or any(MARK not in text[span.start : span.end] for span in seeker.spans(text)):
                    raise IntegrityFailure(NOT_GONE, where=f"l. {line}")
        check_text(name, wanted)
