"""What a PDF says, read by another program than the one that made it."""

from __future__ import annotations

import io
import re

import pypdf


def open_pdf(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    """The text of each page, every stretch of white space one space."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in open_pdf(data).pages]


def text(data: bytes) -> str:
    return " ".join(pages(data))
