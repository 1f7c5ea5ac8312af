"""Trier: which units of a list are kept, by a method that anybody can run again with the same result.

`1/N` keeps one unit in N, at least one. The seed is the SHA-512 of the list: the identifiers of its units, ascending,
a line feed after each. The rank of a unit is the SHA-256 of the seed (`sha512:…`), a line feed and its identifier; the
units of the lowest ranks are kept. `annees-0-5` keeps what ends in a year whose number ends in 0 or 5. `critere:` keeps
what has all these words in its title. `main:` keeps what somebody chose.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from chartrier.errors import InvalidInput
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.line import members_digest
from chartrier.rules.series.vocabulary import folded

MOST = 10_000
"""The largest N."""
_ONE_IN = re.compile(r"1/([1-9][0-9]{0,4})", re.ASCII)
_SHOWN = 80


class Method(StrEnum):
    """How a sample is drawn."""

    ONE_IN = "1/N"
    YEARS = "annees-0-5"
    CRITERION = "critere"
    BY_HAND = "main"


@dataclass(frozen=True, slots=True)
class Sampling:
    """A method with what it needs."""

    method: Method
    one_in: int = 1
    words: str = ""
    chosen: frozenset[UUID] = frozenset()

    def __str__(self) -> str:
        """As the bordereau prints it."""
        if self.method is Method.ONE_IN:
            return f"1/{self.one_in}"
        return f"{self.method}:{self.words}" if self.method is Method.CRITERION else str(self.method)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A unit of the list to sort."""

    unit: UUID
    title: str
    end: date | None


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: the seed, what is kept and what may go, in the order of the list."""

    sampling: Sampling
    seed: str
    kept: tuple[UUID, ...]
    going: tuple[UUID, ...]

    def as_json(self) -> dict[str, Any]:
        """The method and the rate, with what it takes to draw it again; the units are listed elsewhere."""
        return {
            "method": str(self.sampling),
            "seed": self.seed,
            "count": len(self.kept) + len(self.going),
            "kept": len(self.kept),
            "chosen": members_digest(self.kept),
        }


def read_method(text: str) -> Sampling:
    """`1/10`, `annees-0-5`, `critere:words`; what is chosen by hand comes from elsewhere. Raises InvalidInput."""
    match = _ONE_IN.fullmatch(text.strip())
    if match and int(match[1]) <= MOST:
        return Sampling(Method.ONE_IN, int(match[1]))
    name, _, rest = text.strip().partition(":")
    if folded(name) == Method.YEARS and not rest:
        return Sampling(Method.YEARS)
    if folded(name) == Method.CRITERION and folded(rest):
        return Sampling(Method.CRITERION, words=" ".join(rest.split()))
    raise InvalidInput(say.BAD_METHOD, value=text[:_SHOWN])


def draw(sampling: Sampling, listed: Sequence[Sorted]) -> Sample:
    """Draw the sample of a list. Raises InvalidInput: empty, a date is missing, a chosen unit is not on it."""
    if not listed:
        raise InvalidInput(say.NO_LINES)
    seed = members_digest(each.unit for each in listed)
    kept = _kept(sampling, seed, listed)
    return Sample(
        sampling,
        seed,
        tuple(each.unit for each in listed if each.unit in kept),
        tuple(each.unit for each in listed if each.unit not in kept),
    )


def _kept(sampling: Sampling, seed: str, listed: Sequence[Sorted]) -> Collection[UUID]:
    if sampling.method is Method.ONE_IN:
        count = -(-len(listed) // sampling.one_in)
        return {each.unit for each in sorted(listed, key=lambda each: rank(seed, each.unit))[:count]}
    if sampling.method is Method.YEARS:
        for each in listed:
            if each.end is None:
                raise InvalidInput(say.NO_YEAR, unit=str(each.unit))
        return {each.unit for each in listed if each.end is not None and each.end.year % 5 == 0}
    if sampling.method is Method.CRITERION:
        words = folded(sampling.words).split()
        return {each.unit for each in listed if all(word in folded(each.title) for word in words)}
    known = {each.unit for each in listed}
    for unit in sorted(sampling.chosen - known, key=str):
        raise InvalidInput(say.NOT_ON_THE_LIST, unit=str(unit))
    return sampling.chosen


def rank(seed: str, unit: UUID) -> str:
    """The rank of a unit in the draw, hexadecimal."""
    return hashlib.sha256(f"{seed}\n{unit}".encode()).hexdigest()
