"""A PDF made of pictures, one a page, and of nothing else: no text, font, form, link, metadata or earlier version.

It is written from pixels alone (ISO 32000-1), the same bytes for the same pixels.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from PIL import Image

QUALITY = 85
SHARP = 900_000
"""Bytes up to which a page is kept as it was drawn; a larger one, which has pictures, is compressed as one."""
_COLOURS = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB"}


class PicturePdf:
    """Writes the document to `out`, page by page; `finish` ends it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._places: dict[int, int] = {}
        self._pages: list[int] = []
        # 1 is the catalog, 2 the list of pages, which are known at the end
        self._next = 3
        self._at = 0
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, picture: Image.Image, points: tuple[float, float]) -> None:
        """One page of this size in 72nds of an inch."""
        page, content, image = self._next, self._next + 1, self._next + 2
        self._next += 3
        width, height = (b"%.2f" % side for side in points)
        self._object(
            page,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %b %b] /Contents %d 0 R"
            b" /Resources << /XObject << /Page %d 0 R >> >> >>" % (width, height, content, image),
        )
        self._stream(content, b"", b"q %b 0 0 %b 0 0 cm /Page Do Q" % (width, height))
        filtered, data = _encoded(picture)
        self._stream(
            image,
            b" /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %b /BitsPerComponent 8 /Filter %b"
            % (picture.width, picture.height, _COLOURS[picture.mode], filtered),
            data,
        )
        self._pages.append(page)

    def finish(self) -> None:
        """Write what a reader begins with."""
        self._object(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        self._object(2, b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(self._pages)))
        start = self._at
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % self._next)
        for number in range(1, self._next):
            self._write(b"%010d 00000 n \n" % self._places[number])
        self._write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (self._next, start))

    def _object(self, number: int, body: bytes) -> None:
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _stream(self, number: int, entries: bytes, data: bytes) -> None:
        self._object(number, b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(data), entries, data))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


def _encoded(picture: Image.Image) -> tuple[bytes, bytes]:
    """The name of the filter, and the pixels."""
    sharp = zlib.compress(picture.tobytes(), 9)
    if len(sharp) <= SHARP:
        return b"/FlateDecode", sharp
    smooth = io.BytesIO()
    picture.save(smooth, "JPEG", quality=QUALITY)
    return b"/DCTDecode", smooth.getvalue()
