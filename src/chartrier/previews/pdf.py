"""PDF: the text of its pages, and its pages as pictures, with what forms hold. Runs in the confined process.

Forms are drawn and read as they were left. Nothing of the document runs: no action of it is called for, and PDFium is
given no platform that a script could call.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from chartrier.previews.limits import FIELDS, HEADER_LENGTH, LARGEST_SIDE, PAGES_READ, TEXT_LENGTH

_CLOSEST = 4.0
"""Times 72 dots an inch that a small page is enlarged at most."""
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
_WRITTEN = frozenset({pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX})
_TICKED = frozenset({pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON})


def read_pdf(file: BinaryIO, most: int = PAGES_READ, length: int = TEXT_LENGTH) -> dict[str, Any]:
    """`text` of `length` characters and `most` pages at most (a form feed between pages), `pages`, `cut`."""
    with _document(file) as document:
        pages = len(document)
        parts: list[str] = []
        left = length
        for number in range(min(pages, most)):
            text = _text(document, number, left)
            parts.append(text[:left])
            left -= len(text) + 1
            if left <= 0:
                return {"text": "\f".join(parts), "pages": pages, "cut": True}
        return {"text": "\f".join(parts), "pages": pages, "cut": pages > most}


def draw_page(file: BinaryIO, number: int, side: int) -> tuple[Any, int]:
    """The page of this number, counted from 0, as a picture whose longer side has `side` pixels; how many pages.

    Raises IndexError.
    """
    with _document(file) as document:
        pages = len(document)
        if not 0 <= number < pages:
            raise IndexError(number)
        page = document[number]
        longest = max(*page.get_size(), 1.0)
        picture = page.render(scale=min(min(side, LARGEST_SIDE) / longest, _CLOSEST)).to_pil()
        return picture, pages


@contextmanager
def _document(file: BinaryIO) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(file)
    try:
        # what has a form that cannot be read has pages all the same
        with suppress(pypdfium2.PdfiumError):
            document.init_forms(pdfium.FPDF_FORMFILLINFO(version=2))
        yield document
    finally:
        document.close()


def _text(document: Any, number: int, most: int) -> str:
    """The text of a page, and after it what its fields say that is not read on the page."""
    page = document[number]
    fields: list[tuple[str, str]] = []
    if document.formenv is not None:
        fields = list(_fields(document, page))
        if fields:
            # what a field or a signature draws is then part of the page
            with suppress(pypdfium2.PdfiumError):
                page.flatten()
            page.close()
            page = document[number]
    with closing(page), closing(page.get_textpage()) as words:
        count = words.count_chars()
        text = str(words.get_text_range(count=min(count, most))) if count else ""
    known = " ".join(text.split())
    lines = (" : ".join(each for each in field if each and " ".join(each.split()) not in known) for field in fields)
    return "\n".join(filter(None, (text, *lines)))


def _fields(document: Any, page: Any) -> Iterator[tuple[str, str]]:
    """Title and value of each field of a page that is filled in and seen; of one that is signed or ticked, its title.

    A password is no value.
    """
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), FIELDS)):
        field = pdfium.FPDFPage_GetAnnot(page, index)
        if not field:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetFormFieldType(document.formenv, field)
            flags = pdfium.FPDFAnnot_GetFormFieldFlags(document.formenv, field)
            if pdfium.FPDFAnnot_GetFlags(field) & _UNSEEN or (kind in _WRITTEN and flags & _PASSWORD):
                continue
            title = _said(pdfium.FPDFAnnot_GetFormFieldAlternateName, document, field, HEADER_LENGTH) or _said(
                pdfium.FPDFAnnot_GetFormFieldName, document, field, HEADER_LENGTH
            )
            value = _said(pdfium.FPDFAnnot_GetFormFieldValue, document, field, TEXT_LENGTH)
            if kind == pdfium.FPDF_FORMFIELD_SIGNATURE or (kind in _TICKED and value not in ("", "Off")):
                yield title, ""
            elif kind in _WRITTEN and value.strip():
                yield title, value
        finally:
            pdfium.FPDFPage_CloseAnnot(field)


def _said(ask: Callable[..., int], document: Any, field: Any, most: int) -> str:
    """What PDFium answers in UTF-16, with a zero after it."""
    length = min(ask(document.formenv, field, None, 0), 1 << 22)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(document.formenv, field, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").partition("\0")[0][:most]
