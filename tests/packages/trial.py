"""What becomes of a package: opened, read whole, and everything said about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.packages.package import PackageRefused, Reader
from chartrier.records.finding import Findings

SMALL = Budget(bytes=64 << 20, entries=1000, room_left=0)


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGING = {
    "os.mkdir",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
}
_written: list[list[str]] = []


def _note(event: str, arguments: tuple) -> None:
    if _written and (
        event in _CHANGING or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING)
    ):
        _written[-1].append(os.fsdecode(arguments[0]))


sys.addaudithook(_note)


@contextmanager
def writing_only_in(folder: Path) -> Iterator[None]:
    """Whatever is opened for writing, made, moved or removed meanwhile lies in this folder."""
    _written.append([])
    try:
        yield
    finally:
        written = _written.pop()
    assert [path for path in written if not Path(path).is_relative_to(folder)] == []


@dataclass
class Outcome:
    """Bytes of the files when it was taken; codes of what was found, the refusal's last."""

    files: dict[str, bytes] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    refused: bool = False


def drain(reader: Reader) -> int:
    """Read to the end: how many bytes there were."""
    return sum(map(len, iter(lambda: reader.read(1 << 20), b"")))


def outcome(path: Path, scratch: Path, budget: Budget = SMALL, piece: int = 1 << 16) -> Outcome:
    """Open and read everything as ingest does. Nothing but PackageRefused may come out."""
    descriptors = len(os.listdir("/proc/self/fd"))
    with writing_only_in(scratch):
        result, found = _read_all(path, scratch, budget, piece)
    for finding in found:
        for language in ("fr", "en"):
            assert finding.message(language)
            assert finding.remedy(language)
        (finding.place.file or "").encode()
    assert found.refused == result.refused
    assert len(os.listdir("/proc/self/fd")) == descriptors
    assert not os.listdir(scratch)
    result.codes = [finding.code for finding in found]
    return result


def _read_all(path: Path, scratch: Path, budget: Budget, piece: int) -> tuple[Outcome, Findings]:
    found = Findings()
    result = Outcome()
    try:
        with open_package(path, budget=budget, scratch=scratch, findings=found) as package:
            for name, entry in package.entries.items():
                with package.open(name) as reader:
                    result.files[name] = b"".join(iter(lambda: reader.read(piece), b""))
                assert entry.name == name
                assert len(result.files[name]) == entry.size
            package.check_unchanged()
            package.digest()
    except PackageRefused as refused:
        found.append(refused.finding)
        result.refused = True
    return result, found
