"""The packages made for speed, through the command line: memory bounded, every step timed. The figures are printed.

PRONOM's process is told apart by what it runs: the ingesting process is the one we start, the other is below it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from chartrier.wiring import wire
from tests.conftest import Home
from tests.ingest.archive import is_proven, new_tenant
from tests.seda.official import CORPUS, needs_corpus

PERF = CORPUS / "perf"
EXPECTED = {"SIP_10000_100.zip": (10_000, 100), "SIP-1000-102400.zip": (1_000, 102_400)}
MEMORY = 400 << 20
EXAMINER = "chartrier.formats.examiner"
STEPS_OF_CHECK = ["container", "bordereau", "seda", "files", "objects", "formats"]
STEPS_OF_INGEST = [*STEPS_OF_CHECK, "recovery", "reservation", "package", "copies", "transaction", "publication"]

pytestmark = needs_corpus


@dataclass
class Run:
    """A command that ended: its answer, wall time in seconds, and peak resident bytes by process."""

    answer: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    peaks: dict[str, int] = field(default_factory=dict)

    def tell(self, title: str) -> None:
        steps = ", ".join(f"{step['name']} {step['seconds']:.2f}" for step in self.answer["steps"])
        peaks = ", ".join(f"{name} {peak >> 20} MiB" for name, peak in self.peaks.items())
        print(f"\n{title}: {self.seconds:.1f} s; peak: {peaks}; seconds of steps: {steps}")


def peak_of(pid: int) -> int:
    """The high-water mark of a process's resident memory so far, which the kernel keeps (VmHWM); 0 when gone."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) << 10 if found else 0
    return 0


def run(arguments: list[str], environ: dict[str, str], cwd: Path) -> Run:
    """Run a command, watching it and all that it starts."""
    done = Run()
    began = time.monotonic()
    with (cwd / "answer").open("w+") as answer, (cwd / "errors").open("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "chartrier.cli.main", *arguments],
            env=environ, cwd=cwd, stdout=answer, stderr=errors,
        )  # fmt: skip
        mine = psutil.Process(process.pid)
        while process.poll() is None:
            note(done.peaks, "command", process.pid)
            with suppress(psutil.Error):
                for child in mine.children(recursive=True):
                    role = "PRONOM" if EXAMINER in child.cmdline() else child.name()
                    note(done.peaks, role, child.pid)
            time.sleep(0.05)
        done.seconds = time.monotonic() - began
        answer.seek(0)
        errors.seek(0)
        assert process.returncode == 0, errors.read()
        done.answer = json.loads(answer.read())
    return done


def note(peaks: dict[str, int], role: str, pid: int) -> None:
    peaks[role] = max(peaks.get(role, 0), peak_of(pid))


def check_bounds(done: Run, names: list[str]) -> None:
    assert 0 < done.peaks["command"] < MEMORY
    assert done.peaks["PRONOM"] > 0
    assert all(peak < MEMORY for role, peak in done.peaks.items() if role != "PRONOM"), done.peaks
    steps = {step["name"]: step["seconds"] for step in done.answer["steps"]}
    assert set(names) <= steps.keys()
    assert 0 < sum(steps.values()) < done.seconds


@pytest.mark.parametrize("file", EXPECTED)
def test_check(file: str, home: Home, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    done = run(["check", str(PERF / file), "--json"], environ_of(home), tmp_path)
    done.tell(f"check {file}")
    count, size = EXPECTED[file]
    assert (done.answer["objects"], done.answer["bytes"]) == (count, count * size)
    check_bounds(done, STEPS_OF_CHECK)
    record_property("peaks", done.peaks)


@pytest.mark.faults
@pytest.mark.parametrize("file", EXPECTED)
def test_ingest(file: str, home: Home, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    with wire(home.settings) as archive:
        tenant = new_tenant(archive)
    command = ["ingest", str(PERF / file), "--tenant", tenant.code, "--json"]
    done = run(command, environ_of(home), tmp_path)
    done.tell(f"ingest {file}")
    count, size = EXPECTED[file]
    assert done.answer["status"] == "accepted"
    assert (done.answer["objects"], done.answer["bytes"]) == (count, count * size)
    check_bounds(done, STEPS_OF_INGEST)
    record_property("peaks", done.peaks)
    with wire(home.settings) as archive:
        assert is_proven(archive, tenant)


def environ_of(home: Home) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", **home.environ}
