"""kill -9 during a destruction: it never happened, or whoever comes next ends it, once, everywhere."""

from __future__ import annotations

import dataclasses
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.archive import questions
from chartrier.ingest.recovery import finish_interrupted
from chartrier.wiring import Wiring
from tests.conftest import Database, Server
from tests.copies.away import archive_of, environ_of_archive, tree
from tests.copies.destroying import (
    OPERATION,
    TITLE,
    database_of,
    eliminate,
    going_units,
    needles,
    nothing_is_left,
    orders_of,
    packages_are_valid,
    planted_sip,
    rows_with,
    stored,
)
from tests.ingest.archive import Bench

ROOT = Path(__file__).parents[2]
POINTS = (
    "computed", "sealed", "received-a", "received-b", "copied", "committed", "accepted-a", "tiles-a", "checkpoint-a",
    "accepted-b", "tiles-b", "checkpoint-b", "ordered", "written-a", "inventory-a", "framed-a", "purged-a",
    "destroyed-a", "written-b", "inventory-b", "framed-b", "purged-b", "destroyed-b", "attesting", "attested",
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Wiring]:
    with archive_of(tmp_path_factory.mktemp("killed"), server, "ab", 2) as wired:
        yield wired


def start(bench: Bench, units: list[UUID], point: str | None = None) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "tests.copies.destroyer", bench.tenant.code, *([point] if point else [])]
    with tempfile.TemporaryFile("w+") as given:
        given.write("\n".join(map(str, units)))
        given.seek(0)
        return subprocess.Popen(
            arguments, env=environ_of_archive(bench.archive), cwd=ROOT, stdin=given, stdout=subprocess.PIPE, text=True
        )


def check_after_death(bench: Bench, server: Server, package: UUID, before: dict[str, bytes], going: int) -> bool:
    """All that must hold once somebody came next; whether the order had become a fact."""
    archive, tenant = bench.archive, bench.tenant
    finish_interrupted(tenant, bench.means)
    operations = [act.operation for act in (*orders_of(tenant), *acts_of(tenant.key, ["attestation"]))]
    after = stored(archive, tenant, package)
    assert after == {name: before[name] for name in after}
    ordered = bool(operations)
    if ordered:
        assert operations == [OPERATION, "attestation"]
        assert len(after) == len(before) - going
        nothing_is_left(archive)
        database: Database = database_of(archive, server)
        assert rows_with(database, needles()) == []
    else:
        assert after == before
        assert len([unit for unit in questions.newest([tenant.key], limit=999) if TITLE in unit.title]) == going
    packages_are_valid(archive, tenant)
    assert bench.is_proven()
    assert bench.is_quiet()
    assert alike(archive, tenant.code)
    return ordered


def alike(archive: Wiring, code: str) -> bool:
    """Byte for byte, but for partial tiles of sizes at which one copy was published and the other was not, and for the
    scratch file of a process that died, which `prepare` clears after an hour: new bytes, never old ones.
    """
    first, second = (tree(folder / code) for folder in archive.settings.copies.values())
    differing = {path for path in first.keys() | second.keys() if first.get(path) != second.get(path)}
    allowed = re.compile(r"journal/tile/.*\.p(/[0-9]+)?|incoming/\.scratch-[0-9a-f]+")
    assert {path for path in differing if not allowed.fullmatch(path)} == set()
    return True


@pytest.fixture
def planted(archive: Wiring, tmp_path: Path) -> Iterator[tuple[Bench, list[UUID], UUID, dict[str, bytes]]]:
    """A tenant of its own with documents that go and that stay, in a pack; nothing of it is left afterwards."""
    bench = Bench.new(archive)
    sip = planted_sip("K", kept=110, going=100).write(tmp_path / "sip.zip")
    outcome = bench.accept(sip)
    sip.unlink()
    package = outcome.operation.identifier
    units = going_units(bench, outcome)
    yield bench, units, package, stored(archive, bench.tenant, package)
    # what this test leaves would be found by the next one
    if questions.unit([bench.tenant.key], units[0]) is not None:
        eliminate(bench, units)


class Died(BaseException):
    """Ends an order as a death would, but that what it holds is let go of."""


@pytest.mark.faults
@pytest.mark.parametrize("point", POINTS)
def test_cut_off_between_two_steps(planted, server: Server, point: str) -> None:
    bench, units, package, before = planted

    def breakpoint_(name: str) -> None:
        if name == point:
            raise Died

    with pytest.raises(Died):
        eliminate(bench, units, dataclasses.replace(bench.means.copies, breakpoint=breakpoint_))
    ordered = check_after_death(bench, server, package, before, len(units))
    assert ordered == (POINTS.index(point) >= POINTS.index("committed"))


@pytest.mark.parametrize("point", ["committed", "written-a", "inventory-a", "purged-b"])
def test_killed_at_the_worst_moments(planted, server: Server, point: str) -> None:
    killed_between_two_steps(planted, server, point)


@pytest.mark.faults
@pytest.mark.parametrize("point", POINTS)
def test_killed_between_two_steps(planted, server: Server, point: str) -> None:
    killed_between_two_steps(planted, server, point)


def killed_between_two_steps(planted, server: Server, point: str) -> None:
    bench, units, package, before = planted
    victim = start(bench, units, point)
    output, _ = victim.communicate(timeout=120)
    assert victim.returncode == -9, output
    ordered = check_after_death(bench, server, package, before, len(units))
    assert ordered == (POINTS.index(point) >= POINTS.index("committed"))


def kill_at_random(bench: Bench, units: list[UUID], seed: int) -> None:
    victim = start(bench, units)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    try:
        victim.wait(random.Random(seed).uniform(0, 1.5))
    except subprocess.TimeoutExpired:
        victim.kill()
    victim.wait()
    victim.stdout.close()


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random(planted, server: Server, seed: int) -> None:
    bench, units, package, before = planted
    kill_at_random(bench, units, seed)
    check_after_death(bench, server, package, before, len(units))


@pytest.mark.faults
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 140))
def test_killed_at_many_random_instants(planted, server: Server, seed: int) -> None:
    bench, units, package, before = planted
    kill_at_random(bench, units, seed)
    check_after_death(bench, server, package, before, len(units))
