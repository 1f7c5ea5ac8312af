"""A commune whose portal is open, made once for whatever tests look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.opendata.archived import archived

CODE = "213456789"
SIRET = f"{CODE}00014"
NAME = "Commune <ouverte>"


@dataclass(frozen=True)
class Published:
    """Its code, a record online, and others that are not; the options by which its référente acts."""

    chartrier: Any
    code: str
    by: tuple[object, ...]
    online: str
    units: dict[str, str]

    def decide(self, *command: object) -> Any:
        return self.chartrier.json("opendata", *command, "--tenant", self.code, *self.by, "--json")


@pytest.fixture(scope="session")
def published(served: Any, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The commune: two datasets, and a série whose records are online."""
    folder, chartrier = tmp_path_factory.mktemp("published"), served.chartrier
    assert chartrier("tenant", "add", f"{CODE}={NAME}").status == 0
    archivist = person_with(chartrier, CODE, "Archiviste du portail", Role.ARCHIVISTE)
    by = person_with(chartrier, CODE, "Référente du portail", Role.REFERENT_OPEN_DATA)
    assert chartrier("series", "adopt", "--confirm", "--tenant", CODE, *archivist).status == 0
    for sip in archived(SIRET):
        answer = chartrier("ingest", sip.write(folder / f"{sip.message}.zip"), "--tenant", CODE)
        assert answer.status == 0, answer
    assert chartrier("texts").status == 0
    assert chartrier("privacy", "scan", "--tenant", CODE).status == 0
    found = chartrier.json("search", "deliberation", "--tenant", CODE)["units"]
    units = {each["title"]: str(each["id"]) for each in found}
    online = next(unit for title, unit in units.items() if "2025-001" in title)
    made = Published(chartrier, CODE, by, online, units)
    made.decide("open", "--siret", SIRET)
    made.decide("publish", "subventions", "--siret", SIRET)
    made.decide("publish", "marches", "--siret", SIRET)
    made.decide("series", "S001", "--ground", "sans-donnees", "--motive", "relu")
    return made
