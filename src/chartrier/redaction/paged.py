"""Documents of pages: each is drawn, painted where something is to be hidden, and kept as a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from chartrier.errors import InvalidInput
from chartrier.previews.kinds import Kind
from chartrier.redaction.findings import (
    AREA_OFF,
    INSIDE_OTHER_WORDS,
    NO_COLUMNS_THERE,
    PAGES_WITH_PICTURES,
    PAGES_WITHOUT_TEXT,
    TOO_MANY_PAGES,
)
from chartrier.redaction.limits import PAGES
from chartrier.redaction.painting import painted
from chartrier.redaction.patch import Patch, lines
from chartrier.redaction.pdf_writing import PicturePdf
from chartrier.redaction.reader import Letters, PageReader
from chartrier.redaction.redacted import Occultation, Redacted
from chartrier.redaction.seeking import Seeker
from chartrier.redaction.wanted import How, Wanted

LISTED = 40
"""Numbers of pages that a remark names."""

Tell = Callable[[int, int], None]
Hidden = dict[int, list[Patch]]


def redact_pages(
    reader: PageReader, kind: Kind, wanted: Wanted, out: BinaryIO, tell: Tell, most: int = PAGES
) -> tuple[Redacted, Hidden]:
    """Write the copy of the document that the reader holds; what was hidden, and where, by page from 0.

    Raises InvalidInput, Unavailable.
    """
    count = _require_pages(reader.pages(kind), wanted, most)
    if wanted.of(How.COLUMN):
        raise InvalidInput(NO_COLUMNS_THERE)
    seeker, document = Seeker(wanted), PicturePdf(out)
    redacted = Redacted("application/pdf", ".pdf", count)
    hidden: Hidden = {}
    unread, pictured, inside = [], [], 0
    for number in range(count):
        tell(number, count)
        letters = reader.letters(kind, number)
        patches = _hide(letters, number, seeker, wanted, redacted)
        if patches:
            hidden[number] = patches
        unread += [number + 1] * letters.unread
        pictured += [number + 1] * (letters.pictured and not letters.unread)
        inside += seeker.inside_other_words(letters.text)
        pixels = reader.pixels(kind, number)
        document.add(painted(pixels, patches), pixels.points)
    document.finish()
    if wanted.of(How.WORDS) or wanted.of(How.KIND):
        for pages, told in ((unread, PAGES_WITHOUT_TEXT), (pictured, PAGES_WITH_PICTURES)):
            if pages:
                redacted.findings.add(told, pages=_listed(pages))
    if inside:
        redacted.findings.add(INSIDE_OTHER_WORDS, count=inside)
    return redacted, hidden


def _require_pages(count: int, wanted: Wanted, most: int) -> int:
    if count > most:
        raise InvalidInput(TOO_MANY_PAGES, pages=count, most=most)
    for target in wanted.of(How.AREA):
        if target.page > count:
            raise InvalidInput(AREA_OFF, page=target.page, pages=count)
    return count


def _hide(letters: Letters, number: int, seeker: Seeker, wanted: Wanted, redacted: Redacted) -> list[Patch]:
    """The patches of a page; each occultation is noted."""
    patches: list[Patch] = []
    for span in seeker.spans(letters.text):
        found = lines(box for box in letters.boxes[span.start : span.end] if box is not None)
        if found:
            patches += found
            redacted.occultations.append(Occultation(span.target, page=number + 1))
    for target in wanted.of(How.AREA):
        if target.page == number + 1 and target.patch is not None:
            patches.append(target.patch)
            redacted.occultations.append(Occultation(target, page=number + 1))
    return patches


def _listed(pages: list[int]) -> str:
    more = f"… (+ {len(pages) - LISTED})" if len(pages) > LISTED else ""
    return ", ".join(map(str, pages[:LISTED])) + more
