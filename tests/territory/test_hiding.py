"""No hidden cell can be computed from what is published: for each there is another world, in which that cell counts
otherwise, and which publishes the same to the byte. Who knows how cells are hidden learns no more.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.geography import national_list
from chartrier.records.anonymity import FEWEST
from chartrier.territory.observatory.counting import Counted, sums
from chartrier.territory.observatory.hiding import MOST_HIDDEN, told_apart, told_over
from chartrier.territory.observatory.publication import Layer, Publication, Sized, Told

PARTS = st.lists(st.sampled_from([0, 1, 2, 5, 9, 10, 10, 10, 11, 11, 12, 13, 20, 30, 40]), min_size=1, max_size=6)


def published(counts: tuple[int, ...]) -> tuple[object, ...]:
    """What is told of the parts of a whole: each that is told, and the rest, which follows from the whole."""
    told, rest = told_apart({str(at): count for at, count in enumerate(counts)})
    return sum(counts), tuple((each, counts[int(each)]) for each in sorted(told)), frozenset(rest)


def other_worlds(counts: tuple[int, ...], hidden: list[int]) -> Iterator[tuple[int, ...]]:
    """The same whole, with the hidden parts otherwise: exchanged, one moved, or nearly all of it in one of them."""
    values = [counts[at] for at in hidden]
    total = sum(values)
    others = [list(each) for each in permutations(values)]
    for first in range(len(values)):
        for second in range(len(values)):
            if first != second and values[first]:
                moved = list(values)
                moved[first], moved[second] = moved[first] - 1, moved[second] + 1
                others.append(moved)
        for left in range(min(total, FEWEST)):
            spread = [left // (len(values) - 1) if len(values) > 1 else 0] * len(values)
            spread[first] = total - sum(spread) + spread[first]
            others.append(spread)
    for each in others:
        world = list(counts)
        for at, value in zip(hidden, each, strict=True):
            world[at] = value
        yield tuple(world)


@settings(max_examples=400, deadline=None)
@given(PARTS.filter(lambda counts: sum(counts) >= FEWEST).map(tuple))
def test_a_hidden_part_could_be_another(counts: tuple[int, ...]) -> None:
    told, rest = told_apart({str(at): count for at, count in enumerate(counts)})
    assert all(counts[int(each)] >= FEWEST for each in told)
    assert not rest or sum(counts[int(each)] for each in rest) >= FEWEST
    hidden = sorted(int(each) for each in rest)
    assert {at for at, count in enumerate(counts) if 0 < count < FEWEST} <= set(hidden)
    same = [world for world in other_worlds(counts, hidden) if published(world) == published(counts)]
    for at in hidden:
        assert any(world[at] != counts[at] for world in same), (counts, at, "can be computed")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 14), max_size=7))
def test_a_layer_that_is_hidden_could_count_anything_from_none_to_ten(counts: list[int]) -> None:
    told, rest = told_over(counts)
    hidden = [at for at, each in enumerate(told) if each is None]
    assert {at for at, count in enumerate(counts) if count < FEWEST} == set(hidden)
    if rest is None:
        return
    assert FEWEST <= rest == sum(counts[at] for at in hidden)
    for at in hidden:
        for value in range(MOST_HIDDEN + 1):
            left, world = rest - value, list(counts)
            world[at] = value
            for other in hidden:
                if other != at:
                    world[other] = min(left, MOST_HIDDEN)
                    left -= world[other]
            assert left == 0 and told_over(world) == (told, rest), (counts, at, value)


def some_world(seed: int) -> list[Counted]:
    """Communes of a few régions, as an instance of one, of several, or of a few here and there may have them."""
    draw = random.Random(seed)
    codes = sorted(each.code for each in national_list.departements().values() if each.zone == "metro")
    found = []
    for code in draw.sample(codes, draw.randint(1, 14)):
        for _ in range(draw.choice([1, 3, 6, 10, 11, 12, 25, 60])):
            layers = frozenset(layer for layer in Layer if draw.random() < 0.4) | frozenset(
                {Layer.DEPOSITING} if draw.random() < 0.7 else ()
            )
            layers = layers if Layer.DEPOSITING in layers else frozenset()
            size = draw.choice([0, 0, 1, 2, 2, 3, 5, 8, None])
            volume = draw.choice([10, 20, 30, 5_000])
            found.append(Counted(code, size, layers, len(layers) and 3, volume if layers else 0))
    return found


def of(communes: list[Counted]) -> str:
    told = sums(communes)
    moment = datetime(2026, 11, 29, tzinfo=UTC)
    publication = Publication("x", 2026, date(2026, 11, 29), moment, told.places, told.rests, told.sizes)
    assert Publication.read(publication.as_json()) == publication, "what we write, we take"
    return str(publication.as_json())


@pytest.mark.parametrize("seed", range(24))
def test_a_whole_publication_gives_no_hidden_departement(seed: int) -> None:
    communes = some_world(seed)
    if len(communes) < FEWEST:
        return
    told = sums(communes)
    assert sum(each.communes for each in told.places) == len(communes) == sum(each.communes for each in told.sizes)
    alone = {each.area[1:] for each in told.places if each.area.startswith("D")}
    hidden, same = {each.departement for each in communes} - alone, of(communes)
    for code in hidden:
        assert any(of(world) == same for world in moved(communes, code, hidden)), (seed, code)
    for place in told.places:
        inside = [each for each in communes if each.departement in place.departements]
        assert place.communes == len(inside) >= FEWEST
        if place.volume is not None:
            assert max(each.bytes for each in inside) <= 0.85 * place.volume.bytes
            assert Layer.DEPOSITING in place.layers


def moved(communes: list[Counted], code: str, hidden: set[str]) -> Iterator[list[Counted]]:
    """Worlds in which this département counts otherwise: exchanged with another, or one commune more or less."""
    for other in (*sorted(hidden), *sorted(national_list.departements().keys() - hidden)):
        names = {code: other, other: code}
        mine = sum(each.departement == code for each in communes)
        theirs = sum(each.departement == other for each in communes)
        if other == code or (other not in hidden and theirs):
            continue
        if mine != theirs:
            yield [replace(each, departement=names.get(each.departement, each.departement)) for each in communes]
        for source, target in ((code, other), (other, code)):
            at = next((at for at, each in enumerate(communes) if each.departement == source), None)
            if at is not None:
                yield [*communes[:at], replace(communes[at], departement=target), *communes[at + 1 :]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value["places"].append(value["places"][0]),
        lambda value: value["places"][0].update(communes=10),
        lambda value: value["places"][0]["layers"].update(versent=3),
        lambda value: value["places"][0].update(area="D999"),
        lambda value: value["places"][0].update(without=["D35"]),
        lambda value: value["places"][0].update(volume={"versements": -1, "bytes": 2}),
        lambda value: value["sizes"].append({"from": 7, "communes": 12}),
        lambda value: value["sizes"].append({"from": 200, "communes": 12}),
        lambda value: value.update(year=2025),
        lambda value: value.update(made="2026-11-29T00:00:00"),
        lambda value: value.update(instance=" "),
        lambda value: value.update(rests={"bateaux": 12}),
    ],
)
def test_what_no_instance_of_ours_would_tell_is_refused(spoil: Callable[[dict], None]) -> None:
    moment = datetime(2026, 11, 29, tzinfo=UTC)
    place = Told("D22", (), 12, {Layer.DEPOSITING: 11})
    value = Publication("x", 2026, moment.date(), moment, [place], {}, [Sized(0, 12)]).as_json()
    assert Publication.read(value)
    spoil(value)
    with pytest.raises((ValueError, TypeError)):
        Publication.read(value)
