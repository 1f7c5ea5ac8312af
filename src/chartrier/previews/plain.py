"""Plain texts: their encoding guessed. Runs in the confined process."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from chartrier.previews.limits import TEXT_LENGTH

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_CHARACTER = 4


def read_text(file: BinaryIO) -> tuple[str, bool]:
    """The beginning of a text, and whether it goes on."""
    data = file.read(TEXT_LENGTH * _LONGEST_CHARACTER + 1)
    text = decode(data, whole=len(data) <= TEXT_LENGTH * _LONGEST_CHARACTER)
    return text[:TEXT_LENGTH], len(text) > TEXT_LENGTH


def decode(data: bytes, *, whole: bool = True) -> str:
    """The text by its byte order mark; without one, UTF-8, or else what Windows wrote in France.

    `whole`: nothing was cut off; else a last character in two is left out.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        # What Windows-1252 leaves undefined would be refused.
        return data.decode("cp1252", "replace")
