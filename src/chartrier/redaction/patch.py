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

    def on_the_line_of(self, other: Patch) -> bool:
        """Whether half of the lower of the two, at least, stands beside the other."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return 2 * shared >= min(self.bottom - self.top, other.bottom - other.top)

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
    for box in boxes:
        if found and box.on_the_line_of(found[-1]):
            found[-1] = found[-1].joined(box)
        else:
            found.append(box)
    return [each.with_margin() for each in found]
