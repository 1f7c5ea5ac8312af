"""The logo of a collectivité: an image that we made again from the pixels of the one that was given."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from chartrier.administration.collectivites.findings import NOT_A_LOGO
from chartrier.catalog.tenants import services
from chartrier.catalog.tenants.services import Logo
from chartrier.errors import InvalidInput

LARGEST = 2 << 20
"""Bytes of the file that is given."""
WIDEST = 4_000
"""Pixels a side of the image that is given: 64 MB of memory at most."""
KEPT = 512
"""Pixels a side of the one that is kept."""


def set_logo(tenant: int, stream: BinaryIO) -> Logo:
    """Give a collectivité a logo, from a PNG or a JPEG. Raises InvalidInput."""
    logo = made_again(stream)
    services.put_logo(tenant, logo)
    return logo


def made_again(stream: BinaryIO) -> Logo:
    """A PNG of the pixels, and of nothing else that the file held. Raises InvalidInput."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _refused(f"> {LARGEST}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _read(data)
    except UnidentifiedImageError:
        raise _refused("PNG, JPEG") from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning) as problem:
        raise _refused(" ".join(str(problem).split())[:80]) from None


def _read(data: bytes) -> Logo:
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        if max(image.size) > WIDEST:
            raise _refused(f"{image.width} × {image.height}")
        plain = image.convert("RGBA")
    plain.thumbnail((KEPT, KEPT))
    bare = Image.frombytes("RGBA", plain.size, plain.tobytes())
    written = io.BytesIO()
    bare.save(written, "PNG", optimize=True)
    return Logo(written.getvalue(), *bare.size)


def _refused(why: str) -> InvalidInput:
    return InvalidInput(NOT_A_LOGO, why=why, pixels=WIDEST, bytes=LARGEST)
