"""Tables (CSV): whole columns, and what is found in any cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from chartrier.errors import InvalidInput
from chartrier.redaction.findings import INSIDE_OTHER_WORDS, TABLE_UNREADABLE, UNKNOWN_COLUMN
from chartrier.redaction.plain import MARK, refuse_for_text, require_plain, without
from chartrier.redaction.redacted import Occultation, Redacted
from chartrier.redaction.seeking import Seeker, folded_alike, merged
from chartrier.redaction.wanted import How, Target, Wanted
from chartrier.rules.series.cells import guarded

DELIMITERS = (";", ",", "\t", "|")


def redact_table(text: str, wanted: Wanted) -> tuple[str, Redacted]:
    """The table, its cells hidden; no cell of it is a formula. Raises InvalidInput."""
    refuse_for_text(wanted, table=True)
    require_plain(text)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reading = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    out = io.StringIO(newline="")
    writing = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    seeker, redacted = Seeker(wanted), Redacted("text/csv", ".csv")
    columns: Mapping[int, Target] = {}
    inside = 0
    try:
        for number, row in enumerate(reading, 1):
            if number == 1:
                columns = columns_of(row, wanted)
                _require_all(columns, wanted)
            written = []
            for place, cell in enumerate(row):
                inside += seeker.inside_other_words(cell)
                left, targets = hidden_cell(cell, number, place, columns, seeker)
                redacted.occultations += [Occultation(target, line=number, column=place + 1) for target in targets]
                written.append(left)
            writing.writerow([guarded(cell) for cell in written])
    except csv.Error:
        raise InvalidInput(TABLE_UNREADABLE, line=reading.line_num) from None
    if inside:
        redacted.findings.add(INSIDE_OTHER_WORDS, count=inside)
    return out.getvalue(), redacted


def columns_of(headings: Sequence[str], wanted: Wanted) -> dict[int, Target]:
    """The columns to hide that these headings, or their number, name: by place, from 0."""
    known = [" ".join(folded_alike(heading).split()) for heading in headings]
    found: dict[int, Target] = {}
    for target in wanted.of(How.COLUMN):
        name = " ".join(folded_alike(target.text).split())
        places = [place for place, heading in enumerate(known) if heading == name]
        if not places and name.isdecimal() and 1 <= int(name) <= len(known):
            places = [int(name) - 1]
        found |= dict.fromkeys(places, target)
    return found


def hidden_cell(
    cell: str, line: int, place: int, columns: Mapping[int, Target], seeker: Seeker
) -> tuple[str, list[Target]]:
    """The cell as it is left, and each target that took something of it."""
    target = columns.get(place)
    if target is not None and line > 1:
        return (MARK, [target]) if cell.strip() else (cell, [])
    spans = seeker.spans(cell)
    return without(cell, list(merged(spans))), [span.target for span in spans]


def _require_all(columns: Mapping[int, Target], wanted: Wanted) -> None:
    """Raises InvalidInput."""
    for target in wanted.of(How.COLUMN):
        if target not in columns.values():
            raise InvalidInput(UNKNOWN_COLUMN, value=target.text[:80])
