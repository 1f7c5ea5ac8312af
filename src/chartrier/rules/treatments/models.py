"""The treatments that are common in communes, EPCI and CCAS: each a place to begin, linked to the shipped table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Findings, Place
from chartrier.rules.communicabilite.provenance import Confidence
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.treatments.reading import TABLE, read_table
from chartrier.rules.treatments.treatment import Treatment

FILE = "models.toml"
ALL = "tous"

HOSTING = "HEBERGEMENT"
"""The model of what is done for other collectivités: once for each convention that makes one a processor."""


@dataclass(frozen=True, slots=True)
class Model:
    """A treatment to begin with. `kinds`: the collectivités that commonly have it, empty for all. `confidence` is that
    of its legal texts.
    """

    treatment: Treatment
    kinds: frozenset[CollectiviteKind]
    confidence: Confidence
    called: Words
    """Its name as pages say it; the register has that of the treatment."""

    @property
    def code(self) -> str:
        return self.treatment.reference

    def suits(self, kind: CollectiviteKind | None) -> bool:
        """Whether such a collectivité commonly has it; one of which nobody said what it is may have any."""
        return not self.kinds or kind is None or kind in self.kinds


@cache
def models() -> tuple[Model, ...]:
    """All of them, in the order of the file."""
    tables = tomllib.loads((files(__package__) / FILE).read_text("utf-8"))[TABLE]
    return tuple(_model(dict(table)) for table in tables)


def _model(table: dict[str, object]) -> Model:
    kinds, confidence = table.pop("collectivités"), table.pop("confiance")
    english = str(table.pop("nom anglais"))
    findings = Findings()
    treatment = read_table(table, Place(FILE, unit=str(table.get("référence"))), findings)
    if treatment is None or not isinstance(kinds, list):
        raise AssertionError([finding.message("en") for finding in findings])
    named = frozenset(CollectiviteKind(each) for each in kinds if each != ALL)
    return Model(treatment, named, Confidence(str(confidence)), Words(treatment.name, english))
