"""Where something lies on a page: a rectangle in ten-thousandths of its width and height, from its top left corner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = 10_000
"""The width and the height of any page."""
_MARGIN = 0.12
"""Of the height of a line, added around it: letters go beyond the box that their font claims."""
_LEAST_MARGIN = 12


@dataclass(frozen=True, slots=True)
class Patch:
    """`left` < `right`, `top` < `bottom`, all within the page."""

    left: int
    top: int
    right: int
    bottom: int

    def with_margin(self) -> Patch:
        margin = max(_LEAST_MARGIN, round((self.bottom - self.top) * _MARGIN))
        return Patch(
            max(0, self.left - margin),
            max(0, self.top - margin),
            min(WHOLE, self.right + margin),
            min(WHOLE, self.bottom + margin),
        )

    def joined(self, other: Patch) -> Patch:
        return Patch(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def goes_on(self, before: Patch) -> bool:
        """Whether this letter is written after that one: beside it, or below or above where the page is turned."""
        height, width = (
            min(each.bottom - each.top for each in (self, before)),
            min(each.right - each.left for each in (self, before)),
        )
        beside = min(self.bottom, before.bottom) - max(self.top, before.top)
        across = min(self.right, before.right) - max(self.left, before.left)
        return 2 * beside >= height or (2 * across >= width and -beside < height)

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """The pixels that it touches, of a picture of that size: first and last columns and rows."""
        return (
            self.left * width // WHOLE,
            self.top * height // WHOLE,
            min(width - 1, -(-self.right * width // WHOLE)),
            min(height - 1, -(-self.bottom * height // WHOLE)),
        )


def lines(boxes: Iterable[Patch]) -> list[Patch]:
    """One patch for each line of these letters, which come in the order of reading."""
    found: list[Patch] = []
    last: Patch | None = None
    for box in boxes:
        if last is not None and box.goes_on(last):
            found[-1] = found[-1].joined(box)
        else:
            found.append(box)
        last = box
    return [each.with_margin() for each in found]
