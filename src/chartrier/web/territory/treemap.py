"""Rectangles whose areas are as given numbers, as square as can be, filling a rectangle (squarified treemap)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle; its upper left corner first."""

    x: float
    y: float
    width: float
    height: float

    def within(self, margin: float, head: float = 0) -> Box:
        """What is left inside of a margin, and below a heading."""
        width, height = max(self.width - 2 * margin, 0.1), max(self.height - 2 * margin - head, 0.1)
        return Box(self.x + margin, self.y + margin + head, width, height)


def treemap(weights: Sequence[float], into: Box) -> list[Box]:
    """A rectangle for each weight, in the order of the weights, which are positive."""
    order = sorted(range(len(weights)), key=lambda number: -weights[number])
    scale = into.width * into.height / (sum(weights) or 1)
    areas = [weights[number] * scale for number in order]
    boxes: list[Box] = []
    left, at = into, 0
    while at < len(areas):
        end = _row_end(areas, at, min(left.width, left.height))
        row, left = _laid(areas[at:end], left)
        boxes += row
        at = end
    found: list[Box] = [into] * len(weights)
    for number, box in zip(order, boxes, strict=True):
        found[number] = box
    return found


def _row_end(areas: Sequence[float], start: int, side: float) -> int:
    """Where a row ends that would be less square with one more."""
    end = start + 1
    while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(areas[start:end], side):
        end += 1
    return end


def _worst(row: Sequence[float], side: float) -> float:
    """The ratio of the sides of its least square rectangle."""
    total = sum(row)
    return max(side * side * max(row) / (total * total), total * total / (side * side * min(row)))


def _laid(row: Sequence[float], into: Box) -> tuple[list[Box], Box]:
    """The rectangles of a row along the shorter side, and what is left."""
    thick, boxes, run = sum(row) / (min(into.width, into.height) or 1), list[Box](), 0.0
    if into.width >= into.height:
        for area in row:
            boxes.append(Box(into.x, into.y + run, thick, area / thick))
            run += area / thick
        return boxes, Box(into.x + thick, into.y, max(into.width - thick, 0), into.height)
    for area in row:
        boxes.append(Box(into.x + run, into.y, area / thick, thick))
        run += area / thick
    return boxes, Box(into.x, into.y + thick, into.width, max(into.height - thick, 0))
