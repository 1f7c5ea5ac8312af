"""PDF: the text of its pages, and its pages as pictures. Runs in the confined process."""

from __future__ import annotations

from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]

from chartrier.previews.limits import LARGEST_SIDE, PAGES_READ, TEXT_LENGTH

_CLOSEST = 4.0
"""Times 72 dots an inch that a small page is enlarged at most."""


def read_pdf(file: BinaryIO, most: int = PAGES_READ, length: int = TEXT_LENGTH) -> dict[str, Any]:
    """`text` of `length` characters and `most` pages at most (a form feed between pages), `pages`, `cut`."""
    document = pypdfium2.PdfDocument(file)
    try:
        pages = len(document)
        parts: list[str] = []
        left = length
        for number in range(min(pages, most)):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range(count=min(words.count_chars(), left)) if words.count_chars() else ""
            words.close()
            page.close()
            parts.append(text[:left])
            left -= len(text) + 1
            if left <= 0:
                return {"text": "\f".join(parts), "pages": pages, "cut": True}
        return {"text": "\f".join(parts), "pages": pages, "cut": pages > most}
    finally:
        document.close()


def draw_page(file: BinaryIO, number: int, side: int) -> tuple[Any, int]:
    """The page of this number, counted from 0, as a picture whose longer side has `side` pixels; how many pages.

    Raises IndexError.
    """
    document = pypdfium2.PdfDocument(file)
    try:
        pages = len(document)
        if not 0 <= number < pages:
            raise IndexError(number)
        page = document[number]
        longest = max(*page.get_size(), 1.0)
        # Forms and links are not drawn to be used: nothing of the document runs.
        picture = page.render(scale=min(min(side, LARGEST_SIDE) / longest, _CLOSEST)).to_pil()
        return picture, pages
    finally:
        document.close()
