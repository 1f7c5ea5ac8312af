"""What a collectivité must publish, by law: each duty a row of `duties.csv`, with who owes it and from when.

What is not known (its staff above all) never frees anybody: the answer is then « à vérifier ».
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from chartrier.records.collectivite import CollectiviteKind


class Owed(StrEnum):
    """Whether a duty is a collectivité's; the value is what the interface writes."""

    YES = "oui"
    NO = "non"
    TO_CHECK = "à vérifier"


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty to publish. `population` (inhabitants), `staff` (équivalents temps plein) and `amount` (€ HT, of each act)
    are the thresholds from which it is owed, all of those that are given; None: whatever it is.

    `kinds` bounds who may owe it; empty: every collectivité. `confidence`: A (the text is among our sources), G
    (general knowledge, shown with that doubt). `dataset`: what answers it, empty when nothing of ours does.
    """

    code: str
    fr: str
    en: str
    reference: str
    kinds: frozenset[CollectiviteKind]
    population: int | None
    staff: int | None
    amount: int | None
    delay_fr: str
    delay_en: str
    dataset: str
    confidence: str

    def owed_by(self, kind: CollectiviteKind | None, population: int | None, staff: int | None) -> Owed:
        """Whether it is owed by a collectivité of this kind and size; None is what is not known.

        Both thresholds must be passed, so that one which surely is not is enough for no. Whether that of population
        applies to what is no commune, département or région is not settled: then it is to be checked.
        """
        if self.kinds and kind is not None and kind not in self.kinds:
            return Owed.NO
        answers = [_reaches(population, self.population, sure=kind in _OF_INHABITANTS), _reaches(staff, self.staff)]
        if Owed.NO in answers:
            return Owed.NO
        sure = answers == [Owed.YES, Owed.YES] and (not self.kinds or kind is not None)
        return Owed.YES if sure else Owed.TO_CHECK


GENERAL = "diffusion"
"""The duty that holds for what no dataset of its own is made of."""

_OF_INHABITANTS = frozenset({CollectiviteKind.COMMUNE, CollectiviteKind.DEPARTEMENT, CollectiviteKind.REGION})


def _reaches(known: int | None, least: int | None, *, sure: bool = True) -> Owed:
    if least is None:
        return Owed.YES
    if known is None or not sure:
        return Owed.TO_CHECK
    return Owed.YES if known >= least else Owed.NO


@cache
def duties() -> tuple[Duty, ...]:
    """All the duties, in the order of the file."""
    listed = (files("chartrier.opendata") / "duties.csv").read_text("utf-8").splitlines()
    return tuple(_read(row) for row in csv.DictReader(listed, delimiter=";"))


def duty_for(dataset: str) -> Duty:
    """The one that this dataset answers, by what a série calls it; the general one when none is of it alone."""
    folded = dataset.casefold()
    named = [each for each in duties() if each.dataset and each.dataset.casefold() in folded]
    return named[0] if named else next(each for each in duties() if each.code == GENERAL)


def _read(row: dict[str, str]) -> Duty:
    kinds = () if row["kinds"] == "tous" else (CollectiviteKind(each) for each in row["kinds"].split())
    population, staff, amount = (int(row[name]) if row[name] else None for name in ("population", "staff", "amount"))
    return Duty(
        row["code"],
        row["fr"],
        row["en"],
        row["reference"],
        frozenset(kinds),
        population,
        staff,
        amount,
        row["delay_fr"],
        row["delay_en"],
        row["dataset"],
        row["confidence"],
    )
