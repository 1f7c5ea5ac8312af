"""The files of a deposit as one list: those that were sent, and those in the zip when one zip was all that was sent.

What computers leave beside documents is never one of them, nor counts as sent beside a zip.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from chartrier.packages.budget import Budget
from chartrier.packages.names import place_of, shown
from chartrier.packages.opening import open_package
from chartrier.packages.package import PackageRefused
from chartrier.reception import findings as say
from chartrier.reception.naming import joins
from chartrier.records.finding import Findings, Place

CHUNK = 1 << 20
CONTAINERS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2")
_SERVICE = re.compile(
    r"(^|/)(__MACOSX(/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|\._[^/]*$"
    r"|\.~lock\.[^/]*#$|ehthumbs(_vista)?\.db$|\.(directory|localized)$)",
    re.IGNORECASE,
)
"""What computers leave beside documents."""
_UNSEEN = ("Cc", "Cs", "Cf", "Zl", "Zp")
_LONGEST_PART, _LONGEST = 250, 1_000


_CLOSED = (*CONTAINERS, ".7z", ".rar", ".gz", ".bz2", ".xz", ".cab", ".iso")
_SHORTCUTS = (".lnk", ".url", ".webloc", ".desktop")
_PROGRAMS = (".exe", ".msi", ".com", ".bat", ".cmd", ".scr", ".dll", ".ps1", ".vbs", ".jar", ".apk", ".dmg")
_DOUBTFUL = ((_SHORTCUTS, say.SHORTCUT), (_PROGRAMS, say.PROGRAM), (_CLOSED, say.STAYS_CLOSED))
"""What is archived as it is, and is probably not what somebody means to archive, by the ends of names."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """One file: its relative name with `/`, its size in bytes, and how to read it."""

    name: str
    size: int
    open: Callable[[], Readable]
    path: Path | None = None
    """Where it lies by itself; None for one in a container."""
    sha512: str = ""
    """Of its bytes, in hexadecimal, where it is known."""

    def chunks(self) -> Iterator[bytes]:
        """Its bytes. Raises PackageRefused for a damaged one in a container."""
        stream = self.open()
        try:
            while chunk := stream.read(CHUNK):
                yield chunk
        finally:
            stream.close()


def piece_at(name: str, path: Path, sha512: str = "") -> Piece:
    """A file that lies by itself."""
    return Piece(name, path.stat().st_size, partial(_open, path), path, sha512)


@contextmanager
def opened_pieces(
    files: Sequence[tuple[str, Path]],
    *,
    budget: Budget,
    scratch: Path,
    findings: Findings,
    digests: Mapping[str, str] | None = None,
    aside: Collection[str] = (),
) -> Iterator[list[Piece]]:
    """The pieces of these files (name and place), sorted by name, for as long as the block lasts; `digests` are the
    SHA-512 that are known of some, by name, `aside` those that are left out.

    What is wrong is in the findings, and refuses; a container that is not safe gives no piece.
    """
    with ExitStack() as stack:
        known = digests or {}
        alone = opened_alone([name for name, _ in files])
        pieces = [piece_at(name, path, known.get(name, "")) for name, path in files if name != alone]
        for name, path in files:
            if name == alone:
                pieces += _unpacked(path, stack, budget, scratch, findings)
        yield _sorted(pieces, findings, aside)


def opened_alone(names: Sequence[str]) -> str | None:
    """The one whose content is deposited: a container that is all that was sent."""
    documents = [name for name in names if not is_service_file(name)]
    return documents[0] if len(documents) == 1 and is_container(documents[0]) else None


def is_container(name: str) -> bool:
    """Whether what it holds is deposited, when it is all that was sent."""
    return name.casefold().endswith(CONTAINERS)


def folders_around(names: Iterable[str]) -> int:
    """How many folders are around all of these files: they say nothing that the title of the deposit does not."""
    around: tuple[str, ...] | None = None
    for name in names:
        parts = PurePosixPath(name).parts[:-1]
        if around is None:
            around = parts
        while around and around != parts[: len(around)]:
            around = around[:-1]
    return len(around or ())


def safe_name(name: str) -> str | None:
    """A relative name that can be kept, NFC, with `/`; None when it cannot."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).strip("/")
    parts = name.split("/")
    wrong = (
        not name
        or len(name) > _LONGEST
        # what is not text has no bytes to be counted
        or any(unicodedata.category(char) in _UNSEEN and not joins(name, at) for at, char in enumerate(name))
        or any(part.strip() in ("", ".", "..") or len(part.encode()) > _LONGEST_PART for part in parts)
    )
    return None if wrong else name


def is_service_file(name: str) -> bool:
    """Whether it is what a computer leaves beside documents."""
    return _SERVICE.search(name) is not None


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _unpacked(path: Path, stack: ExitStack, budget: Budget, scratch: Path, findings: Findings) -> list[Piece]:
    try:
        package = stack.enter_context(open_package(path, budget=budget, scratch=scratch, findings=findings))
    except PackageRefused as refused:
        findings.append(refused.finding.as_refusal())
        return []
    return [
        Piece(name, entry.size, cast(Callable[[], Readable], partial(package.open, name)))
        for name, entry in package.entries.items()
    ]


def _sorted(pieces: Sequence[Piece], findings: Findings, aside: Collection[str]) -> list[Piece]:
    kept: dict[str, Piece] = {}
    for piece in pieces:
        name = safe_name(piece.name)
        if is_service_file(piece.name):
            findings.add(say.NOT_A_DOCUMENT, place_of(piece.name), name=shown(piece.name))
        elif name is None:
            findings.add(say.BAD_NAME, place_of(piece.name), name=shown(piece.name))
        elif name in aside:
            continue
        elif name.casefold() in kept:
            findings.add(say.SAME_NAME, Place(piece.name), name=name)
        else:
            kept[name.casefold()] = replace(piece, name=name)
            for ends, doubt in _DOUBTFUL:
                if name.casefold().endswith(ends):
                    findings.add(doubt, Place(name), name=name)
    if not kept and not findings.refused:
        of_computers = bool(pieces) and all(is_service_file(each.name) for each in pieces)
        findings.add(say.ONLY_SERVICE_FILES if of_computers else say.NO_FILES)
    return sorted(kept.values(), key=lambda piece: PurePosixPath(piece.name).parts)
