"""Pictures: decoded within bounds and encoded anew. Runs in the confined process."""

from __future__ import annotations

import io
import math
from typing import Any, BinaryIO

import pi_heif  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from chartrier.previews.limits import DECODED_SIZE, LARGEST_SIDE, PICTURE_SIZE, PIXELS
from chartrier.previews.office import TooBig

FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "JPEG2000", "HEIF")
"""Decoders that may run: of what PRONOM calls a picture, nothing that calls other programs or holds code."""
_QUALITIES = (85, 60, 35)
_COLOURED = frozenset({"1", "L", "P", "RGB", "RGBA"})
_DEEP = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
"""Greys of more than 8 bits."""
_TAKEN = {"1": 2, "L": 1, "P": 1, "LA": 8, "PA": 8, "RGBA": 8, **dict.fromkeys(_DEEP, 6)}
"""Bytes that a pixel takes while it is decoded and made smaller, by mode; of others, 4."""
_GREEDY = frozenset({"JPEG2000", "HEIF", "WEBP"})
"""Formats whose decoders take memory of their own for each pixel."""
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0


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
        side = min(side, LARGEST_SIDE)
        full = picture.width * picture.height
        # a JPEG is decoded at the scale that is wanted, whatever the size of the plan
        picture.draft(None, (side, side))
        if _taken(picture, full) > DECODED_SIZE or (picture.format in _GREEDY and full > PIXELS):
            raise TooBig
        return _smaller(picture, side), count


def _taken(picture: Any, full: int) -> int:
    """Bytes that decoding takes, `full` being all the pixels of the file."""
    taken = int(picture.width * picture.height * _TAKEN.get(picture.mode, 4))
    if not picture.info.get("progressive"):
        return taken
    # held whole until its last pass, two bytes a coefficient, of colours fewer than of light
    dots = [across * down for _, across, down, _ in picture.layer]
    return taken + int(2 * full * sum(dots) / max(dots))


def _smaller(picture: Any, side: int) -> Any:
    """As it was meant to be seen, no side longer than `side`: black on white drawn in greys, deep greys in 256."""
    small = picture
    if picture.mode == "1":
        # dots left out would leave out the lines of a plan
        small = picture.convert("L")
    elif picture.mode in _DEEP:
        small = picture.convert("F")
    small.thumbnail((side, side))
    if small.mode == "F":
        small = _levelled(small)
        if picture.format == "TIFF" and picture.tag_v2.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
            small = ImageOps.invert(small)
    return ImageOps.exif_transpose(small).copy()


def _levelled(picture: Any) -> Any:
    """In 8 bits, its own lightest grey being white: what 16 bits hold may be of 10, 12 or 14."""
    low, white = picture.getextrema()
    low = min(low, 0)
    if not (math.isfinite(low) and math.isfinite(white)) or white <= low:
        return Image.new("L", picture.size)
    scale = 255 / (white - low)
    return picture.point(lambda grey: grey * scale - low * scale).convert("L")


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
