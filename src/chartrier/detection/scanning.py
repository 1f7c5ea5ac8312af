"""A text is looked through once for all kinds; what two kinds claim goes to the surer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chartrier.detection.births import births
from chartrier.detection.contacts import addresses, emails, phones
from chartrier.detection.identifiers import ibans, nirs
from chartrier.detection.names import has_model, names, names_of_model
from chartrier.detection.occurrence import Kind, Occurrence
from chartrier.detection.special import specials

Detector = Callable[[str], Iterator[Occurrence]]

BY_FORM: tuple[Detector, ...] = (nirs, ibans, emails, phones, births, addresses, names, specials)
TOLD = 0.5
"""What is less certain is not told."""
EDITION = 2
"""To be raised whenever a detector changes: what was seen before is looked at again."""
KEPT = 200
"""Occurrences of a kind that are kept of one document, the first ones: all are counted."""

WEIGHTS: Mapping[Kind, int] = {
    Kind.NIR: 40,
    Kind.IBAN: 25,
    Kind.SPECIAL: 15,
    Kind.BIRTH: 10,
    Kind.ADDRESS: 6,
    Kind.PHONE: 5,
    Kind.EMAIL: 4,
    Kind.NAME: 2,
}
"""What the first occurrence of a kind adds to the score; each next adds half of the one before."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a text seems to hold: occurrences in order (at most `KEPT` a kind), how many of each kind there are.

    `score`: 0 (nothing seen) to 100, for sorting what to look at first.
    """

    occurrences: tuple[Occurrence, ...]
    counts: Mapping[Kind, int]

    @property
    def score(self) -> int:
        total = sum(WEIGHTS[kind] * (2 - 0.5 ** (count - 1)) for kind, count in self.counts.items() if count)
        return min(100, round(total))


def scan(text: str, *, model: bool = False) -> Scan:
    """Look for personal data in a text. `model`: names by spaCy's French model too, if installed; slower by far."""
    detectors = (*BY_FORM, names_of_model) if model else BY_FORM
    found = apart(each for detect in detectors for each in detect(text) if each.certainty >= TOLD)
    kept: Counter[Kind] = Counter()
    first: list[Occurrence] = []
    for each in found:
        kept[each.kind] += 1
        if kept[each.kind] <= KEPT:
            first.append(each)
    return Scan(tuple(first), dict(kept))


def edition() -> int:
    """By what a text is looked through here and now: the edition, and whether the language model is installed.

    Once it is, what was seen by form alone is looked at again; without it, what the model saw stays.
    """
    return 10 * EDITION + has_model()


def all_of(text: str, kinds: Collection[Kind], *, model: bool = False) -> list[Occurrence]:
    """Every occurrence of these kinds, for who hides them: none is left out, and none yields to another kind."""
    detectors = (*BY_FORM, names_of_model) if model else BY_FORM
    found = (each for detect in detectors for each in detect(text))
    return sorted((each for each in found if each.kind in kinds and each.certainty >= TOLD), key=_by_place)


def apart(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Of occurrences that overlap, the surest, then the longest; in the order of the text."""
    chosen: list[Occurrence] = []
    for each in sorted(found, key=_by_place):
        if chosen and chosen[-1].overlaps(each):
            if _worth(each) > _worth(chosen[-1]):
                chosen[-1] = each
        else:
            chosen.append(each)
    return chosen


def _by_place(each: Occurrence) -> tuple[int, int]:
    return each.start, -each.end


def _worth(each: Occurrence) -> tuple[float, int]:
    return each.certainty, each.end - each.start
