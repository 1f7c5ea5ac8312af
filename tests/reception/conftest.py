"""A commune that has adopted its retention table, for all tests of deposits: each makes the drafts it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier import wiring
from chartrier.administration.people import add_person
from chartrier.administration.tenants import tenant_of
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.settings import Settings, load_settings
from chartrier.wiring import Wiring
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.cli.conftest import make_chartrier
from tests.conftest import Server


@dataclass
class Town:
    """The archive of the commune, and two people of it."""

    chartrier: Chartrier
    settings: Settings
    secretary: UUID
    other: UUID


@dataclass
class Desk:
    """The same, connected."""

    town: Town
    archive: Wiring
    tenant: Tenant

    @property
    def means(self) -> Any:
        return self.archive.deposits


@pytest.fixture(scope="session")
def town(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("reception")
    database = server.new_database()
    chartrier = make_chartrier(folder / "home", database)
    chartrier.environ["CHARTRIER_WORKER_HEARTBEAT"] = "1"  # type: ignore[index]
    assert chartrier("init", "--tenant", f"{COMMUNE}=Ma commune", "--tenant", NEIGHBOUR).status == 0
    archiviste = person_with(chartrier, COMMUNE, "Jeanne Martin", Role.ARCHIVISTE)
    adopted = chartrier("series", "adopt", "--confirm", "--tenant", COMMUNE, *archiviste)
    assert adopted.status == 0, adopted
    settings = load_settings(None, dict(chartrier.environ))
    with wiring.wire(settings) as archive:
        people = [
            add_person(name, f"{name[:3]}@exemple.fr", ["deposant"], COMMUNE, archive.copies).id
            for name in ("Camille Durand", "Dominique Petit")
        ]
    yield Town(chartrier, settings, *people)
    database.drop()


@pytest.fixture
def desk(town: Town) -> Iterator[Desk]:
    with wiring.wire(town.settings) as archive:
        yield Desk(town, archive, tenant_of(COMMUNE))


def write(folder: Path, **files: bytes) -> list[Path]:
    """Files of these names (`_` before the extension is a dot)."""
    paths = []
    for name, data in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(data)
        paths.append(path)
    return paths
