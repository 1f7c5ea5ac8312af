"""What a document says of itself, and its first words, by which one knows what it is. Runs in the confined process."""

from __future__ import annotations

import re
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from chartrier.previews import mail, office, pdf, plain, webpage
from chartrier.previews.kinds import Kind
from chartrier.previews.limits import BEGINNING_LENGTH, BEGINNING_PAGES, HEADER_LENGTH
from chartrier.previews.pictures import FORMATS

_DAY = re.compile(r"(?:D:)?([0-9]{4})[-:]?([0-9]{2})[-:]?([0-9]{2})")
_EXIF, _TAKEN, _CHANGED, _DESCRIPTION = 0x8769, 0x9003, 0x0132, 0x010E


def read_beginning(file: BinaryIO, kind: Kind) -> dict[str, Any]:
    """`title` and `day` (as written: `2026-03-12`) that the document gives itself, each empty when it does not, and
    `text`, its beginning.
    """
    title, day, text = "", "", ""
    if kind is Kind.PDF:
        text = pdf.read_pdf(file, BEGINNING_PAGES, BEGINNING_LENGTH)["text"]
        title, day = _of_pdf(file)
    elif kind is Kind.OFFICE:
        text, _ = office.read_office(file, BEGINNING_LENGTH)
        file.seek(0)
        said = office.read_properties(file)
        title, day = said.get("title", ""), _day(said.get("created") or said.get("creation-date") or "")
    elif kind is Kind.MAIL:
        read = mail.read_mail(file)
        headers = dict(reversed(read["headers"]))
        title, text = headers.get("Subject", ""), read["text"]
        with suppress(OverflowError, TypeError, ValueError):
            day = parsedate_to_datetime(headers.get("Date", "")).date().isoformat()
    elif kind is Kind.PICTURE:
        title, day = _of_picture(file)
    elif kind is Kind.HTML:
        title, text, _ = webpage.read_page(file, BEGINNING_LENGTH)
    elif kind in (Kind.TEXT, Kind.TABLE):
        text, _ = plain.read_text(file)
    return {"title": title[:HEADER_LENGTH], "day": day, "text": text[:BEGINNING_LENGTH]}


def _of_pdf(file: BinaryIO) -> tuple[str, str]:
    file.seek(0)
    document = pypdfium2.PdfDocument(file)
    try:
        said = document.get_metadata_dict()
        return str(said.get("Title", "")), _day(str(said.get("CreationDate", "")))
    finally:
        document.close()


def _of_picture(file: BinaryIO) -> tuple[str, str]:
    """What it is said to show, and the day on which it was taken."""
    # only what stands before the pixels is read, however many they are
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(file, formats=FORMATS) as picture:
        exif = picture.getexif()
        said = str(exif.get(_DESCRIPTION) or "").strip("\0 ")
        with suppress(UnicodeError):
            # it is ASCII by the norm, and UTF-8 by what programs write
            said = said.encode("latin-1").decode("utf-8")
        return said, _day(str(exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED) or ""))


def _day(text: str) -> str:
    found = _DAY.match(text.strip())
    return "-".join(found.groups()) if found else ""
