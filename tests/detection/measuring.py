"""Recall and precision of the detection on labelled documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from chartrier.detection.occurrence import Kind
from chartrier.detection.scanning import scan
from tests.detection.labelled import Document


@dataclass
class Measure:
    """How many labels were found, missed, and how many occurrences have no label, by kind."""

    found: Counter[Kind] = field(default_factory=Counter)
    missed: Counter[Kind] = field(default_factory=Counter)
    invented: Counter[Kind] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def recall(self, kinds: Iterable[Kind]) -> float:
        found, missed = (sum(counter[kind] for kind in kinds) for counter in (self.found, self.missed))
        return found / (found + missed)

    def precision(self, kinds: Iterable[Kind]) -> float:
        found, invented = (sum(counter[kind] for kind in kinds) for counter in (self.found, self.invented))
        return found / (found + invented)


def measure(documents: Iterable[Document], *, model: bool = False) -> Measure:
    """An occurrence is right when its kind and both its ends are those of a label. `model`: by the language model."""
    measured = Measure()
    for document in documents:
        said = {
            (each.kind, each.start, each.end)
            for each in scan(document.text, model=model).occurrences
            if each.kind is not Kind.SPECIAL
        }
        labels = set(document.labels)
        for outcome, which in (
            (measured.found, said & labels),
            (measured.missed, labels - said),
            (measured.invented, said - labels),
        ):
            outcome.update(kind for kind, _, _ in which)
        for word, which in (("missed", labels - said), ("invented", said - labels)):
            measured.examples += [f"{word} {kind}: {document.text[max(0, a - 30) : b + 15]!r}" for kind, a, b in which]
    return measured
