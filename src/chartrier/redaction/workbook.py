"""Spreadsheets: as tables, sheet by sheet; the copy has the values that are seen, without formula or comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from chartrier.errors import InvalidInput
from chartrier.redaction.findings import ALL_IN_THE_OPEN, INSIDE_OTHER_WORDS, UNKNOWN_COLUMN
from chartrier.redaction.ods_writing import MEDIA_TYPE, write_ods
from chartrier.redaction.plain import refuse_for_text
from chartrier.redaction.reader import SheetCells
from chartrier.redaction.redacted import Occultation, Redacted
from chartrier.redaction.seeking import Seeker
from chartrier.redaction.table import columns_of, hidden_cell
from chartrier.redaction.wanted import How, Target, Wanted


def redact_sheets(sheets: list[SheetCells], wanted: Wanted, out: BinaryIO) -> Redacted:
    """Write the copy as ODS; `page` of an occultation is the number of its sheet. Raises InvalidInput."""
    refuse_for_text(wanted, table=True)
    seeker, redacted = Seeker(wanted), Redacted(MEDIA_TYPE, ".ods")
    written, known, inside = [], set[Target](), 0
    for page, (name, rows) in enumerate(sheets, 1):
        columns: Mapping[int, Target] = {}
        kept = []
        for line, row in enumerate(rows, 1):
            if line == 1:
                columns = columns_of([text for text, _ in row], wanted)
                known |= set(columns.values())
            inside += sum(seeker.inside_other_words(text) for text, _ in row)
            cells = [hidden_cell(text, line, place, columns, seeker) for place, (text, _) in enumerate(row)]
            redacted.occultations += [
                Occultation(target, page, line, place + 1)
                for place, (_, targets) in enumerate(cells)
                for target in targets
            ]
            kept.append(
                [(text, number and not targets) for (text, targets), (_, number) in zip(cells, row, strict=True)]
            )
        title, targets = hidden_cell(name, 1, -1, {}, seeker)
        redacted.occultations += [Occultation(target, page) for target in targets]
        written.append((title, kept))
    for target in wanted.of(How.COLUMN):
        if target not in known:
            raise InvalidInput(UNKNOWN_COLUMN, value=target.text[:80])
    if inside:
        redacted.findings.add(INSIDE_OTHER_WORDS, count=inside)
    redacted.findings.add(ALL_IN_THE_OPEN, sheets=len(sheets))
    write_ods(out, written)
    return redacted
