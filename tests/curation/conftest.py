"""An archive, a tenant of it for each test, and an archiviste."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chartrier.preservation.rebuild import rebuild
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.wiring import Wiring, wire
from tests.actors import entered
from tests.conftest import Home, Server
from tests.copies.behind import new_home
from tests.ingest.archive import Bench
from tests.preservation.rebuilding import state


@dataclass(frozen=True)
class Place:
    """An archive with its home, for comparing all its tables."""

    home: Home
    archive: Wiring

    def same_when_made_again(self, bench: Bench) -> None:
        """The index made again from each copy has every row that operations had written."""
        before = state(self.archive, self.home.database, [bench.tenant])
        for source in ("a", "b"):
            rebuild(bench.tenant, source, self.archive.copies, Findings(), lambda done, of: None)
            assert state(self.archive, self.home.database, [bench.tenant]) == before
        with self.home.database.connect("postgres") as superuser:
            wrong = superuser.execute(
                "SELECT id FROM archive_unit u WHERE top = EXISTS ("
                " SELECT FROM archive_unitparent e WHERE e.tenant = u.tenant AND e.unit = u.id)"
            ).fetchall()
        assert wrong == [], "of these the tree tells otherwise than their edges"


@pytest.fixture(scope="module")
def place(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = new_home(tmp_path_factory.mktemp("curation") / "home", server)
    with wire(home.settings) as archive:
        yield Place(home, archive)
    home.database.drop()


@pytest.fixture
def bench(place: Place) -> Bench:
    return Bench.new(place.archive)


@pytest.fixture
def archiviste(place: Place, bench: Bench) -> Actor:
    return entered(place.archive, bench.tenant, Role.ARCHIVISTE)
