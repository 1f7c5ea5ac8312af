"""A disk that is full, failing or over its quota at each call that writes: a finding, nothing half done, then success.

The calls fail in this process before they reach the system, in one folder at a time: staging, or a copy. A full disk
stays full until the operation has given up; files can still be removed from it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from psycopg import sql

from chartrier.catalog.archive import questions
from chartrier.errors import Unavailable
from chartrier.ingest.recovery import finish_interrupted
from chartrier.wiring import Wiring, wire
from tests.cli.commands import COMMUNE, Chartrier
from tests.conftest import Database, Home, Server
from tests.copies.away import archive_of
from tests.faults.calls import Call, observed
from tests.ingest.archive import Bench, codes, new_archive
from tests.packages_of_ours import Document, Sip

TAKING = ("create", "write", "mkdir", "link")
"""Calls that need room."""
COUNTED = (*TAKING, "rename", "truncate", "chmod", "sync", "syncfs")
NO_ROOM_CODES = {"VAU-001", "ING-030", "CPY-012", "CPY-005"}


@dataclass
class Fault:
    """The call with this number, from 0, fails below `folder`; with `stays` every later one that needs room too."""

    folder: Path
    number: int
    error: int = errno.ENOSPC
    stays: bool = True
    count: int = 0
    hit: Call | None = None
    calls: list[str] = field(default_factory=list)

    def before(self, call: Call) -> None:
        if not f"{call.target or call.path}/".startswith(f"{self.folder}/") or call.kind not in COUNTED:
            return
        number, self.count = self.count, self.count + 1
        if number == self.number or (self.stays and number > self.number and call.kind in TAKING):
            self.hit = self.hit or call
            raise OSError(self.error, os.strerror(self.error), call.path)

    def after(self, call: Call) -> None:
        self.calls.append(call.kind)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("full"), server) as wired:
        yield wired


def folders(archive: Wiring) -> dict[str, Path]:
    places = {"staging": archive.settings.staging, **archive.settings.copies}
    return {name: Path(os.path.realpath(place)) for name, place in places.items()}


def accepted(bench: Bench, message: str) -> int:
    found = questions.versements_of_message([bench.tenant.key], message)
    return sum(each.state == "accepted" for each in found)


def sip(message: str) -> Sip:
    return Sip(
        message=message, documents=[Document(f"{n}.txt", f"{message} {n}\n".encode(), f"N{n}") for n in range(3)]
    )


@contextmanager
def failing(archive: Wiring, fault: Fault) -> Iterator[None]:
    with observed(list(folders(archive).values()), fault):
        yield


def fail_at(archive: Wiring, bench: Bench, place: str, number: int, error: int, folder: Path) -> Fault:
    """One ingest with the fault, then one without; the fault is not hit when there are fewer calls."""
    message = f"{place}-{number}-{errno.errorcode[error]}"
    package = sip(message).write(folder / f"{message}.zip")
    fault = Fault(folders(archive)[place], number, error, stays=error != errno.EIO)
    refused = None
    try:
        with failing(archive, fault):
            bench.ingest(package)
    except Unavailable as problem:
        refused = problem.finding
    said = f"{message}: {fault.hit}: {refused and refused.message('en')}"
    if refused is None:
        # a single failing call may be got round: a file that cannot be renamed is copied
        assert fault.hit is None or fault.hit.kind == "rename", said
        assert accepted(bench, message) == 1, said
        return fault
    if error != errno.EIO:
        assert refused.code in NO_ROOM_CODES, said
    acquired = accepted(bench, message)
    if not acquired:
        assert bench.is_quiet(), said
    finish_interrupted(bench.tenant, bench.means)
    assert accepted(bench, message) == acquired, said
    assert bench.is_quiet(), said
    outcome = bench.ingest(package)
    assert outcome.operation.accepted == (not acquired), (said, codes(outcome))
    assert accepted(bench, message) == 1, said
    return fault


def fail_everywhere(archive: Wiring, place: str, error: int, folder: Path, first: int, step: int) -> int:
    """Every `step`-th call of an ingest in turn; how many there were."""
    bench = Bench.new(archive)
    number = first
    while fail_at(archive, bench, place, number, error, folder).hit is not None:
        number += step
    assert number > first, "no call was met: the test proves nothing"
    assert bench.is_proven()
    return number


@pytest.mark.parametrize("place", ["staging", "a", "b"])
def test_full_at_some_calls(archive: Wiring, tmp_path: Path, place: str) -> None:
    fail_everywhere(archive, place, errno.ENOSPC, tmp_path, 3, 17)


@pytest.mark.parametrize("place", ["staging", "a", "b"])
def test_over_quota_or_failing(archive: Wiring, tmp_path: Path, place: str) -> None:
    bench = Bench.new(archive)
    for number, error in ((5, errno.EDQUOT), (7, errno.EIO)):
        assert fail_at(archive, bench, place, number, error, tmp_path).hit is not None
    assert bench.is_proven()


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("place", ["staging", "a", "b"])
def test_full_at_every_call(archive: Wiring, tmp_path: Path, place: str) -> None:
    print(place, fail_everywhere(archive, place, errno.ENOSPC, tmp_path, 0, 1), "calls")


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("place", ["staging", "a", "b"])
@pytest.mark.parametrize("error", [errno.EIO, errno.EDQUOT])
def test_failing_at_many_calls(archive: Wiring, tmp_path: Path, place: str, error: int) -> None:
    fail_everywhere(archive, place, error, tmp_path, 1, 4)


def test_the_full_copy_is_left_out_when_enough_are_left(server: Server, tmp_path: Path) -> None:
    with archive_of(tmp_path / "home", server, "abc", minimum=2) as archive:
        bench = Bench.new(archive)
        package = sip("THREE").write(tmp_path / "three.zip")
        with failing(archive, Fault(folders(archive)["c"], 4)) as _:
            outcome = bench.ingest(package)
        assert outcome.operation.accepted
        assert set(outcome.published.copies) == {"a", "b"}
        assert list(outcome.published.behind) == ["c"]
        finish_interrupted(bench.tenant, bench.means)
        assert bench.is_quiet()
        assert bench.is_proven()


@pytest.mark.parametrize(
    ("place", "number", "again"), [("staging", 0, 0), ("staging", 6, 0), ("a", 0, 0), ("b", 9, 0), ("a", 4, 1)]
)
def test_the_command_says_so(home: Home, tmp_path: Path, place: str, number: int, again: int) -> None:
    """The last of these falls after the commit: the next command publishes it, and refuses it a second time."""
    chartrier = Chartrier(home.environ, home.folder)
    assert chartrier("tenant", "add", COMMUNE).status == 0
    package = sip("CLI").write(tmp_path / "sip.zip")
    with wire(home.settings) as archive:
        fault = Fault(folders(archive)[place], number)
        with failing(archive, fault):
            answer = chartrier("ingest", package, "--tenant", COMMUNE)
    assert fault.hit is not None
    assert answer.status == 3, answer
    assert any(code in answer.err for code in NO_ROOM_CODES), answer
    assert "Traceback" not in answer.err
    assert chartrier("ingest", package, "--tenant", COMMUNE).status == again
    assert chartrier("verify").status == 0


@pytest.mark.parametrize("moment", ["rows", "entry", "commit"])
def test_the_disk_of_the_database_is_full(home: Home, tmp_path: Path, moment: str) -> None:
    chartrier = Chartrier(home.environ, home.folder)
    assert chartrier("tenant", "add", COMMUNE).status == 0
    package = sip("BASE").write(tmp_path / "sip.zip")
    fill(home.database, moment)
    answer = chartrier("ingest", package, "--tenant", COMMUNE)
    assert answer.status == 3, answer
    assert "CAT-024" in answer.err
    empty(home.database)
    assert chartrier("ingest", package, "--tenant", COMMUNE).status == 0
    for name in ("a", "b"):
        assert list((home.folder / "copies" / name / COMMUNE / "incoming").iterdir()) == []
    assert chartrier("verify").status == 0


def fill(database: Database, moment: str) -> None:
    """From now on the server answers as it does when it has no room left for these rows, or at the commit."""
    table = {"rows": "archive_unit", "entry": "journal_journalentry", "commit": "journal_journalentry"}[moment]
    kind = "CONSTRAINT TRIGGER" if moment == "commit" else "TRIGGER"
    when = "AFTER INSERT" if moment == "commit" else "BEFORE INSERT"
    late = "DEFERRABLE INITIALLY DEFERRED" if moment == "commit" else ""
    database.server.run(
        database.name,
        sql.SQL(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        ),
        sql.SQL(f"CREATE {kind} no_room {when} ON {table} {late} FOR EACH ROW EXECUTE FUNCTION no_room()"),
    )


def empty(database: Database) -> None:
    database.server.run(database.name, sql.SQL("DROP FUNCTION no_room CASCADE"))
