"""kill -9 while the index is made again: it is as it was or behind, and the next operation makes it whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.ingest.recovery import finish_interrupted
from chartrier.wiring import wire
from tests.conftest import Home, Server
from tests.copies.behind import new_home
from tests.ingest.archive import Bench, is_proven
from tests.packages_of_ours import Sip
from tests.preservation.rebuilding import fill, state

VICTIM = Path(__file__).with_name("victim_rebuild.py")
POINTS = ("proven", "emptied", "entered-0", "entered-3", "entered-6")


@dataclass
class Made:
    """An archive with seven entries, and every row that operations wrote."""

    home: Home
    code: str
    before: dict[str, list[str]]

    def compare(self) -> None:
        """What the next operation does first brings every row back."""
        with wire(self.home.settings) as archive:
            tenant = tenant_of(self.code)
            finish_interrupted(tenant, archive.means)
            assert state(archive, self.home.database, [tenant]) == self.before
            assert is_proven(archive, tenant)

    def start(self, *point: str) -> subprocess.Popen[str]:
        arguments = [sys.executable, str(VICTIM), self.code, *point]
        return subprocess.Popen(
            arguments,
            env={**os.environ, **self.home.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def making(server: Server, folder: Path) -> Iterator[Made]:
    home = new_home(folder / "home", server)
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        fill(bench, folder)
        before = state(archive, home.database, [bench.tenant])
    yield Made(home, bench.tenant.code, before)
    home.database.drop()


@pytest.fixture(scope="module")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with making(server, tmp_path_factory.mktemp("killed")) as made:
        yield made


@pytest.mark.parametrize("point", POINTS)
def test_at_a_point(made: Made, point: str) -> None:
    process = made.start(point)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out.split()[-1]) == (-9, point), err
    made.compare()


@pytest.mark.faults
@pytest.mark.timeout(900)
def test_at_any_instant(made: Made) -> None:
    chance, killed = random.Random(11), 0
    began = time.monotonic()
    assert made.start().wait(120) == 0
    whole = time.monotonic() - began
    for _ in range(25):
        process = made.start()
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, whole / 2))
        process.kill()
        process.communicate(timeout=120)
        killed += process.returncode == -9
        made.compare()
    print(f"{killed} of 25 killed on the way")
    assert killed > 5


def test_the_archive_goes_on(server: Server, tmp_path: Path) -> None:
    with making(server, tmp_path) as made:
        made.start("entered-3").communicate(timeout=120)
        with wire(made.home.settings) as archive:
            bench = Bench(archive, tenant_of(made.code), archive.means)
            assert bench.accept(Sip(message="AFTER").write(tmp_path / "after.zip")).index == 7
            assert bench.is_proven()
