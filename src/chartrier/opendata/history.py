"""The register of publications: everything that was put online, corrected and withdrawn, as the acts say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.entered import entered_acts
from chartrier.catalog.people import directory
from chartrier.catalog.publications.register import Step, What
from chartrier.opendata.datasets import DATASETS, DatasetKind
from chartrier.opendata.deciding import PUBLICATION
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words

STEPS: Mapping[Step, Words] = MappingProxyType(
    {
        Step.ONLINE: Words("mise en ligne", "put online"),
        Step.CORRECTED: Words("correction", "corrected"),
        Step.WITHDRAWN: Words("retrait", "withdrawn"),
    }
)
THINGS: Mapping[What, Words] = MappingProxyType(
    {
        What.PORTAL: Words("portail", "portal"),
        What.SERIES: Words("série", "série"),
        What.RECORD: Words("fiche", "record"),
        What.DATASET: Words("jeu de données", "dataset"),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One act. `index`: of its entry in the journal; `lines` and `withheld` of a dataset, else None."""

    act: UUID
    index: int
    day: date
    by: str
    step: Step
    what: What
    name: str
    lines: int | None
    withheld: int | None

    @property
    def step_words(self) -> Words:
        return STEPS[self.step]

    @property
    def thing(self) -> Words:
        """What it is about."""
        kind = THINGS[self.what]
        if self.what is What.DATASET and self.name in set(DatasetKind):
            title = DATASETS[DatasetKind(self.name)].title
            return Words(f"{kind.fr} : {title.fr}", f"{kind.en}: {title.en}")
        return Words(f"{kind.fr} {self.name}".strip(), f"{kind.en} {self.name}".strip())

    def as_json(self) -> dict[str, Any]:
        return {
            "act": str(self.act),
            "entry": self.index,
            "day": self.day.isoformat(),
            "by": self.by,
            "step": self.step.value,
            "what": self.what.value,
            "name": self.name,
            "lines": self.lines,
            "withheld": self.withheld,
        }


def told_publications(tenant: Tenant) -> list[Told]:
    """The latest first, each with the name of who did it."""
    names = {str(person.id): person.name for person in directory.persons()}
    found = [
        Told(
            each.id,
            each.index,
            each.day,
            names.get(each.by, each.by),
            Step(each.record["step"]),
            What(each.record["what"]),
            each.record["name"],
            each.record["lines"],
            each.record["withheld"],
        )
        for each in entered_acts(tenant.key, [PUBLICATION])
    ]
    return found[::-1]
