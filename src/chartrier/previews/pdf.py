"""PDF: the text of its pages, and its pages as pictures. Runs in the confined process."""

from __future__ import annotations

from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]

from chartrier.previews.limits import LARGEST_SIDE, PAGES_READ, TEXT_LENGTH

_CLOSEST = 4.0
"""Times 72 dots an inch that a small page is enlarged at most."""


def read_pdf(file: BinaryIO) -> dict[str, Any]:
    """`text` (a form feed between pages), `pages`, `cut`."""
    document = pypdfium2.PdfDocument(file)
    try:
        pages = len(document)
        parts: list[str] = []
        left = TEXT_LENGTH
        for number in range(min(pages, PAGES_READ)):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range(count=min(words.count_chars(), left)) if words.count_chars() else ""
            words.close()
            page.close()
            parts.append(text[:left])
            left -= len(text) + 1
            if left <= 0:
                return {"text": "\f".join(parts), "pages": pages, "cut": True}
        return {"text": "\f".join(parts), "pages": pages, "cut": pages > PAGES_READ}
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
