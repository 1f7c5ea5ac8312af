"""An élimination of 10,000 objects in two copies, killed a hundred times: once, everywhere, and nothing else."""

from __future__ import annotations

import random
import time
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.catalog.acts.register import acts_of
from chartrier.copies.healing import heal
from chartrier.ingest.recovery import finish_interrupted
from chartrier.preservation.rebuild import rebuild
from chartrier.records.finding import Findings
from tests.conftest import Server
from tests.copies.away import archive_of, away
from tests.copies.destroying import (
    database_of,
    going_units,
    needles,
    nothing_is_left,
    orders_of,
    packages_are_valid,
    planted_sip,
    rows_with,
    stored,
)
from tests.copies.test_destruction_killed import alike, start
from tests.ingest.archive import Bench
from tests.preservation.rebuilding import state

PACKAGES, GOING, KEPT = 20, 500, 10
KILLS, BEFORE, AWAY, COMMITTED = 99, 10, 85, 6
"""So often it is killed, the first times before the order is a fact; at one, a copy is away meanwhile. Of the points of
an order that `breakpoint` tells, the commit is the sixth."""


def kill(bench: Bench, units: list[UUID], steps: int, delay: float) -> bool:
    """Begin, or go on, and die this long after so many steps; False when it came to its end before."""
    victim = start(bench, units)
    assert victim.stdout is not None
    with victim.stdout as lines:
        assert lines.readline() == "ready\n"
        for _ in range(steps):
            if lines.readline() in ("", "done\n"):
                break
        time.sleep(delay)
        victim.kill()
    return victim.wait() == -9


@pytest.mark.faults
@pytest.mark.timeout(3600)
def test_ten_thousand_objects_and_a_hundred_deaths(server: Server, tmp_path: Path) -> None:
    chance = random.Random(4)
    with archive_of(tmp_path / "home", server, "ab", 1) as archive:
        bench = Bench.new(archive)
        units: list[UUID] = []
        before: dict[UUID, dict[str, bytes]] = {}
        for number in range(PACKAGES):
            sip = planted_sip(f"P-{number}", kept=KEPT, going=GOING).write(tmp_path / "sip.zip")
            outcome = bench.accept(sip)
            sip.unlink()
            package = outcome.operation.identifier
            units += going_units(bench, outcome)
            before[package] = stored(archive, bench.tenant, package)
        assert len(units) == PACKAGES * GOING
        died = 0
        for _ in range(BEFORE):
            died += kill(bench, units, chance.randint(0, COMMITTED - 1), chance.uniform(0, 0.1))
        died += kill(bench, units, COMMITTED, chance.uniform(0, 0.1))
        for number in range(BEFORE, KILLS):
            if number == AWAY:
                with away(archive, "b"):
                    kill(bench, units, 1_000, 0)
            # each package that is done already is one step
            died += kill(bench, units, chance.randint(0, number - BEFORE), chance.uniform(0, 0.05))
        assert died > KILLS * 3 // 4
        finish_interrupted(bench.tenant, bench.means)
        heal(bench.tenant, bench.means.copies)
        orders, attestations = orders_of(bench.tenant), acts_of(bench.tenant.key, ["attestation"])
        assert len(orders) == 1
        assert [act.record["owing"] for act in attestations].count([]) == 1
        nothing_is_left(archive)
        database = database_of(archive, server)
        assert rows_with(database, needles()) == []
        for package, each in before.items():
            after = stored(archive, bench.tenant, package)
            assert len(after) == KEPT
            assert after == {name: each[name] for name in after}
        packages_are_valid(archive, bench.tenant)
        assert bench.is_proven()
        assert alike(archive, bench.tenant.code)
        rows = state(archive, database, [bench.tenant])
        rebuild(bench.tenant, "b", archive.copies, Findings(), lambda done, of: None)
        assert state(archive, database, [bench.tenant]) == rows
        nothing_is_left(archive)
