"""Step (9) for the storage root: its own files, and the packages that entries name, no other."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from chartrier.errors import ChartrierError
from chartrier.journal.entry import read_entry
from chartrier.journal.strict_json import read_object
from chartrier.verify import findings, steps
from chartrier.verify.log import Log, signed_head
from chartrier.verify.package import package_folder
from chartrier.verify.reader import CopyReader, Item
from chartrier.verify.report import Recorder
from chartrier.verify.whole import identifier_in, refuse

_EXTENSION = "0007-n-tuple-omit-prefix-storage-layout"
_CONFIGURATION = {
    "extensionName": _EXTENSION,
    "delimiter": "urn:uuid:",
    "tupleSize": 4,
    "numberOfTuples": 2,
    "zeroPadding": "left",
    "reverseObjectRoot": False,
}
_DECLARATION = "packages/0=ocfl_1.1"
_LAYOUT = "packages/ocfl_layout.json"
_CONFIG = f"packages/extensions/{_EXTENSION}/config.json"
_SMALL = 65_536
_MOST_STRANGERS = 1000


def verify_root(log: Log, known: set[bytes] | None, recorder: Recorder) -> None:
    """(9) Nothing lies in the storage root but its own files and packages whose identifier (bytes) is known.

    `known` is None when the journal could not be read to its end: then packages are not compared with it.
    """
    _check_own_files(log.copy, recorder)
    strangers: list[UUID] = []
    with recorder.attempt(steps.FILES, "packages"):
        for found in _packages(log.copy, recorder):
            identifier = identifier_in(found.path.rpartition("/")[2])
            if identifier is None or found.kind != "folder" or package_folder(identifier) != found.path:
                refuse(Item(found.path, "file"), recorder)
            elif known is not None and identifier.bytes not in known and len(strangers) < _MOST_STRANGERS:
                strangers.append(identifier)
    if strangers:
        since = _acquired_since(log)
        for stranger in strangers:
            if stranger.bytes not in since:
                place = recorder.place(package_folder(stranger))
                recorder.fail(steps.FILES, findings.NEVER_ACQUIRED, place, package=str(stranger))


def _check_own_files(copy: CopyReader, recorder: Recorder) -> None:
    """The declaration, the layout and its parameters (OCFL 1.1 §4.1, extension 0007)."""
    for path in (_DECLARATION, _LAYOUT, _CONFIG):
        with recorder.attempt(steps.FILES, path):
            if not _is_as_it_should(path, copy.read(path, _SMALL) or b""):
                recorder.fail(steps.FILES, findings.FRAME_DIFFERS, recorder.place(path), path=path)


def _is_as_it_should(path: str, data: bytes) -> bool:
    if path == _DECLARATION:
        return data == b"ocfl_1.1\n"
    try:
        record = read_object(data, spelled_canonically=False)
    except ValueError:
        return False
    return record == _CONFIGURATION if path == _CONFIG else record.get("extension") == _EXTENSION


def _packages(copy: CopyReader, recorder: Recorder) -> Iterator[Item]:
    """What lies where packages lie; anything that lies elsewhere is refused."""
    for top in copy.items("packages"):
        if top.path in (_DECLARATION, _LAYOUT) or top == Item("packages/extensions", "folder"):
            continue
        if top.kind != "folder":
            refuse(top, recorder)
            continue
        for inner in copy.items(top.path):
            if inner.kind == "folder":
                yield from copy.items(inner.path)
            else:
                refuse(inner, recorder)


def _acquired_since(log: Log) -> set[bytes]:
    """The packages of entries that a newer checkpoint of the same log brought while we were reading."""
    try:
        newer = signed_head(log.copy, log.key)
        if newer.checkpoint.size <= log.checkpoint.size or not newer.extends(log.checkpoint):
            return set()
        entries = newer.tiles().entries(log.checkpoint.size)
        return {read_entry(data).package.bytes for data in entries}
    except (ChartrierError, OSError):
        return set()
