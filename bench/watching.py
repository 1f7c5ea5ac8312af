"""A command run to its end: wall time, what it answered, and the peak of resident memory of each of its processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHARTRIER = ("-m", "chartrier.cli.main")
EXAMINER = b"chartrier.formats.examiner"
OWN, PRONOM = "own", "PRONOM"


class Failed(Exception):
    """A command that did not do what it was asked; its last words."""


@dataclass
class Run:
    """A command that ended. `peaks` in bytes, by what each process is; empty unless it was watched."""

    seconds: float = 0.0
    answer: str = ""
    words: str = ""
    """What it said beside, on standard error."""
    peaks: dict[str, int] = field(default_factory=dict)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def run(
    command: Sequence[str | Path],
    environ: Mapping[str, str] | None = None,
    *,
    expected: Sequence[int] = (0,),
    watched: float | None = None,
) -> Run:
    """Run it and take its time, from before the start of its process to its end.

    `watched`, in seconds, is how often its processes are looked at. Raises Failed.
    """
    done = Run()
    out, err = os.memfd_create("answer"), os.memfd_create("words")
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], env=environ and {**environ}, cwd=ROOT, stdout=out, stderr=err
    )
    if watched is not None:
        while process.poll() is None:
            note_peaks(process.pid, done.peaks)
            time.sleep(watched)
    status = process.wait()
    done.seconds = time.perf_counter() - began
    done.answer, done.words = _read(out), _read(err)
    if status not in expected:
        raise Failed(f"{' '.join(map(str, command[:4]))}: {status}: {(done.words or done.answer)[-600:].strip()}")
    return done


def note_peaks(pid: int, peaks: dict[str, int]) -> None:
    """The high-water marks that the kernel keeps (VmHWM), of a process and of all below it."""
    _note(peaks, OWN, pid)
    for child in below(pid):
        with suppress(OSError):
            program = Path(f"/proc/{child}/cmdline").read_bytes()
            name = Path(f"/proc/{child}/comm").read_text().strip()
            _note(peaks, PRONOM if EXAMINER in program else name, child)


def peak_of(pid: int) -> int:
    """Bytes; 0 when it is gone."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) << 10 if found else 0
    return 0


def _note(peaks: dict[str, int], name: str, pid: int) -> None:
    peaks[name] = max(peaks.get(name, 0), peak_of(pid))


def below(pid: int) -> Iterator[int]:
    """The processes below one that live."""
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from below(child)


def _read(descriptor: int) -> str:
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")
