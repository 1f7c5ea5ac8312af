"""Acts when the index is made again from a copy, or is older than the copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.administration.habilitations import declare_to
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.people import directory
from chartrier.copies.acting import Act, act
from chartrier.curation.gels import lift_gel, set_gel
from chartrier.errors import NotAllowed
from chartrier.ingest.recovery import finish_interrupted
from chartrier.preservation.rebuild import rebuild
from chartrier.records.finding import Findings
from chartrier.records.roles import Role
from chartrier.wiring import wire
from tests.actors import entered
from tests.conftest import Home, Server
from tests.copies.behind import backup, new_home, on
from tests.curation.test_gels import TERMS
from tests.ingest.archive import Bench, is_proven
from tests.packages_of_ours import Sip
from tests.preservation.rebuilding import state

GIVEN = Act("communication", {"reason": "contentieux"})


@pytest.fixture
def home(server: Server, tmp_path: Path) -> Iterator[Home]:
    home = new_home(tmp_path / "home", server)
    yield home
    home.database.drop()


def test_an_index_made_again_has_the_same_acts(home: Home, tmp_path: Path) -> None:
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        unit = UUID(bench.units(bench.accept(Sip().write(tmp_path / "1.zip")))[0]["id"])
        who = entered(archive, bench.tenant, Role.ARCHIVISTE, Role.DPO)
        gel = set_gel([unit], TERMS, bench.tenant, archive.copies, who)
        lift_gel(gel, "jugement", bench.tenant, archive.copies, who)
        before = state(archive, home.database, [bench.tenant])
        assert len(before["acts_act"]) == 3
        rebuild(bench.tenant, "a", archive.copies, Findings(), lambda done, of: None)
        assert state(archive, home.database, [bench.tenant]) == before
        set_gel([unit], TERMS, bench.tenant, archive.copies, who)
        assert bench.is_proven()


def test_a_database_from_before_a_role_was_taken(home: Home) -> None:
    """The copies know better: what the journal took, an old backup does not give back."""
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        who = entered(archive, bench.tenant, Role.ARCHIVISTE)
    old = backup(home.database)
    try:
        with wire(home.settings) as archive:
            directory.take_role(bench.tenant.key, who.person, Role.ARCHIVISTE)
            declare_to(directory.person(who.person), bench.tenant, archive.copies)
        with wire(on(home, old).settings) as archive:
            finish_interrupted(tenant_of(bench.tenant.code), archive.means)
            assert directory.members(bench.tenant.key) == [(who.person, "archiviste")]
            known = habilitation_of(bench.tenant.key, who.person)
            assert known is not None and known.roles == frozenset()
            with pytest.raises(NotAllowed):
                act(GIVEN, bench.tenant, archive.copies, who)
            assert is_proven(archive, bench.tenant)
    finally:
        old.drop()
