"""The letters and the pixels of pages, asked of a confined process that is not believed either."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier.errors import InvalidInput
from chartrier.formats.confinement.bounds import Bounds
from chartrier.previews.findings import STOPPED
from chartrier.previews.kinds import Kind
from chartrier.previews.previewer import Previewer
from chartrier.redaction.findings import PAGE_UNREADABLE
from chartrier.redaction.limits import LETTERS, PIXELS
from chartrier.redaction.patch import WHOLE, Patch

MAKER = ("-m", "chartrier.redaction.maker")
SheetCells = tuple[str, list[list[tuple[str, bool]]]]
"""The name of a sheet, and its rows: what is seen in each cell, and whether it is a number."""
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
SECONDS = 60.0
"""For one page."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The text of a page; the place of each of its characters, None for those that are not drawn.

    `pictured`: it shows a picture, whose words are in no text.
    """

    text: str
    boxes: Sequence[Patch | None]
    pictured: bool

    @property
    def unread(self) -> bool:
        """Whether the page has no text that words could be looked for in: none, or of letters that nobody can tell."""
        seen = [letter for letter in self.text if not letter.isspace()]
        unknown = sum(letter in "\ufffd\x00" or "\ue000" <= letter <= "\uf8ff" for letter in seen)
        return not seen or unknown * 10 > len(seen)


@dataclass(frozen=True, slots=True)
class Pixels:
    """A page as it is drawn: rows of grey (one byte a pixel) or of colours (three); its size in 72nds of an inch."""

    width: int
    height: int
    channels: int
    data: bytes
    points: tuple[float, float]


class PageReader(Previewer):
    """Reads the pages of the document that was written to its `file`: as a `Previewer`, one page at a time."""

    def __init__(self, folder: Path, *, bounds: Bounds | None = None, seconds: float = SECONDS) -> None:
        super().__init__(folder, bounds=bounds, seconds=seconds, patience=3, program=MAKER)

    def pages(self, kind: Kind) -> int:
        """How many pages there are. Raises InvalidInput when the document cannot be read, Unavailable."""
        answer = self._answer("pages", kind, 0)
        return _natural(answer.get("pages"), 1, 1 << 24)

    def letters(self, kind: Kind, number: int) -> Letters:
        """The letters of a page, counted from 0. Raises as `pages`."""
        answer = self._answer("letters", kind, number)
        text, boxes = answer.get("text"), answer.get("boxes")
        if not isinstance(text, str) or not isinstance(boxes, list) or len(text) > LETTERS:
            raise InvalidInput(STOPPED)
        if len(boxes) != 4 * len(text) or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise InvalidInput(PAGE_UNREADABLE, page=number + 1)
        places = [_patch(boxes[at : at + 4]) for at in range(0, len(boxes), 4)]
        return Letters(text.replace("\0", "\ufffd"), places, bool(answer.get("pictured")))

    def pixels(self, kind: Kind, number: int) -> Pixels:
        """The pixels of a page, counted from 0. Raises as `pages`."""
        answer = self._answer("pixels", kind, number)
        width, height = (_natural(answer.get(side), 1, 1 << 15) for side in ("width", "height"))
        channels = _natural(answer.get("channels"), 1, 3)
        points = answer.get("points")
        size = width * height * channels
        if channels == 2 or width * height > 2 * PIXELS or not _are_sides(points):
            raise InvalidInput(STOPPED)
        try:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(base64.b64decode(answer["data"], validate=True), size + 1)
        except (zlib.error, ValueError, KeyError, TypeError):
            raise InvalidInput(STOPPED) from None
        if len(data) != size:
            raise InvalidInput(STOPPED)
        assert isinstance(points, list)
        return Pixels(width, height, channels, data, (float(points[0]), float(points[1])))

    def sheets(self) -> list[SheetCells]:
        """The sheets of a spreadsheet. Raises as `pages`."""
        answer = self._answer("sheets", Kind.OFFICE, 0)
        try:
            return [(_text(name), [[_cell(*cell) for cell in row] for row in rows]) for name, rows in answer["sheets"]]
        except (TypeError, ValueError, KeyError):
            raise InvalidInput(STOPPED) from None

    def _answer(self, do: str, kind: Kind, number: int) -> dict[str, Any]:
        answer, _, why = self._ask({"do": do, "kind": str(kind), "number": number})
        if answer is None:
            assert why is not None
            raise InvalidInput(why)
        return answer


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value.replace("\0", " ").encode("utf-8", "replace").decode()


def _cell(text: Any, number: Any) -> tuple[str, bool]:
    seen = _text(text)
    return seen, bool(number) and _NUMBER.fullmatch(seen) is not None


def _natural(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InvalidInput(STOPPED)
    return value


def _are_sides(points: Any) -> bool:
    return (
        isinstance(points, list)
        and len(points) == 2
        and all(isinstance(side, int | float) and 0 < side < 1e6 for side in points)
    )


def _patch(sides: Sequence[Any]) -> Patch | None:
    if not all(isinstance(side, int) and -1 <= side <= WHOLE for side in sides):
        raise InvalidInput(STOPPED)
    left, top, right, bottom = sides
    return Patch(left, top, right, bottom) if 0 <= left <= right and 0 <= top <= bottom else None
