"""Verifying a bundle of proofs (docs/format.md §7): what somebody else's archive proved of what it handed out.

The steps are those of `steps`, as far as a bundle goes: the inventory of the package stays with the archive, and the
bytes are in the package that was handed out, or in one document of it, which is looked at too when it is given. A
bundle may hold its documents itself.
"""

from __future__ import annotations

import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier.errors import IntegrityFailure
from chartrier.journal.checkpoint import LARGEST_CHECKPOINT, Checkpoint, VerifierKey, read_checkpoint
from chartrier.journal.contents import ContentsLine, read_line
from chartrier.journal.entry import Entry, TreeHead, read_entry
from chartrier.journal.strict_json import count, read_object, text
from chartrier.journal.tree import included, leaf_hash
from chartrier.records.finding import NOWHERE, Place
from chartrier.verify import findings, steps
from chartrier.verify.package import LARGEST_LINE
from chartrier.verify.reader import shown
from chartrier.verify.report import OnProgress, Recorder, Report, UsedKey, Words, counted

KEY, CHECKPOINT = "cle.txt", "point-de-controle.txt"
ENTRIES, DOCUMENTS = "inscriptions.jsonl", "documents.jsonl"
BESIDE = "documents/"
"""The folder of a bundle that holds the documents it proves, where they are added."""

NOT_IN_A_BUNDLE = Words("l'inventaire reste dans l'archive", "the inventory stays in the archive")
NO_PACKAGE = Words("le paquet remis n'a pas été donné", "the package that was handed out was not given")

_LARGEST_KEY = 4096
_BLOCK = 1 << 20
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


def verify_bundle(
    path: Path,
    *,
    keys: Sequence[VerifierKey] | None = None,
    package: Path | None = None,
    on_progress: OnProgress | None = None,
) -> Report:
    """Prove all that a bundle says, and that the `package` beside it has the bytes: all of them, or it is one of the
    documents. Never raises for what they hold. Without a package, the documents that the bundle holds are taken.

    `keys`: trust these only; None trusts the bundle's own, and says so. Memory: a line for each package of the archive,
    64 bytes for each file of `package`, and an identifier for each that it lacks.
    """
    recorder = Recorder(path.name, on_progress=on_progress)
    recorder.skip(steps.HISTORY, steps.NOT_ASKED)
    recorder.skip(steps.PACKAGE, NOT_IN_A_BUNDLE)
    try:
        with zipfile.ZipFile(path) as bundle:
            if package is None and any(name.startswith(BESIDE) for name in bundle.namelist()):
                package = path
            _verify(bundle, recorder, keys, package)
    except _UNREADABLE as problem:
        why = str(problem)[:200] or type(problem).__name__
        recorder.fail(steps.KEY, findings.BUNDLE_UNREADABLE, NOWHERE, path=shown(path.name), why=why)
    recorder.skip_the_rest(steps.OF_A_DOCUMENT, steps.NOT_REACHED)
    return recorder.report()


def _verify(
    bundle: zipfile.ZipFile, recorder: Recorder, keys: Sequence[VerifierKey] | None, package: Path | None
) -> None:
    checkpoint = _checkpoint(bundle, recorder, keys)  # (1) (2)
    if checkpoint is None:
        return
    entries = _entries(bundle, checkpoint, recorder)  # (4)
    if recorder.failed(steps.ENTRY):
        return
    given = None if package is None else _given(package, recorder)
    if given is None:
        recorder.skip(steps.BYTES, NO_PACKAGE)
    lines = objects = 0
    missing: list[str] = []
    itself = ""
    with recorder.attempt(steps.CONTENTS, DOCUMENTS):
        for sealed in _documents(bundle, entries, recorder):  # (6) (7)
            lines += 1
            if sealed.kind == "binary":
                objects += 1
                recorder.counts.documents += 1
                if given is not None:  # (8)
                    digest = bytes.fromhex((sealed.digests or {})["sha512"])
                    itself = str(sealed.id) if digest == given.whole else itself
                    if digest not in given.files:
                        missing.append(str(sealed.id))
    recorder.prove(steps.CONTENTS, counted(lines, "ligne", "line"))
    recorder.prove(steps.DESCRIPTION, counted(lines, "ligne", "line"))
    if given is not None:
        _compare(given, objects, missing, itself, recorder)


def _compare(given: _Given, objects: int, missing: Sequence[str], itself: str, recorder: Recorder) -> None:
    """(8) What was given has the bytes of every object, or is one of them."""
    name = shown(given.name)
    if itself:
        others = objects - 1
        fr, en = f"{name} est l'objet {itself}", f"{name} is the object {itself}"
        if others:
            fr, en = f"{fr} ; objets non donnés : {others}", f"{en}; objects not given: {others}"
        recorder.prove(steps.BYTES, Words(fr, en))
        return
    if given.unread:
        recorder.fail(steps.BYTES, findings.BUNDLE_UNREADABLE, NOWHERE, path=name, why=given.unread)
    if not given.packed:
        recorder.fail(steps.BYTES, findings.NOT_OF_BUNDLE, NOWHERE, path=name)
        return
    for identifier in missing:
        recorder.fail(steps.BYTES, findings.NOT_IN_PACKAGE, NOWHERE, path=name, identifier=identifier)
    held = len(given.files)
    recorder.prove(steps.BYTES, Words(f"objets : {objects}, sur {held} remis", f"objects: {objects}, of {held} given"))


def _checkpoint(bundle: zipfile.ZipFile, recorder: Recorder, keys: Sequence[VerifierKey] | None) -> Checkpoint | None:
    with recorder.attempt(steps.KEY, KEY):
        key = VerifierKey.read(_small(bundle, KEY, _LARGEST_KEY))
        place = recorder.place(KEY)
        if keys is not None and key not in keys:
            recorder.fail(steps.KEY, findings.KEY_NOT_TRUSTED, place, fingerprint=key.fingerprint)
            return None
        trusted = keys is not None
        recorder.keys.append(UsedKey(recorder.copy, key.name, key.fingerprint, place.file or KEY, trusted))
        fr, en = ("de confiance", "trusted") if trusted else ("auto-déclarée", "self-asserted")
        recorder.prove(steps.KEY, Words(f"{fr}, empreinte {key.fingerprint}", f"{en}, fingerprint {key.fingerprint}"))
        with recorder.attempt(steps.CHECKPOINT, CHECKPOINT):
            note = read_checkpoint(_small(bundle, CHECKPOINT, LARGEST_CHECKPOINT))
            if not key.signed(note):
                raise IntegrityFailure(findings.SIGNATURE_WRONG, Place(file=CHECKPOINT))
            recorder.prove(steps.CHECKPOINT, counted(note.checkpoint.size, "inscription", "entry"))
            return note.checkpoint
    return None


def _entries(bundle: zipfile.ZipFile, checkpoint: Checkpoint, recorder: Recorder) -> dict[str, TreeHead]:
    """(4) The contents tree of each package, as its entry under the checkpoint tells it."""
    heads: dict[str, TreeHead] = {}
    with recorder.attempt(steps.ENTRY, ENTRIES):
        for number, line in _lines(bundle, ENTRIES):
            record = _record(ENTRIES, number, line, "entry")
            data, index = record["entry"].encode(), record["index"]
            if not included(leaf_hash(data), index, checkpoint.size, _path(ENTRIES, number, record), checkpoint.root):
                recorder.fail(steps.ENTRY, findings.ENTRY_NOT_INCLUDED, recorder.place(ENTRIES, number), index=index)
                continue
            entry: Entry = read_entry(data)
            if entry.contents is not None:
                heads[str(entry.package)] = entry.contents
        recorder.prove(steps.ENTRY, counted(len(heads), "inscription", "entry"))
    return heads


def _documents(bundle: zipfile.ZipFile, heads: Mapping[str, TreeHead], recorder: Recorder) -> Iterator[ContentsLine]:
    """(6) Each line is a leaf of its package's tree; (7) and seals the description beside it."""
    for number, line in _lines(bundle, DOCUMENTS):
        with recorder.attempt(steps.CONTENTS, DOCUMENTS):
            record = _record(DOCUMENTS, number, line, "line", "package", "description")
            data, package = record["line"].encode(), record["package"]
            place, head = recorder.place(DOCUMENTS, number), heads.get(package)
            sealed = read_line(data)
            path = _path(DOCUMENTS, number, record)
            root = bytes.fromhex(head.root.value) if head else b""
            if head is None or not included(leaf_hash(data), record["index"], head.size, path, root):
                identifier = str(sealed.id)
                recorder.fail(
                    steps.CONTENTS, findings.LINE_NOT_INCLUDED, place, identifier=identifier, package=package[:40]
                )
                continue
            if hashlib.sha256(record["description"].encode()).hexdigest() != sealed.description.value:
                recorder.fail(steps.DESCRIPTION, findings.DESCRIPTION_DIFFERS, place, why=str(sealed.id))
                continue
            recorder.advance(bytes_=len(line))
            yield sealed


@dataclass(frozen=True, slots=True)
class _Given:
    """What was handed out: its own SHA-512, and where it is a zip (`packed`), those of the files in it, or why they are
    not read (`unread`): that counts against a package, not against a document that is a zip.
    """

    name: str
    whole: bytes
    packed: bool
    files: set[bytes]
    unread: str = ""


def _given(package: Path, recorder: Recorder) -> _Given:
    """Read what was handed out: a package, or a document, which may be a zip as well."""
    found: set[bytes] = set()
    whole, packed = b"", True
    try:
        with package.open("rb") as file:
            whole = hashlib.file_digest(file, "sha512").digest()
        packed = zipfile.is_zipfile(package)
        if not packed:
            return _Given(package.name, whole, packed, found)
        with zipfile.ZipFile(package) as archive:
            for member in archive.infolist():
                digest = hashlib.sha512()
                with archive.open(member) as stream:
                    while chunk := stream.read(_BLOCK):
                        digest.update(chunk)
                        recorder.advance(bytes_=len(chunk))
                found.add(digest.digest())
    except _UNREADABLE as problem:
        return _Given(package.name, whole, packed, found, str(problem)[:200] or type(problem).__name__)
    return _Given(package.name, whole, packed, found)


def _small(bundle: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with bundle.open(name) as stream:
        return stream.read(limit)


def _lines(bundle: zipfile.ZipFile, name: str) -> Iterator[tuple[int, bytes]]:
    with bundle.open(name) as stream:
        number = 0
        # a line has the description and the path: more than the description alone
        while line := stream.readline(2 * LARGEST_LINE):
            number += 1
            if not line.endswith(b"\n"):
                raise _malformed(name, number, "cut short or too long")
            yield number, line[:-1]


def _record(name: str, number: int, line: bytes, *texts: str) -> dict[str, Any]:
    """The object of a line, which has an index and these texts."""
    try:
        record = read_object(line)
        count(record, "index")
        for field in texts:
            text(record, field)
        return record
    except ValueError as error:
        raise _malformed(name, number, error) from None


def _path(name: str, number: int, record: Mapping[str, Any]) -> list[bytes]:
    try:
        return [bytes.fromhex(each) for each in record["path"]]
    except (KeyError, TypeError, ValueError) as error:
        raise _malformed(name, number, error) from None


def _malformed(name: str, number: int, why: object) -> IntegrityFailure:
    place = Place(file=name, line=number)
    return IntegrityFailure(findings.LINE_MALFORMED, place, path=name, line=number, why=str(why)[:200])
