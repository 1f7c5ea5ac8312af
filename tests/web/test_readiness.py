"""What `/readyz` says of all that serving needs: a worker, folders, room, copies that can be written to, a database."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
import pytest

from chartrier.administration import health
from chartrier.web.frame import readiness
from chartrier.web.frame.archive import serve, served

ENOUGH = 3.0
"""Seconds in which all that does not hang answers, on a slow machine too."""

LONG = 60.0
"""Seconds that nothing here takes."""


@pytest.fixture
def ready(site: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Asks, nothing being remembered but where it is said: the status, and what is missing."""
    monkeypatch.setattr(readiness, "LASTS", 0.0)
    serve(served())

    def ask() -> tuple[int, list[str]]:
        answer = client_of().get("/readyz")
        told = answer.json()
        assert set(told) == {"status", "missing"} and str(site.chartrier.folder) not in answer.content.decode()
        return answer.status_code, told["missing"]

    return ask


def beating(site: Any, ago: str) -> None:
    """One worker, whose last sign is so old; none at all for an empty text."""
    with psycopg.connect(site.settings.database_owner_url, autocommit=True) as owner:
        owner.execute("DELETE FROM procrastinate_workers")
        if ago:
            owner.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)", [ago])


@pytest.fixture(autouse=True)
def no_worker_after(site: Any) -> Iterator[None]:
    yield
    beating(site, "")


@contextmanager
def away(folder: Path) -> Iterator[None]:
    folder.rename(folder.with_name(f"{folder.name}-away"))
    try:
        yield
    finally:
        folder.with_name(f"{folder.name}-away").rename(folder)


@pytest.mark.parametrize("ago", ["", "90 seconds"])
def test_without_a_worker_that_lives_it_is_not_ready(
    site: Any, ready: Any, monkeypatch: pytest.MonkeyPatch, ago: str
) -> None:
    beating(site, ago)
    assert ready() == (200, []), "one may be starting"
    monkeypatch.setattr(readiness, "LONGEST_GRACE", 0.0)
    assert ready() == (503, ["worker"])
    beating(site, "2 seconds")
    assert ready() == (200, [])


@pytest.mark.parametrize("name", ["keys", "staging"])
def test_folders_that_are_away_or_open_are_told(site: Any, ready: Any, name: str) -> None:
    folder = getattr(site.settings, name)
    with away(folder):
        assert ready() == (503, [name])
    folder.chmod(0o755)
    try:
        assert ready() == (503, [name])
    finally:
        folder.chmod(0o700)
    assert ready() == (200, [])


def test_a_disk_without_room_for_a_deposit_is_told(site: Any, ready: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    usage, real = namedtuple("usage", "total used free"), shutil.disk_usage
    full: set[Path] = set()
    monkeypatch.setattr(shutil, "disk_usage", lambda at: usage(1, 1, 0) if Path(at) in full else real(at))
    assert ready() == (200, [])
    full.add(site.settings.reception)
    assert ready() == (503, ["room"])
    full.clear()
    full.add(site.settings.copies["b"])
    assert ready() == (503, ["copies"])


def test_a_copy_that_cannot_be_written_to_is_told(site: Any, ready: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = site.settings.copies["b"] / health.TRIED
    # for root too: what cannot be written over
    place.mkdir()
    try:
        assert ready() == (503, ["copies"])
    finally:
        place.rmdir()
    assert ready() == (200, []), "told again as soon as it can"
    assert not place.exists()


def test_a_copy_that_is_read_only_is_told(site: Any, ready: Any) -> None:
    folder = site.settings.copies["b"]
    bound = ["mount", "--bind", str(folder), str(folder)]
    if os.geteuid() != 0 or subprocess.run(bound, capture_output=True, check=False).returncode != 0:
        pytest.skip("NOT TESTED: a disk that is read-only, for want of the right to mount one")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        assert ready() == (503, ["copies"])
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    assert ready() == (200, [])


def test_copies_are_written_to_seldom(site: Any, ready: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    monkeypatch.setattr(readiness, "written", lambda folder: written.append(folder) or True)
    serve(served())
    for _ in range(20):
        assert ready() == (200, [])
    assert sorted(written) == sorted(site.settings.copies.values())


def test_a_copy_that_hangs_keeps_nobody_waiting(site: Any, ready: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Event()
    monkeypatch.setattr(readiness, "PATIENCE", ENOUGH)
    monkeypatch.setattr(readiness, "written", lambda folder: folder.name != "b" or answers.wait(LONG))
    serve(served())
    try:
        assert ready() == (503, ["copies"])
        monkeypatch.setattr(readiness, "PATIENCE", LONG / 2)
        began = time.monotonic()
        assert ready() == (503, ["copies"])
        assert time.monotonic() - began < LONG / 2, "and what hangs is not waited for again"
    finally:
        answers.set()


def test_a_database_that_does_not_answer_is_told_in_time(
    site: Any, ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty, psycopg.connect(site.settings.database_owner_url) as owner:
        hasty.setattr(readiness, "PATIENCE", ENOUGH)
        owner.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        assert ready() == (503, ["database"])
        assert time.monotonic() - began < LONG / 2
        owner.rollback()
    # the look that had no answer may still be ending
    until = time.monotonic() + LONG / 2
    while (told := ready()) != (200, []) and time.monotonic() < until:
        time.sleep(0.1)
    assert told == (200, [])


def test_many_who_ask_make_one_look(site: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []
    real = readiness.worker_lives
    monkeypatch.setattr(readiness, "LASTS", LONG)
    monkeypatch.setattr(readiness, "PATIENCE", LONG / 2)
    monkeypatch.setattr(readiness, "worker_lives", lambda silent: looks.append(time.monotonic()) or real(silent))
    serve(served())
    answers: list[int] = []
    asking = [
        Thread(target=lambda: answers.append(client_of().get("/readyz").status_code), daemon=True) for _ in range(20)
    ]
    for each in asking:
        each.start()
    for each in asking:
        each.join(LONG)
    assert answers == [200] * 20
    assert len(looks) == 1
