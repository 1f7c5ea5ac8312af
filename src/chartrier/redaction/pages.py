"""The pages of a document: their letters with their places, their pixels. Runs in the confined process.

Annotations and forms are made part of the page first: what is drawn is then what is read.
"""

from __future__ import annotations

import base64
import ctypes
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import Image

from chartrier.previews.kinds import Kind
from chartrier.previews.office import TooBig
from chartrier.previews.pictures import draw_picture
from chartrier.redaction.limits import CLOSEST, LETTERS, PACKED, PIXELS, RESOLUTION, SIDE
from chartrier.redaction.patch import WHOLE

_DOTS = 72
"""An inch, in units of a PDF."""
_PICTURED = 0.02
"""The part of a page from which a picture on it may hold words."""


def count_pages(file: BinaryIO, kind: Kind) -> int:
    """How many pages there are, or pictures in a file of pictures."""
    if kind is not Kind.PDF:
        return draw_picture(file, 0, 16)[1]
    with _document(file) as document:
        return len(document)


def read_letters(file: BinaryIO, kind: Kind, number: int) -> dict[str, Any]:
    """`text` of a page, `boxes`: four numbers a character (-1 for one that is not drawn), `pictured`: whether it shows
    a picture. Raises TooBig, IndexError.
    """
    if kind is not Kind.PDF:
        return {"text": "", "boxes": [], "pictured": True}
    with _page(file, number) as page:
        words = page.get_textpage()
        try:
            count = words.count_chars()
            if count > LETTERS:
                raise TooBig
            letters = [_letter(pdfium.FPDFText_GetUnicode(words, index)) for index in range(count)]
            boxes = [side for index in range(count) for side in _box(page, words, index)]
        finally:
            words.close()
        return {"text": "".join(letters), "boxes": boxes, "pictured": _is_pictured(page)}


def read_pixels(file: BinaryIO, kind: Kind, number: int) -> dict[str, Any]:
    """`width`, `height`, `channels` (1: grey, 3), `data` of a page, and `points`: its size in 72nds of an inch."""
    if kind is not Kind.PDF:
        picture, _ = draw_picture(file, number, SIDE)
        picture = _opaque(picture)
        dots = picture.width * _DOTS / RESOLUTION, picture.height * _DOTS / RESOLUTION
        return _packed(picture, dots)
    with _page(file, number) as page:
        width, height = (max(1.0, side) for side in page.get_size())
        scale = min(RESOLUTION / _DOTS, CLOSEST, (PIXELS / (width * height)) ** 0.5)
        while True:
            picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            try:
                return _packed(picture, (width, height))
            except TooBig:
                # noise that does not pack: fewer pixels of it
                scale *= 0.7
                if scale < 1:
                    raise


def _packed(picture: Image.Image, points: tuple[float, float]) -> dict[str, Any]:
    if picture.width * picture.height > PIXELS * 2:
        raise TooBig
    red, green, blue = picture.split()
    grey = red.tobytes() == green.tobytes() == blue.tobytes()
    drawn = red if grey else picture
    data = zlib.compress(drawn.tobytes(), 1)
    if len(data) > PACKED:
        raise TooBig
    return {
        "width": picture.width,
        "height": picture.height,
        "channels": 1 if grey else 3,
        "points": [round(side, 2) for side in points],
        "data": base64.b64encode(data).decode("ascii"),
    }


def _opaque(picture: Any) -> Image.Image:
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    converted: Image.Image = picture.convert("RGB")
    return converted


@contextmanager
def _document(file: BinaryIO) -> Iterator[Any]:
    file.seek(0)
    document = pypdfium2.PdfDocument(file)
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _page(file: BinaryIO, number: int) -> Iterator[Any]:
    """The page of this number, from 0, flattened. Raises IndexError."""
    with _document(file) as document:
        if not 0 <= number < len(document):
            raise IndexError(number)
        page = document[number]
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
        try:
            yield page
        finally:
            page.close()


def _letter(code: int) -> str:
    """One character for each, whatever the document calls it: places are counted by them."""
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"


def _box(page: Any, words: Any, index: int) -> tuple[int, int, int, int]:
    """What a letter takes on the page as it is drawn, turned and cropped: the box of its font and its own, together."""
    corners: list[tuple[float, float]] = []
    loose = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(words, index, loose):
        corners += [(loose.left, loose.bottom), (loose.right, loose.top)]
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if pdfium.FPDFText_GetCharBox(words, index, left, right, bottom, top):
        corners += [(left.value, bottom.value), (right.value, top.value)]
    if not corners or all(x == corners[0][0] for x, _ in corners):
        return -1, -1, -1, -1
    places = [_on_the_drawing(page, x, y) for x, y in corners]
    across, down = zip(*places, strict=True)
    return _within(min(across)), _within(min(down)), _within(max(across) + 1), _within(max(down) + 1)


def _on_the_drawing(page: Any, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, x, y, across, down)
    return across.value, down.value


def _within(place: int) -> int:
    return min(max(place, 0), WHOLE)


def _is_pictured(page: Any) -> bool:
    width, height = page.get_size()
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = each.get_bounds()
        if abs((right - left) * (top - bottom)) > _PICTURED * width * height:
            return True
    return False
