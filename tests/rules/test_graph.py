"""The compact graph: every unit once, after its parents, with all its links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.errors import InvalidInput
from chartrier.rules.graph import Graph


@st.composite
def shapes(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """Units and links of children to parents; numbers say nothing of who is above."""
    count = draw(st.integers(0, 12))
    order = draw(st.permutations(range(count)))
    pairs = [(order[child], order[parent]) for child in range(count) for parent in range(child)]
    return count, draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []


@settings(max_examples=300, deadline=None)
@given(shapes())
def test_parents_come_first_with_their_links(shape: tuple[int, list[tuple[int, int]]]) -> None:
    count, links = shape
    graph = Graph(count)
    for child, parent in links:
        graph.link(child, parent)
    seen: set[int] = set()
    found = list(graph.parents_first())
    for unit, parents, children in found:
        assert sorted(parents) == sorted(parent for child, parent in links if child == unit)
        assert children == sum(parent == unit for _, parent in links)
        assert set(parents) <= seen
        seen.add(unit)
    assert sorted(unit for unit, _, _ in found) == list(range(count))


def test_a_unit_inside_itself_is_told() -> None:
    graph = Graph()
    one, other, apart = graph.add(), graph.add(), graph.add()
    graph.link(one, other)
    graph.link(other, one)
    assert apart == 2
    with pytest.raises(InvalidInput, match="RUL-040"):
        list(graph.parents_first())
