"""A copy or a database that was put back from an old backup: brought up to date, or writing stops and says so."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from chartrier.administration.tenants import open_tenant
from chartrier.errors import IntegrityFailure
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import ingest
from chartrier.journal.checkpoint import Checkpoint, write_checkpoint
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring, wire
from tests.conftest import Home
from tests.packages_of_ours import Sip

CODE = "211234567"
VICTIM = Path(__file__).parents[1] / "faults/victim.py"


@pytest.fixture
def archive(home: Home) -> Iterator[tuple[Wiring, Tenant]]:
    with wire(home.settings) as wired:
        means = wired.means
        tenant = open_tenant(
            CODE,
            "Commune",
            instance="essai.localhost",
            copies=means.copies,
            findings=Findings(),
        )
        yield wired, tenant


def take(wired: Wiring, tenant: Tenant, path: Path, message: str) -> bool:
    outcome = ingest(Sip(message=message).write(path), tenant, wired.means, by="system", steps=Steps())
    return outcome.operation.accepted


def test_a_copy_of_last_week(archive: tuple[Wiring, Tenant], tmp_path: Path) -> None:
    wired, tenant = archive
    folder = wired.settings.copies["b"] / CODE
    assert take(wired, tenant, tmp_path / "1.zip", "M-1")
    shutil.copytree(folder, tmp_path / "old")
    assert take(wired, tenant, tmp_path / "2.zip", "M-2")
    shutil.move(folder, tmp_path / "new")
    shutil.copytree(tmp_path / "old", folder)
    assert take(wired, tenant, tmp_path / "3.zip", "M-3")
    assert folder_names(folder) >= folder_names(tmp_path / "new")


def folder_names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize(("more", "code"), [(1, "JRN-004"), (0, "CPY-003")])
def test_a_database_that_is_not_the_one(archive: tuple[Wiring, Tenant], tmp_path: Path, more: int, code: str) -> None:
    wired, tenant = archive
    assert take(wired, tenant, tmp_path / "1.zip", "M-1")
    key = wired.means.copies.keyring.signing_key(CODE)
    other = write_checkpoint(Checkpoint(tenant.origin, 1 + more, b"\x11" * 32), key)
    checkpoint = wired.settings.copies["b"] / CODE / "journal/checkpoint"
    checkpoint.write_bytes(other)
    with pytest.raises(IntegrityFailure) as refused:
        take(wired, tenant, tmp_path / "2.zip", "M-2")
    assert refused.value.finding.code == code
    assert checkpoint.read_bytes() == other


class Interrupting:
    """A copy that lets another process ingest just before its checkpoint is looked at, once."""

    def __init__(self, copy: object, other: subprocess.Popen[str]) -> None:
        self._copy, self._other, self._waited = copy, other, False

    def __getattr__(self, name: str) -> object:
        return getattr(self._copy, name)

    def read_journal(self, tenant: str, path: str) -> bytes | None:
        if not self._waited:
            self._waited = True
            assert self._other.stdin is not None
            self._other.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._other.wait(4)
        return self._copy.read_journal(tenant, path)  # type: ignore[attr-defined]


def test_another_process_that_publishes_meanwhile_is_no_alarm(
    archive: tuple[Wiring, Tenant], home: Home, tmp_path: Path
) -> None:
    wired, tenant = archive
    package = Sip(message="M-OTHER").write(tmp_path / "other.zip")
    shell = ["sh", "-c", 'cat >/dev/null; exec "$0" "$@"', sys.executable, str(VICTIM), str(package), CODE]
    other = subprocess.Popen(
        shell, env={**os.environ, **home.environ}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    first, *rest = wired.means.copies.stores
    copies = dataclasses.replace(wired.copies, stores=[Interrupting(first, other), *rest])
    means = dataclasses.replace(wired.means, copies=copies)
    outcome = ingest(Sip(message="M-1").write(tmp_path / "1.zip"), tenant, means, by="system", steps=Steps())
    assert outcome.operation.accepted
    assert other.wait(60) == 0
