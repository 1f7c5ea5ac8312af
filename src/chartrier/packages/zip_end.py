"""Where a zip's central directory lies: its end records, read without trusting them (APPNOTE §4.3.14-16)."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.container import Container
from chartrier.packages.package import PackageRefused
from chartrier.packages.zip_fields import (
    CENTRAL,
    END,
    END64,
    END64_SIGNATURE,
    END_SIGNATURE,
    IN_ZIP64,
    IN_ZIP64_16,
    LOCATOR64,
    LOCATOR64_SIGNATURE,
)

_LONGEST_TAIL = END.size + 0xFFFF


@dataclass(frozen=True, slots=True)
class Directory:
    """The central directory: `count` records in `size` bytes from `offset`."""

    count: int
    offset: int
    size: int


def ends_as_zip(container: Container) -> bool:
    """Whether the file ends as a zip does, whatever it starts with."""
    tail = _tail(container)
    return len(tail) in _comment_ends(tail).values()


def find_directory(container: Container, budget: Budget) -> Directory:
    """The directory, within the budget, ending where the end records start. Raises PackageRefused."""
    tail = _tail(container)
    end_at = _find_end(tail)
    _, disk, directory_disk, on_disk, count, size, offset, _ = END.unpack_from(tail, end_at)
    declared = (disk, directory_disk, on_disk, count, size, offset)
    records_start = container.size - len(tail) + end_at
    wide = _zip64(container, records_start)
    if wide is not None:
        declared, records_start = _merge(declared, wide[0]), wide[1]
    disk, directory_disk, on_disk, count, size, offset = declared
    if disk or directory_disk or on_disk != count:
        raise PackageRefused(findings.ZIP_SPLIT)
    if count > budget.entries:
        raise PackageRefused(findings.TOO_MANY_ENTRIES, limit=budget.entries)
    if size > budget.directory_bytes:
        raise PackageRefused(findings.DIRECTORY_TOO_LONG, limit=budget.directory_bytes)
    if offset + size != records_start:
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="offset")
    if size < count * CENTRAL.size:
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="count")
    return Directory(count, offset, size)


def _tail(container: Container) -> bytes:
    size = min(container.size, _LONGEST_TAIL)
    return container.read_at(container.size - size, size)


def _comment_ends(tail: bytes) -> dict[int, int]:
    """Every end record of the tail, with where its comment ends."""
    ends = {}
    found = tail.find(END_SIGNATURE)
    while 0 <= found <= len(tail) - END.size:
        ends[found] = found + END.size + END.unpack_from(tail, found)[-1]
        found = tail.find(END_SIGNATURE, found + 1)
    return ends


def _find_end(tail: bytes) -> int:
    """Offset in the tail of the one end record whose comment ends with the file."""
    ends = _comment_ends(tail)
    exact = [at for at, end in ends.items() if end == len(tail)]
    if len(exact) > 1:
        # An end record in the comment of another: tools would differ on which counts.
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="end")
    if not exact:
        too_short = any(end < len(tail) for end in ends.values())
        raise PackageRefused(findings.ZIP_SUFFIX if too_short else findings.ZIP_TRUNCATED)
    return exact[0]


_Declared = tuple[int, int, int, int, int, int]


def _zip64(container: Container, end_at: int) -> tuple[_Declared, int] | None:
    """What the zip64 end record declares and where it starts; None when there is none."""
    locator_at = end_at - LOCATOR64.size
    if locator_at < END64.size:
        return None
    signature, disk, record_at, disks = LOCATOR64.unpack(container.read_at(locator_at, LOCATOR64.size))
    if signature != LOCATOR64_SIGNATURE:
        return None
    if disk or disks > 1:
        raise PackageRefused(findings.ZIP_SPLIT)
    if record_at > locator_at - END64.size:
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="zip64")
    signature, rest, *declared = END64.unpack(container.read_at(record_at, END64.size))
    if signature != END64_SIGNATURE or record_at + 12 + rest != locator_at:
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="zip64")
    return (declared[0], declared[1], declared[2], declared[3], declared[4], declared[5]), record_at


def _merge(narrow: _Declared, wide: _Declared) -> _Declared:
    """The zip64 values, which the narrow ones may not contradict."""
    limits = (IN_ZIP64_16,) * 4 + (IN_ZIP64,) * 2
    for ours, theirs, limit in zip(narrow, wide, limits, strict=True):
        if ours not in (theirs, limit):
            raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="zip64")
    return wide
