"""Steps (1) to (4) for one document, (1) to (3) and (10) for all: the log of a copy, from its key on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from chartrier.errors import IntegrityFailure
from chartrier.journal.checkpoint import (
    LARGEST_CHECKPOINT,
    Checkpoint,
    VerifierKey,
    read_checkpoint,
)
from chartrier.journal.entry import Entry, read_entry
from chartrier.journal.tiles import LARGEST_FILE, TiledLog
from chartrier.journal.tree import (
    consistency_proof,
    consistent,
    included,
    inclusion_proof,
    leaf_hash,
)
from chartrier.records.finding import Place
from chartrier.records.identifiers import made_at
from chartrier.verify import findings, steps
from chartrier.verify.reader import CopyReader, shown
from chartrier.verify.report import Recorder, UsedKey, Words, counted

_KEY = "journal/key"
CHECKPOINT_PATH = "journal/checkpoint"
_LARGEST_KEY = 4096
_MARKERS = "0=chartrier_"
_MARKER = f"{_MARKERS}1"


@dataclass(frozen=True, slots=True)
class Log:
    """The log of a copy whose checkpoint is signed by its key; nothing of its tiles is proven yet."""

    copy: CopyReader
    key: VerifierKey
    checkpoint: Checkpoint

    def tiles(self) -> TiledLog:
        """The files of the log, as of its checkpoint."""
        return TiledLog(lambda path: self.copy.read(f"journal/{path}", LARGEST_FILE), self.checkpoint.size)

    def extends(self, older: Checkpoint) -> bool:
        """Whether an older checkpoint (not larger) is the beginning of this one. Raises IntegrityFailure."""
        old, new = older.size, self.checkpoint.size
        proof = consistency_proof(old, new, self.tiles().hash_at)
        return consistent(old, older.root, new, self.checkpoint.root, proof)


def open_log(
    copy: CopyReader, recorder: Recorder, keys: Sequence[VerifierKey] | None, since: bytes | None
) -> Log | None:
    """Take steps (1), (2) and (3); None when one of them fails, for then nothing stands on this log."""
    key = _key(copy, recorder, keys) if _is_of_known_version(copy, recorder) else None  # (1)
    log = _check_head(copy, recorder, key) if key else None  # (2)
    if log is not None and since is not None:
        _check_history(log, recorder, since)  # (3)
    elif since is None:
        recorder.skip(steps.HISTORY, steps.NOT_ASKED)
    return None if recorder.failed(steps.HISTORY) else log


def _is_of_known_version(copy: CopyReader, recorder: Recorder) -> bool:
    """Whether the copy is in a format that we know; one without a marker is of the first version."""
    with recorder.attempt(steps.KEY):
        for item in copy.items(""):
            if item.path.startswith(_MARKERS) and item.path != _MARKER:
                version = shown(item.path.removeprefix(_MARKERS))[:40]
                recorder.fail(steps.KEY, findings.NEWER_FORMAT, recorder.place(shown(item.path)), version=version)
                return False
        return True
    return False


def _key(copy: CopyReader, recorder: Recorder, keys: Sequence[VerifierKey] | None) -> VerifierKey | None:
    """(1) The key of the copy, if it is trusted or none is."""
    with recorder.attempt(steps.KEY, _KEY):
        data = copy.read(_KEY, _LARGEST_KEY)
        if data is None:
            recorder.fail(steps.KEY, findings.KEY_ABSENT, recorder.place(_KEY), path=_KEY)
            return None
        key = VerifierKey.read(data)
        if keys is not None and key not in keys:
            recorder.fail(steps.KEY, findings.KEY_NOT_TRUSTED, recorder.place(_KEY), fingerprint=key.fingerprint)
            return None
        trusted = keys is not None
        found = recorder.place(_KEY).file or _KEY
        recorder.keys.append(UsedKey(copy.name, key.name, key.fingerprint, found, trusted))
        recorder.prove(steps.KEY, _about(key, found, trusted))
        return key
    return None


def _about(key: VerifierKey, found: str, trusted: bool) -> Words:
    if trusted:
        return Words(f"clé de confiance, empreinte {key.fingerprint}", f"trusted, fingerprint {key.fingerprint}")
    return Words(
        f"auto-déclarée : trouvée dans {found}, empreinte {key.fingerprint}",
        f"self-asserted: found in {found}, fingerprint {key.fingerprint}",
    )


def _check_head(copy: CopyReader, recorder: Recorder, key: VerifierKey) -> Log | None:
    """(2) The checkpoint, signed by the key."""
    with recorder.attempt(steps.CHECKPOINT, CHECKPOINT_PATH):
        log = signed_head(copy, key)
        size = log.checkpoint.size
        recorder.prove(steps.CHECKPOINT, counted(size, "inscription", "entry"))
        return log
    return None


def signed_head(copy: CopyReader, key: VerifierKey) -> Log:
    """The log under its present checkpoint. Raises IntegrityFailure when it is not there or not signed."""
    place = Place(file=CHECKPOINT_PATH)
    data = copy.read(CHECKPOINT_PATH, LARGEST_CHECKPOINT)
    if data is None:
        raise IntegrityFailure(findings.CHECKPOINT_ABSENT, place, path=CHECKPOINT_PATH)
    note = read_checkpoint(data)
    if not key.signed(note):
        raise IntegrityFailure(findings.SIGNATURE_WRONG, place)
    return Log(copy, key, note.checkpoint)


def _check_history(log: Log, recorder: Recorder, since: bytes) -> None:
    """(3) The log extends the checkpoint that was kept."""
    with recorder.attempt(steps.HISTORY):
        note = read_checkpoint(since)
        old, new = note.checkpoint.size, log.checkpoint.size
        if not log.key.signed(note):
            recorder.fail(steps.HISTORY, findings.SINCE_NOT_SIGNED)
        elif old > new:
            recorder.fail(steps.HISTORY, findings.SINCE_TRUNCATED, before=old, now=new)
        elif not log.extends(note.checkpoint):
            recorder.fail(steps.HISTORY, findings.SINCE_REWRITTEN, before=old)
        else:
            recorder.prove(
                steps.HISTORY,
                Words(f"de {old} à {new} inscriptions", f"from {old} to {new} entries"),
            )


def prove_entry(log: Log, package: UUID, recorder: Recorder) -> Entry | None:
    """(4) Find the entry of a package by its time, and prove it under the checkpoint."""
    with recorder.attempt(steps.ENTRY, "journal/tile/entries"):
        tiles = log.tiles()
        found = _find(tiles, package)
        if found is None:
            recorder.fail(steps.ENTRY, findings.ENTRY_ABSENT, package=str(package))
            return None
        index, data = found
        size = log.checkpoint.size
        proof = inclusion_proof(index, size, tiles.hash_at)
        if not included(leaf_hash(data), index, size, proof, log.checkpoint.root):
            place = recorder.place(f"journal/{tiles.where(index)}")
            recorder.fail(steps.ENTRY, findings.ENTRY_NOT_INCLUDED, place, index=index)
            return None
        recorder.prove(
            steps.ENTRY,
            Words(f"inscription n° {index} sur {size}", f"entry no. {index} of {size}"),
        )
        return read_entry(data)
    return None


def _find(tiles: TiledLog, package: UUID) -> tuple[int, bytes] | None:
    try:
        began = made_at(package)
    except (ValueError, OverflowError):
        return None
    if package.version != 7 or tiles.size == 0:
        return None
    name = str(package).encode()
    for index, data in enumerate(tiles.entries(start := tiles.first_at(began)), start):
        if name in data and read_entry(data).package == package:
            return index, data
    return None


def compare_logs(logs: Sequence[Log], recorder: Recorder) -> None:
    """(10) The copies tell one story, of which some may know less."""
    ordered = sorted(logs, key=lambda log: log.checkpoint.size)
    longest = ordered[-1]
    for shorter, longer in pairwise(ordered):
        with recorder.attempt(steps.COPIES, longer.copy.name):
            if shorter.key != longer.key or not longer.extends(shorter.checkpoint):
                one, other = shorter.copy.name, longer.copy.name
                recorder.fail(steps.COPIES, findings.COPIES_DIFFER, one=one, other=other)
    for log in ordered:
        if log.checkpoint.size < longest.checkpoint.size:
            recorder.findings.add(
                findings.COPY_BEHIND,
                copy=log.copy.name,
                size=log.checkpoint.size,
                of=longest.checkpoint.size,
            )
    recorder.prove(steps.COPIES, Words(f"{len(logs)} copies", f"{len(logs)} copies"))
