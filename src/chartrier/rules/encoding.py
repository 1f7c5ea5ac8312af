"""The encoding of lists that people make: UTF-8, or what spreadsheets save in French (cp1252)."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

UTF_8, FRENCH = "utf-8-sig", "cp1252"

_AT_ONCE = 1 << 20
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
"""Bytes that are no character of a text in cp1252."""


def text_of(stream: BinaryIO, largest: int) -> io.TextIOWrapper:
    """The text of a list of at most so many characters, to be detached from its stream after."""
    return io.TextIOWrapper(stream, encoding=_encoding_of(stream, largest * 4), newline="")


def decoded(data: bytes) -> str:
    """The same of bytes that are there. Raises UnicodeDecodeError for what is neither."""
    # one more than there is: the bound cuts nothing
    return data.decode(_encoding_of(io.BytesIO(data), len(data) + 1))


def _encoding_of(stream: BinaryIO, most: int) -> str:
    """UTF-8 as long as it can be; what is text in neither is left to be refused as UTF-8."""
    if not stream.seekable():
        return UTF_8
    start, utf_8, french, left = stream.tell(), True, True, most
    decoder = codecs.getincrementaldecoder("utf-8")()
    while (utf_8 or french) and left > 0 and (part := stream.read(min(_AT_ONCE, left))):
        left -= len(part)
        french = french and _NO_TEXT.search(part) is None
        utf_8 = utf_8 and _follows(decoder, part)
    # a character that the bound cuts is not one that is wrong
    utf_8 = utf_8 and (left <= 0 or _follows(decoder, b"", last=True))
    stream.seek(start)
    return FRENCH if french and not utf_8 else UTF_8


def _follows(decoder: codecs.IncrementalDecoder, part: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(part, last)
    except UnicodeDecodeError:
        return False
    return True
