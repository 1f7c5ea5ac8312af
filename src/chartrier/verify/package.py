"""Step (5): one package of a copy, an OCFL object, read by our own reading of docs/format.md and OCFL 1.1."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from chartrier.errors import IntegrityFailure
from chartrier.journal.changes import Named, version_number
from chartrier.journal.entry import Entry
from chartrier.journal.strict_json import part, read_object, text
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.finding import Place
from chartrier.verify import findings, steps
from chartrier.verify.reader import CopyReader, shown
from chartrier.verify.report import Recorder

LARGEST_INVENTORY = 128 * 1024 * 1024
"""Bytes read at once, about 280,000 files."""

LARGEST_LINE = 16 * 1024 * 1024
"""Bytes of a line of units.jsonl or objects.jsonl."""

_DECLARATION = "0=ocfl_object_1.1"
_INVENTORY = "inventory.json"
_SIDECAR = "inventory.json.sha512"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose inventory is one that the journal names. Paths below it, as the inventory has them."""

    copy: CopyReader
    entry: Entry
    """The entry of the operation that wrote its first version."""

    named: Named
    """The version that the copy has."""

    folder: str
    manifest: dict[str, str]
    """Path below the package, `v1/content/…`, to SHA-512 in hexadecimal."""

    state: dict[str, str]
    """Path as people know it, below `content`, to path below the package."""

    @property
    def id(self) -> UUID:
        return self.entry.package

    @property
    def version(self) -> str:
        return self.named.version

    def where(self, path: str) -> str:
        """The path in the copy of a file that the state names. Raises IntegrityFailure (VER-040)."""
        if path not in self.state:
            file = f"{self.folder}/{self.version}/content/{path}"
            raise IntegrityFailure(findings.FILE_ABSENT, Place(file=shown(file)), path=shown(file))
        return f"{self.folder}/{self.state[path]}"

    def open(self, path: str) -> BinaryIO:
        """A stream over a file that the state names. Raises IntegrityFailure."""
        file = self.where(path)
        stream = self.copy.open(file)
        if stream is None:
            raise IntegrityFailure(findings.FILE_ABSENT, Place(file=shown(file)), path=shown(file))
        return stream

    def lines(self, path: str) -> Iterator[bytes]:
        """The lines of a `.jsonl` file, without their line feed. Raises IntegrityFailure."""
        with self.open(path) as stream:
            number = 0
            while line := stream.readline(LARGEST_LINE + 1):
                number += 1
                if not line.endswith(b"\n"):
                    raise self.malformed(path, number, "cut short or too long")
                yield line[:-1]

    def malformed(self, path: str, line: int, why: object) -> IntegrityFailure:
        """The failure that a line cannot be read."""
        file = self.where(path)
        place = Place(file=file, line=line)
        return IntegrityFailure(findings.LINE_MALFORMED, place, path=file, line=line, why=str(why)[:200])


def package_folder(package: UUID) -> str:
    """Where a package lies in a copy (extension 0007): folders of four characters, then its identifier."""
    name = str(package)
    return f"packages/{name[0:4]}/{name[4:8]}/{name}"


def frame(version: str) -> frozenset[str]:
    """The files of a package that are not content: what OCFL asks for."""
    names = {_DECLARATION, _INVENTORY, _SIDECAR}
    for number in range(1, version_number(version) + 1):
        names |= {f"v{number}/{_INVENTORY}", f"v{number}/{_SIDECAR}"}
    return frozenset(names)


def frame_files(inventory: bytes, version: str) -> dict[str, bytes]:
    """The same with their bytes: all of them follow from the inventory of the latest version.

    The declaration first, the inventory of the root and its sidecar last: these say what the package is now.
    """
    files = {_DECLARATION: b"ocfl_object_1.1\n"}
    for number in range(1, version_number(version)):
        earlier = earlier_inventory(inventory, number)
        files |= _with_sidecar(f"v{number}/", earlier)
    return files | _with_sidecar(f"{version}/", inventory) | _with_sidecar("", inventory)


def _with_sidecar(below: str, inventory: bytes) -> dict[str, bytes]:
    sidecar = f"{Digest.of('sha512', inventory).value} {_INVENTORY}\n".encode()
    return {f"{below}{_INVENTORY}": inventory, f"{below}{_SIDECAR}": sidecar}


def earlier_inventory(inventory: bytes, number: int) -> bytes:
    """The inventory that lies in the folder of version `number`, when a later version has reduced its state.

    OCFL 1.1 §3.7: it must tell of that version what the latest inventory tells of it. Raises ValueError.
    """
    record = read_object(inventory, spelled_canonically=False)
    manifest: dict[str, list[str]] = {}
    for path, digest in sorted(_paths(part(record, "manifest"))):
        if version_number(path.partition("/")[0]) <= number:
            manifest.setdefault(digest, []).append(path)
    blocks = part(record, "versions")
    versions = {name: block for name, block in blocks.items() if version_number(name) <= number}
    return canonical({**record, "head": f"v{number}", "manifest": manifest, "versions": versions})


def open_package(copy: CopyReader, entry: Entry, recorder: Recorder, versions: Sequence[Named] = ()) -> Package | None:
    """(5) The package of an entry, with an inventory that the journal names; None when it has none.

    `versions` are those that the journal names, the oldest first, where an order changed the package: the newest that
    the copy has is opened. By default there is only the entry's.
    """
    folder = package_folder(entry.package)
    candidates = list(reversed(versions)) or [Named(entry.version, entry.inventory)]
    with recorder.attempt(steps.PACKAGE, folder):
        place, name = recorder.place(folder), str(entry.package)
        for named in candidates:
            path = f"{folder}/{named.version}/{_INVENTORY}"
            inventory = copy.read(path, LARGEST_INVENTORY)
            if inventory is not None and Digest.of("sha512", inventory) == named.inventory:
                return _open(copy, entry, named, folder, inventory, recorder)
        if next(copy.items(folder), None) is None:
            recorder.fail(steps.PACKAGE, findings.PACKAGE_ABSENT, place, package=name)
            return None
        path = f"{folder}/{candidates[0].version}/{_INVENTORY}"
        recorder.fail(steps.PACKAGE, findings.INVENTORY_DIFFERS, recorder.place(path), package=name)
    return None


def _open(
    copy: CopyReader, entry: Entry, named: Named, folder: str, inventory: bytes, recorder: Recorder
) -> Package | None:
    try:
        manifest, state = read_inventory(inventory, entry.package, named.version)
        _check_frame(copy, folder, frame_files(inventory, named.version), recorder)
    except ValueError as error:
        values = {"package": str(entry.package), "why": str(error)[:200]}
        place = recorder.place(f"{folder}/{named.version}/{_INVENTORY}")
        recorder.fail(steps.PACKAGE, findings.INVENTORY_MALFORMED, place, **values)
        return None
    return Package(copy, entry, named, folder, manifest, state)


def _check_frame(copy: CopyReader, folder: str, expected: Mapping[str, bytes], recorder: Recorder) -> None:
    """The declaration, the inventories and their sidecars: each follows from the inventory that is proven."""
    for name, data in expected.items():
        path = f"{folder}/{name}"
        with recorder.attempt(steps.PACKAGE, path):
            stream = copy.open(path)
            if stream is None or hashed(stream, ["sha512"])[0]["sha512"] != hashlib.sha512(data).hexdigest():
                recorder.fail(steps.PACKAGE, findings.FRAME_DIFFERS, recorder.place(path), path=path)


def read_inventory(data: bytes, package: UUID, version: str) -> tuple[dict[str, str], dict[str, str]]:
    """The manifest and the head's state of an inventory (OCFL 1.1 §3.5). Raises ValueError."""
    # Its bytes are those that the journal tells: checking their spelling too would double the memory.
    record = read_object(data, spelled_canonically=False)
    if text(record, "id") != f"urn:uuid:{package}" or text(record, "head") != version:
        raise ValueError("its identifier or version is another")
    if text(record, "digestAlgorithm") != "sha512":
        raise ValueError("its digest algorithm is another")
    if record.get("contentDirectory") != "content":
        raise ValueError("its content directory is another")
    manifest = dict(_paths(part(record, "manifest")))
    first: dict[str, list[str]] = {}
    for path, digest in manifest.items():
        folder, _, below = path.partition("/content/")
        if not below or "/" in folder or version_number(folder) > version_number(version):
            raise ValueError(f"“{path[:100]}” is not below a content folder")
        first.setdefault(digest, []).append(path)
    state: dict[str, str] = {}
    for path, digest in _paths(part(part(part(record, "versions"), version), "state")):
        if digest not in first:
            raise ValueError(f"“{path[:100]}” has no content")
        ours = [each for each in first[digest] if each.partition("/content/")[2] == path]
        state[path] = (ours or first[digest])[0]
    return manifest, state


def _paths(block: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each path of a digest block with its digest; no path twice, none that leads elsewhere."""
    seen: set[str] = set()
    for digest, paths in block.items():
        Digest("sha512", digest)
        if not isinstance(paths, list) or not paths:
            raise ValueError("a digest without paths")
        for path in paths:
            if not isinstance(path, str) or not _is_safe(path) or path in seen:
                raise ValueError(f"a path that may not be: “{str(path)[:100]}”")
            seen.add(path)
            yield path, digest


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(parts)


def hashed(
    stream: BinaryIO, algorithms: Iterable[str], offset: int = 0, length: int | None = None
) -> tuple[dict[str, str], int]:
    """Digests and size of a stream, or of a part of it, closing it. Raises OSError."""
    hashes = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in algorithms}
    size = 0
    with stream:
        if offset:
            stream.seek(offset)
        while block := stream.read(_BLOCK if length is None else min(_BLOCK, length - size)):
            size += len(block)
            for hash_ in hashes.values():
                hash_.update(block)
    return {algorithm: hash_.hexdigest() for algorithm, hash_ in hashes.items()}, size
