"""A document in, its redacted copy out: by pages, as a text or as a table, checked before it is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chartrier.errors import InvalidInput
from chartrier.previews.findings import TOO_BIG, UNREADABLE
from chartrier.previews.kinds import Kind
from chartrier.previews.limits import FILE_SIZE
from chartrier.previews.plain import decode
from chartrier.redaction.checking import check_pages, check_sheets, check_text
from chartrier.redaction.findings import MOTIVE_NAMES, NOT_REDACTED, NOTHING_HIDDEN
from chartrier.redaction.limits import PAGES, TEXT_SIZE
from chartrier.redaction.paged import Tell, redact_pages
from chartrier.redaction.plain import redact_text
from chartrier.redaction.reader import PageReader
from chartrier.redaction.redacted import Redacted, tell_what_lacks
from chartrier.redaction.seeking import Seeker
from chartrier.redaction.table import redact_table
from chartrier.redaction.wanted import Wanted
from chartrier.redaction.workbook import redact_sheets

PAGED = frozenset({Kind.PDF, Kind.PICTURE})
REDACTED = PAGED | {Kind.TEXT, Kind.TABLE, Kind.OFFICE}
"""What can be redacted; of office documents, spreadsheets."""
CHUNK = 1 << 20


def redact(
    source: BinaryIO, kind: Kind, wanted: Wanted, out: BinaryIO, folder: Path, tell: Tell, most: int = PAGES
) -> Redacted:
    """Write to `out`, an empty file that can be read, the copy of `source` without what is wanted hidden.

    `folder` is where files without a name may lie meanwhile; `tell` is given pages done of all. On return nothing of
    what was hidden is in the copy: it was read again. Raises InvalidInput for what cannot be redacted, or where nothing
    of what is wanted was found; IntegrityFailure, Unavailable. `out` must be thrown away then.
    """
    if kind not in REDACTED:
        raise InvalidInput(NOT_REDACTED)
    if Seeker(wanted).spans(wanted.motive):
        raise InvalidInput(MOTIVE_NAMES)
    if kind in PAGED:
        redacted = _by_pages(source, kind, wanted, out, folder, tell, most)
    elif kind is Kind.OFFICE:
        redacted = _by_sheets(source, wanted, out, folder)
    else:
        redacted = _as_text(source, kind, wanted, out)
    if not redacted.occultations:
        raise InvalidInput(NOTHING_HIDDEN)
    tell_what_lacks(wanted, redacted)
    return redacted


def _by_pages(
    source: BinaryIO, kind: Kind, wanted: Wanted, out: BinaryIO, folder: Path, tell: Tell, most: int
) -> Redacted:
    with _reading(source, folder) as reader:
        redacted, hidden = redact_pages(reader, kind, wanted, out, lambda done, all_: tell(done, 2 * all_), most)
    out.flush()
    check_pages(out, redacted.pages, hidden, folder, lambda done, all_: tell(all_ + done, 2 * all_))
    return redacted


def _by_sheets(source: BinaryIO, wanted: Wanted, out: BinaryIO, folder: Path) -> Redacted:
    with _reading(source, folder) as reader:
        try:
            sheets = reader.sheets()
        except InvalidInput as problem:
            if problem.finding.kind is not UNREADABLE:
                raise
            # of office documents, only spreadsheets have sheets
            raise InvalidInput(NOT_REDACTED) from None
    redacted = redact_sheets(sheets, wanted, out)
    out.flush()
    with _reading(out, folder) as again:
        check_sheets(again.sheets(), wanted)
    return redacted


@contextmanager
def _reading(source: BinaryIO, folder: Path) -> Iterator[PageReader]:
    """The reader of a document. Raises InvalidInput when it is too big."""
    with PageReader(folder) as reader:
        source.seek(0)
        while chunk := source.read(CHUNK):
            reader.file.write(chunk)
            if reader.file.tell() > FILE_SIZE:
                raise InvalidInput(TOO_BIG)
        yield reader


def _as_text(source: BinaryIO, kind: Kind, wanted: Wanted, out: BinaryIO) -> Redacted:
    source.seek(0)
    data = source.read(TEXT_SIZE + 1)
    if len(data) > TEXT_SIZE:
        raise InvalidInput(TOO_BIG)
    text = decode(data)
    written, redacted = redact_table(text, wanted) if kind is Kind.TABLE else redact_text(text, wanted)
    if kind is Kind.TEXT:
        check_text(written, wanted)
    out.write(written.encode("utf-8"))
    out.flush()
    return redacted
