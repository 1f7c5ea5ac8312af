"""Samples: anybody draws the same one again, with nothing but the list and SHA-2."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.errors import InvalidInput
from chartrier.rules.disposition.sampling import Method, Sampling, Sorted, draw, read_method

units = st.lists(st.uuids(), min_size=1, max_size=40, unique=True)


def listed(identifiers: list[UUID]) -> list[Sorted]:
    return [Sorted(each, f"Dossier {n}", date(2000 + n, 6, 1)) for n, each in enumerate(identifiers)]


@given(units, st.integers(1, 12), st.randoms())
def test_one_in_n_is_drawn_as_the_documents_say(identifiers: list[UUID], n: int, dice: object) -> None:
    sample = draw(Sampling(Method.ONE_IN, n), listed(identifiers))
    text = "".join(f"{each}\n" for each in sorted(map(str, identifiers)))
    seed = "sha512:" + hashlib.sha512(text.encode()).hexdigest()
    ranked = sorted(identifiers, key=lambda each: hashlib.sha256(f"{seed}\n{each}".encode()).hexdigest())
    assert sample.seed == seed
    assert set(sample.kept) == set(ranked[: (len(identifiers) + n - 1) // n])
    assert {*sample.kept, *sample.going} == set(identifiers) and not set(sample.kept) & set(sample.going)
    again = draw(Sampling(Method.ONE_IN, n), listed(identifiers[::-1]))
    assert set(again.kept) == set(sample.kept)


def test_the_other_methods() -> None:
    several = listed([UUID(int=n) for n in range(12)])
    assert [each.int for each in draw(read_method("annees-0-5"), several).kept] == [0, 5, 10]
    assert [each.int for each in draw(read_method("critere: dossier 1"), several).kept] == [1, 10, 11]
    by_hand = Sampling(Method.BY_HAND, chosen=frozenset({UUID(int=3)}))
    assert [each.int for each in draw(by_hand, several).kept] == [3]
    assert draw(read_method("1/10"), several).as_json()["kept"] == 2


@pytest.mark.parametrize("text", ["", "1/0", "2/3", "1/99999", "critere:", "annees", "main", "1/1١"])
def test_what_is_no_method(text: str) -> None:
    with pytest.raises(InvalidInput, match="RUL-335"):
        read_method(text)


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(InvalidInput, match="RUL-308"):
        draw(Sampling(Method.ONE_IN, 2), [])
    with pytest.raises(InvalidInput, match="RUL-336"):
        draw(Sampling(Method.YEARS), [Sorted(UUID(int=1), "x", None)])
    with pytest.raises(InvalidInput, match="RUL-337"):
        draw(Sampling(Method.BY_HAND, chosen=frozenset({UUID(int=9)})), listed([UUID(int=1)]))
