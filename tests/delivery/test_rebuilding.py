"""An index that is made again has the acts of what was handed out, and what they were made from."""

from __future__ import annotations

from pathlib import Path

from chartrier.access.communication import Request, hand_out
from chartrier.preservation.rebuild import rebuild
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.wiring import wire
from tests.actors import entered
from tests.conftest import Home, Server
from tests.copies.behind import new_home
from tests.delivery.test_communication import root_of
from tests.ingest.archive import Bench
from tests.preservation.rebuilding import state


def test_the_index_made_again_has_the_same_acts_and_log_books(server: Server, tmp_path: Path) -> None:
    home: Home = new_home(tmp_path / "home", server)
    try:
        with wire(home.settings) as archive:
            bench = Bench.new(archive)
            root = root_of(bench, tmp_path)
            actor = entered(archive, bench.tenant, Role.ARCHIVISTE)
            for number, operation in enumerate(("communication", "restitution")):
                target = tmp_path / f"{number}.zip"
                hand_out(Request([root], motive="m"), target, bench.tenant, archive.copies, actor, operation)
            before = state(archive, home.database, [bench.tenant])
            rebuild(bench.tenant, "b", archive.copies, Findings(), lambda done, of: None)
            assert state(archive, home.database, [bench.tenant]) == before
            assert bench.is_proven()
    finally:
        home.database.drop()
