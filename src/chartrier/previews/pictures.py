"""Pictures: decoded within bounds and encoded anew. Runs in the confined process."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import pi_heif  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from chartrier.previews.limits import LARGEST_SIDE, PICTURE_SIZE, PIXELS
from chartrier.previews.office import TooBig

FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "JPEG2000", "HEIF")
"""Decoders that may run: of what PRONOM calls a picture, nothing that calls other programs or holds code."""
_QUALITIES = (85, 60, 35)
_COLOURED = frozenset({"1", "L", "P", "RGB", "RGBA"})


def draw_picture(file: BinaryIO, number: int, side: int) -> tuple[Any, int]:
    """The picture of this number in the file, counted from 0, no side longer than `side`; how many there are.

    Raises TooBig, IndexError.
    """
    # Our own limit tells why; PIL's would only warn.
    Image.MAX_IMAGE_PIXELS = None
    pi_heif.register_heif_opener()
    with Image.open(file, formats=FORMATS) as picture:
        count = int(getattr(picture, "n_frames", 1))
        if not 0 <= number < count:
            raise IndexError(number)
        if number:
            picture.seek(number)
        if picture.width * picture.height > PIXELS:
            raise TooBig
        side = min(side, LARGEST_SIDE)
        picture.draft(None, (side, side))
        turned = ImageOps.exif_transpose(picture)
        turned.thumbnail((side, side))
        return turned.copy(), count


def encode(picture: Any) -> tuple[str, bytes]:
    """Media type and bytes of a picture, of its pixels alone: nothing of the file is in them. Raises TooBig."""
    if picture.mode not in _COLOURED:
        picture = picture.convert("RGB")
    clean = picture.convert("RGBA" if picture.mode in ("P", "RGBA") else "L" if picture.mode == "1" else picture.mode)
    clean.info.clear()
    if clean.mode in ("L", "RGBA"):
        target = io.BytesIO()
        clean.save(target, "PNG")
        if target.tell() <= PICTURE_SIZE:
            return "image/png", target.getvalue()
    for quality in _QUALITIES:
        target = io.BytesIO()
        _opaque(clean).save(target, "JPEG", quality=quality)
        if target.tell() <= PICTURE_SIZE:
            return "image/jpeg", target.getvalue()
    raise TooBig


def _opaque(picture: Any) -> Any:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
