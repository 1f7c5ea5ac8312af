"""An operation that is no versement: done once or not at all, whatever stops it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chartrier.catalog.journal import publication, reservation
from chartrier.copies.small_operation import SmallOperation, carry_out
from chartrier.errors import NotFound, Unavailable
from chartrier.ingest.recovery import finish_interrupted
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.copies.small import small_operation
from tests.ingest.archive import Bench, is_proven, new_archive

VICTIM = Path(__file__).with_name("small.py")
QUICK = ("sealed", "received-b", "copied", "committed", "accepted-a")
LONG = ("received-a", "tiles-a", "checkpoint-a", "accepted-b", "tiles-b", "checkpoint-b")
BEFORE = ("sealed", "received-b", "received-a", "copied")


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("small"), server) as archive:
        yield archive


@pytest.fixture
def bench(archive: Wiring) -> Bench:
    return Bench.new(archive)


def run(bench: Bench, operation: SmallOperation | None = None, **changes: object) -> int:
    copies = replace(bench.archive.copies, **changes)
    return carry_out(operation or small_operation(bench.tenant), bench.tenant, copies, lambda cursor: None)


def test_what_it_leaves(bench: Bench) -> None:
    operation = small_operation(bench.tenant)
    assert run(bench, operation) == 0
    assert run(bench) == 1
    assert bench.is_quiet()
    assert is_proven(bench.archive, bench.tenant)
    for store in bench.means.copies.stores:
        for path, data in operation.files.items():
            with store.open(bench.tenant.code, operation.identifier, path) as stream:
                assert stream.read() == data


def test_facts_and_entry_are_one(bench: Bench) -> None:
    """What fails in the facts takes the entry with it, and leaves no package."""

    def failing(cursor: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        carry_out(
            small_operation(bench.tenant),
            bench.tenant,
            bench.archive.copies,
            failing,
        )
    assert publication.head(bench.tenant.key).size == 0
    finish_interrupted(bench.tenant, bench.means)
    assert bench.is_quiet()


def test_a_tenant_that_is_none(bench: Bench) -> None:
    with pytest.raises(NotFound):
        carry_out(
            small_operation(bench.tenant),
            replace(bench.tenant, code="999999999"),
            bench.archive.copies,
            lambda cursor: None,
        )


def test_no_copy_to_write_to(bench: Bench) -> None:
    stores = bench.archive.copies.stores
    for store in stores:
        folder = bench.archive.settings.copies[store.name] / bench.tenant.code
        folder.rename(folder.with_name("away-" + folder.name))
    with pytest.raises(Unavailable):
        run(bench)
    for store in stores:
        folder = bench.archive.settings.copies[store.name] / bench.tenant.code
        folder.with_name("away-" + folder.name).rename(folder)
    assert publication.head(bench.tenant.key).size == 0
    finish_interrupted(bench.tenant, bench.means)
    assert bench.is_quiet()


@pytest.mark.parametrize("point", ["sealed", "copied"])
def test_another_process_recovers_meanwhile(bench: Bench, point: str) -> None:
    """A package in `incoming` that a living process has reserved is left alone."""

    def recover(name: str) -> None:
        if name == point:
            finish_interrupted(bench.tenant, bench.means)

    assert run(bench, breakpoint=recover) == 0
    assert bench.is_quiet()
    assert is_proven(bench.archive, bench.tenant)


@pytest.mark.parametrize("point", [*QUICK, *(pytest.param(point, marks=pytest.mark.faults) for point in LONG)])
def test_killed_between_two_steps(bench: Bench, point: str) -> None:
    settings = bench.archive.settings
    environ = {
        **os.environ,
        "CHARTRIER_HOME": str(settings.home),
        "CHARTRIER_DATABASE_URL": str(settings.database_url),
        "CHARTRIER_DATABASE_OWNER_URL": str(settings.database_owner_url),
    }
    command = [sys.executable, str(VICTIM), bench.tenant.code, point]
    victim = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert victim.returncode == -9, victim
    finish_interrupted(bench.tenant, bench.means)
    assert bench.is_quiet()
    assert reservation.forget_unheld(bench.tenant.key) == []
    assert publication.head(bench.tenant.key).size == (1 if point not in BEFORE else 0)
    assert is_proven(bench.archive, bench.tenant) or point in BEFORE
    assert run(bench) == (1 if point not in BEFORE else 0)
    assert is_proven(bench.archive, bench.tenant)


def test_the_same_package_is_tried_again(bench: Bench) -> None:
    """A campaign keeps its identifier from one attempt to the next."""
    operation = small_operation(bench.tenant)

    def stop(name: str) -> None:
        if name == "copied":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(bench, operation, breakpoint=stop)
    assert run(bench, operation) == 0
    assert bench.is_quiet()
    assert is_proven(bench.archive, bench.tenant)
