"""Rectangles fill the whole, none over another, each as large as it is told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.web.territory.treemap import Box, treemap

INTO = Box(10, 20, 1_000, 620)


@given(st.lists(st.floats(0.5, 1e6), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_areas_are_as_told_and_nothing_overlaps(weights: list[float]) -> None:
    boxes = treemap(weights, INTO)
    whole = INTO.width * INTO.height
    for weight, box in zip(weights, boxes, strict=True):
        assert abs(box.width * box.height - weight / sum(weights) * whole) < whole * 1e-6
        assert box.x >= INTO.x - 1e-3 and box.x + box.width <= INTO.x + INTO.width + 1e-3
        assert box.y >= INTO.y - 1e-3 and box.y + box.height <= INTO.y + INTO.height + 1e-3
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = min(one.x + one.width, other.x + other.width) - max(one.x, other.x) < 1e-3
            assert apart or min(one.y + one.height, other.y + other.height) - max(one.y, other.y) < 1e-3


def test_equal_ones_are_nearly_square() -> None:
    assert all(0.3 < box.width / box.height < 3.3 for box in treemap([1] * 350, INTO))
