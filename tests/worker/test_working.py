"""Deposits done in the background by real processes, killed and taken over."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.journal.publication import publishing
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.errors import Unavailable
from chartrier.packages.findings import NO_ROOM
from chartrier.precedence import session_place
from chartrier.reception import announced, deposits, packing, seeing, uploads
from chartrier.reception.answers import Answers
from chartrier.records.finding import Findings
from chartrier.worker import reading, working
from chartrier.worker.again import TryAgain
from chartrier.worker.running import BEHIND
from tests.cli.commands import interpreter
from tests.packages_of_ours import Sip

SELDOM = [pytest.param(each, marks=pytest.mark.faults) for each in ("sealed", "received-a", "received-b")]


def drafted(desk: Any, title: str, **files: bytes) -> Any:
    """A draft with these files, whole."""
    draft = drafts.begin(desk.tenant.key, desk.town.secretary, deposits.FILES, {}, desk.means.clock())
    deposits.answer(desk.tenant, draft.id, Answers("S010", title, "2025"), desk.means.clock())
    for name, data in files.items():
        upload = uploads.begin(draft, f"{name}.txt", len(data), desk.means.yard, desk.means.clock())
        if data:
            uploads.go_on(upload, 0, io.BytesIO(data), desk.means.yard)
    return drafts.draft(desk.tenant.key, draft.id)


def submitted(desk: Any, title: str, **files: bytes) -> UUID:
    findings = Findings()
    work = deposits.submit(desk.tenant, drafted(desk, title, **files), desk.town.secretary, desk.means, findings)
    assert work is not None, [each.code for each in findings]
    return work


@contextmanager
def worker(desk: Any, *options: str, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    python, ours = interpreter({**desk.town.chartrier.environ, **environ})
    process = subprocess.Popen([python, "-m", "chartrier.cli.main", "worker", *options], env=ours)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)


def state(desk: Any, work: UUID) -> Any:
    return works.work(desk.tenant.key, work)


def until(condition: Any) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_a_deposit_is_done_by_a_worker_and_told_as_it_goes(desk: Any) -> None:
    work = submitted(desk, "Bulletin fait au fond", un=b"premier\n", deux=b"second\n")
    assert state(desk, work).state == "waiting"
    with worker(desk, "--once") as process:
        assert process.wait(60) == 0
    done = state(desk, work)
    assert done.state == "done", done.findings
    assert done.steps[0]["name"] == "sip" and all(each["seconds"] is not None for each in done.steps)
    versement = questions.versement([desk.tenant.key], done.operation)
    assert versement is not None and versement.operation["by"] == str(desk.town.secretary)
    draft = drafts.draft(desk.tenant.key, done.subject)
    assert drafts.uploads_of(desk.tenant.key, draft.id) == []
    assert list(desk.means.yard.of(desk.tenant.key).glob("*.txt")) == []
    found = desk.town.chartrier("search", "premier", "--tenant", desk.tenant.code)
    assert "un.txt" in found.out, "what documents say is read when they are in"


def test_the_files_of_a_draft_are_read_as_soon_as_they_have_come(desk: Any) -> None:
    draft = drafted(desk, "", un="Objet : l'école\n".encode(), deux=b"")
    with worker(desk):
        until(lambda: drafts.read_of(desk.tenant.key, draft.id) == (2, 2))
    titles = {each.name: each.title for each in seeing.understand(draft, desk.tenant, Findings()).files}
    assert titles == {"un.txt": "L'école", "deux.txt": "Deux"}


def test_files_are_read_while_all_places_are_taken(desk: Any) -> None:
    """By a travail that waits for the turn to publish, of a worker that does one at a time."""
    work = submitted(desk, "Bulletin qui attend son tour", un=b"son tour\n")
    with publishing(desk.tenant.key), worker(desk, "--concurrency", "1"):
        until(lambda: state(desk, work).state == "running")
        draft = drafted(desk, "", un=b"Objet : vite\n")
        until(lambda: drafts.read_of(desk.tenant.key, draft.id) == (1, 1))
        assert state(desk, work).state == "running"
    with worker(desk, "--concurrency", "1"):
        until(lambda: state(desk, work).state == "done")


def test_what_breaks_the_reading_leaves_the_names(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = drafted(desk, "", trois=b"Objet : perdu\n")

    def broken(*_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(seeing, "look_at", broken)
    working.read_deposit(desk.archive, desk.tenant.key, draft.id, last=False)
    (file,) = seeing.understand(draft, desk.tenant, Findings()).files
    assert (file.title, file.title_from) == ("Trois", "name")


def test_a_second_click_does_nothing(desk: Any) -> None:
    draft = drafted(desk, "Deux fois", un=b"deux fois\n")
    assert deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, Findings()) is not None
    with pytest.raises(Exception, match="CAT-127"):
        deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, Findings())


def test_what_lacks_an_answer_or_a_file_does_not_leave(desk: Any) -> None:
    findings = Findings()
    draft = drafted(desk, " ")
    assert deposits.submit(desk.tenant, draft, desk.town.secretary, desk.means, findings) is None
    assert [each.code for each in findings] == ["REC-006", "REC-003"]
    assert drafts.draft(desk.tenant.key, draft.id).state == "open"


@pytest.mark.parametrize("instant", ["copied", "committed", *SELDOM])
def test_a_worker_killed_is_taken_over_and_nothing_is_done_twice(desk: Any, instant: str) -> None:
    with worker(desk, "--once") as process:
        process.wait(60)
    work = submitted(desk, f"Bulletin coupé {instant}", un=f"coupe net {instant}\n".encode())
    python, environ = interpreter(desk.town.chartrier.environ)
    cut = subprocess.run([python, "-m", "tests.worker.cut", instant], env=environ, timeout=60)
    assert cut.returncode == -signal.SIGKILL
    before = state(desk, work)
    assert before.state == "running"
    with worker(desk):
        until(lambda: state(desk, work).state == "done")
    done = state(desk, work)
    assert (done.operation == before.operation) == (instant == "committed")
    units = questions.find([desk.tenant.key], f'"bulletin coupé {instant}"').units
    assert [each.versement for each in units] == [done.operation]


def test_what_a_dead_worker_had_and_waits_again_is_not_taken_over(desk: Any) -> None:
    """Both would have the one place in the queue: this must not keep the next worker from starting."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 day') RETURNING id"
        )
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id, args)"
            " SELECT 'default', 'jour', 'jour', status::procrastinate_job_status, worker, '{\"timestamp\": 0}'"
            " FROM (VALUES ('doing', %s::bigint), ('todo', NULL)) each (status, worker)",
            cursor.fetchone(),
        )
    with worker(desk, "--once") as process:
        assert process.wait(60) == 0
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = 'jour'")
        assert cursor.fetchall() == []


def test_all_that_a_tenant_has_is_looked_at_now_and_then(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """In between, what came since; and as long as something is left, all of it."""
    submitted(desk, "Bulletin lu", un=b"lu\n" * 1000)
    with worker(desk, "--once") as process:
        assert process.wait(60) == 0
    (last,) = questions.versements([desk.tenant.key], limit=1)
    asked: list[UUID | None] = []
    left: list[str] = ["something"]

    def without_text(tenant: int, *, versement: UUID | None, after: UUID | None, limit: int) -> list[str]:
        asked.append(after)
        return left

    monkeypatch.setattr(reading, "_whole", {})
    monkeypatch.setattr(reading, "without_text", without_text)
    assert [reading.is_left_to_read(desk.tenant.key) for _ in range(2)] == [True, True]
    left.clear()
    assert [reading.is_left_to_read(desk.tenant.key) for _ in range(3)] == [False, False, False]
    assert asked == [None, None, None, last.id, last.id]
    assert not reading.is_left_to_read(desk.tenant.key, whole=True)
    assert asked[-1] is None
    begun = UUID(int=last.id.int - 5)
    with transaction([desk.tenant.key]):
        Versement.objects.create(tenant=desk.tenant.key, id=begun, state="running", received=desk.means.clock())
    for after in (last.id, UUID(int=begun.int - 1)):
        # what was begun before and is under way comes yet
        assert not reading.is_left_to_read(desk.tenant.key)
        assert asked[-1] == after
    monkeypatch.setattr(reading, "LOOKED", 0)
    assert not reading.is_left_to_read(desk.tenant.key)
    assert asked[-1] is None


def test_what_works_for_a_worker_in_the_database_comes_as_late_as_itself(desk: Any) -> None:
    python, environ = interpreter(desk.town.chartrier.environ)
    asked = [python, "-m", "tests.worker.behind", str(BEHIND)]
    late = os.getpriority(os.PRIO_PROCESS, 0) + BEHIND
    # the first session of a machine has no place where those begun after it have one
    begun = [sys.executable, "-c", "print(open('/proc/self/autogroup').read())"]
    shared = subprocess.run(begun, timeout=60, capture_output=True, text=True, start_new_session=True).stdout.split()
    late_session = late if shared else None
    for alone in (True, False):
        told = subprocess.run(
            asked, env=environ, timeout=60, capture_output=True, text=True, start_new_session=alone
        ).stdout.split()
        # a session that it shares stays as it is; each that works for it in the database has one of its own
        assert told[0] == f"{late}/{late_session if alone else session_place(0)}"
        assert told[1:] == [f"{late}/{late_session}"] * 3


def test_a_worker_that_is_asked_to_stop_finishes_what_it_does(desk: Any) -> None:
    work = submitted(desk, "Bulletin fini", un=b"jusqu'au bout\n" * 1000)
    with worker(desk) as process:
        until(lambda: state(desk, work).state in ("running", "done"))
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    assert state(desk, work).state == "done"


def waits(desk: Any, folder: Path, name: str) -> tuple[Any, UUID]:
    """A package that waits for an archivist, under this name, and the control that was asked for."""
    package = Sip(message=f"M-{name}").write(folder / "sip.zip").read_bytes()
    draft = drafts.begin(desk.tenant.key, desk.town.secretary, deposits.PACKAGE, {}, desk.means.clock())
    upload = uploads.begin(draft, name, len(package), desk.means.yard, desk.means.clock())
    uploads.go_on(upload, 0, io.BytesIO(package), desk.means.yard)
    with drafts.changing(desk.tenant.key, draft.id, desk.means.clock(), deposits.OPEN) as found:
        found.state = deposits.REVIEW
    asked = deposits.check_waiting(desk.tenant, draft.id, desk.town.secretary, desk.means.clock())
    return drafts.draft(desk.tenant.key, draft.id), asked


@pytest.mark.parametrize("instant", ["packed", "check", "announced_by", "never"])
def test_a_control_whose_package_is_let_in_meanwhile_is_given_up(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    """Whichever work ends first: what is archived erases the files, and a control of them is no failure."""
    draft, asked = waits(desk, tmp_path, f"{instant}.zip")
    where: Any = packing if instant == "packed" else working

    def after_it_was_let_in(*given: Any, **named: Any) -> Any:
        monkeypatch.undo()
        work = deposits.accept(desk.tenant, draft, desk.town.other, desk.means, Findings())
        assert work is not None
        working.do(desk.archive, desk.tenant.key, work, last=True)
        assert state(desk, work).state == "done" and drafts.uploads_of(desk.tenant.key, draft.id) == []
        return doing(*given, **named)

    if instant != "never":
        doing = getattr(where, instant)
        monkeypatch.setattr(where, instant, after_it_was_let_in)
    working.do(desk.archive, desk.tenant.key, asked, last=True)
    assert (state(desk, asked).state, state(desk, asked).findings) == (
        ("abandoned", []) if instant != "never" else ("done", state(desk, asked).findings)
    )


def test_a_package_may_have_any_name(desk: Any, tmp_path: Path) -> None:
    """What its reading writes lies beside it."""
    draft, asked = waits(desk, tmp_path, "announced")
    working.do(desk.archive, desk.tenant.key, asked, last=True)
    assert state(desk, asked).state == "done", state(desk, asked).findings
    assert drafts.draft(desk.tenant.key, draft.id).announced["says"]["message"] == "M-announced"


def test_a_package_that_finds_no_room_to_be_read_in_is_read_later(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, asked = waits(desk, tmp_path, "plein.zip")

    def full(*_: Any, **__: Any) -> Any:
        raise Unavailable(NO_ROOM)

    monkeypatch.setattr(announced, "open_package", full)
    with pytest.raises(TryAgain, match=NO_ROOM.code):
        working.do(desk.archive, desk.tenant.key, asked, last=False)
    monkeypatch.undo()
    assert drafts.draft(desk.tenant.key, draft.id).announced is None
    working.do(desk.archive, desk.tenant.key, asked, last=False)
    assert drafts.draft(desk.tenant.key, draft.id).announced["says"] is not None
