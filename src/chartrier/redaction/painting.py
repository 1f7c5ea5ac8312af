"""Hiding places of a page: their pixels all become one colour, before anything of the page is written."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from chartrier.redaction.patch import Patch
from chartrier.redaction.reader import Pixels

_MODES = {1: "L", 3: "RGB"}
_NEAR = 3
"""Pixels at the edge of what is hidden that a lossy picture mixes with their neighbours."""
_NEARLY_BLACK = 24
"""What a lossy picture makes of black, at most."""


def painted(page: Pixels, patches: Sequence[Patch]) -> Image.Image:
    """The page, black where it is hidden."""
    picture = Image.frombytes(_MODES[page.channels], (page.width, page.height), page.data)
    brush = ImageDraw.Draw(picture)
    for patch in patches:
        brush.rectangle(patch.pixels(page.width, page.height), fill=0 if page.channels == 1 else (0, 0, 0))
    return picture


def is_hidden(page: Pixels, patch: Patch) -> bool:
    """Whether nothing but one colour is to be seen there."""
    left, top, right, bottom = patch.pixels(page.width, page.height)
    inner = (left + _NEAR, top + _NEAR, right + 1 - _NEAR, bottom + 1 - _NEAR)
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        inner = (left, top, right + 1, bottom + 1)
    seen = Image.frombytes(_MODES[page.channels], (page.width, page.height), page.data).crop(inner).convert("L")
    _, brightest = seen.getextrema()
    assert isinstance(brightest, int | float)
    return brightest <= _NEARLY_BLACK
