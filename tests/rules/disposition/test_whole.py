"""What is proposed goes whole; the answer equals one found by looking at every unit below."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chartrier.rules.disposition.whole import whole

edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] < edge[1]), max_size=20)


def below(unit: int, children: dict[int, list[int]]) -> set[int]:
    found = {unit}
    for child in children.get(unit, []):
        found |= below(child, children)
    return found


@given(edges, st.sets(st.integers(0, 9)), st.lists(st.integers(0, 9), max_size=8))
def test_equals_the_obvious(pairs: list[tuple[int, int]], going: set[int], asked: list[int]) -> None:
    children: dict[int, list[int]] = {}
    for parent, child in pairs:
        children.setdefault(parent, []).append(child)
    found = whole(asked, children, going)
    able = {unit for unit in asked if below(unit, children) <= going}
    uppermost = {unit for unit in able if not any(unit in below(other, children) - {other} for other in able)}
    assert set(found.lines) == uppermost
    for unit, members in found.lines.items():
        assert members[0] == unit and sorted(members) == sorted(below(unit, children))
    assert set(found.surviving) == {unit for unit in asked if unit in going} - able
    for unit, survivor in found.surviving.items():
        assert survivor in below(unit, children) - going
    assert set(found.beneath) == able - uppermost
    assert all(unit in below(top, children) and top in uppermost for unit, top in found.beneath.items())
