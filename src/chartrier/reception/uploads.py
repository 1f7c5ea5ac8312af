"""Files on their way: begun, gone on with, given up. How much of one has come is the length of the file itself.

The states are those of tus 1.0; the web says them in HTTP. An upload is its person's in its tenant: for anybody else it
does not exist. What comes in one part is digested as it is written; the rest when a worker reads it.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.copies.staging import while_room_lasts
from chartrier.errors import Conflict, InvalidInput, NotAllowed, Unavailable
from chartrier.reception import findings as say
from chartrier.reception.means import Yard
from chartrier.reception.pieces import safe_name
from chartrier.records.finding import Finding, Findings
from chartrier.records.tenant import Tenant

CHUNK = 1 << 20
EMPTY = hashlib.sha512().hexdigest()
_OURS = re.compile(r"[0-9a-f]{32}")
"""How the name of the file of an upload begins."""
MARGIN = 256 << 20
"""Bytes of the disk that stay free."""

CHECKSUMS = frozenset({"sha1", "sha256", "sha512", "md5"})
"""Algorithms by which a client may have each part checked."""


class Incoming(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Damaged(InvalidInput):
    """A part is not what its checksum says: nothing of it was kept."""


class Busy(Conflict):
    """Somebody else writes to this file now."""


def begin(
    draft: Draft, name: str, size: int, yard: Yard, now: datetime, agreed: Callable[[int], list[Finding]] | None = None
) -> Upload:
    """Announce a file of a draft, or go on with the one of that name and length. The length is counted before any byte
    comes: `agreed` tells what the accord says of a deposit of so many bytes.

    Raises InvalidInput for a name that cannot be kept, NotAllowed beyond the quota or the accord, Unavailable when the
    disk is too full, Conflict when the draft has left or has a file of that name.
    """
    kept = safe_name(name)
    if kept is None:
        raise InvalidInput(say.BAD_NAME, name=name[:200])
    for each in register.uploads_of(draft.tenant, draft.id):
        if each.name == kept and each.size == size and not each.whole:
            # it is being sent again: what came of it is there
            return each
        if each.name.casefold() == kept.casefold():
            raise Conflict(say.SAME_NAME, name=kept)
    if agreed is not None and (refusals := agreed(size + register.bytes_of(draft.tenant, draft.id))):
        raise NotAllowed(refusals[0].kind, refusals[0].place, **refusals[0].values)
    folder = yard.of(draft.tenant)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _only_announcer(yard):
        left = yard.quota - register.declared(draft.tenant)
        if size > left:
            raise NotAllowed(say.QUOTA, size=size, left=max(0, left))
        if size + _still_to_come(yard) + MARGIN > shutil.disk_usage(folder).free:
            raise Unavailable(say.NO_ROOM, size=size)
        upload = register.add_upload(draft, kept, size, now, now + yard.life)
    descriptor = os.open(
        yard.place(draft.tenant, upload.id, kept), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600
    )
    os.close(descriptor)
    if size == 0:
        register.finish_upload(upload, EMPTY)
    return upload


def offset_of(upload: Upload, yard: Yard) -> int:
    """Bytes that are there."""
    try:
        return yard.place(upload.tenant, upload.id, upload.name).stat().st_size
    except FileNotFoundError:
        return 0


def expires(upload: Upload, yard: Yard) -> datetime:
    """When what has come is erased, if nothing more comes of it."""
    try:
        last = yard.place(upload.tenant, upload.id, upload.name).stat().st_mtime
    except FileNotFoundError:
        return upload.expires
    return max(upload.expires, datetime.fromtimestamp(last, UTC) + yard.life)


def go_on(upload: Upload, offset: int, stream: Incoming, yard: Yard, checksum: tuple[str, bytes] | None = None) -> int:
    """Write what comes from `offset` on; how much is there then. What came before a broken connection is kept, unless
    a checksum (algorithm, digest) is to hold for the whole part.

    Raises Conflict for another offset or when the draft may not be changed any more, Busy while somebody else writes,
    InvalidInput for more than was announced, Damaged.
    """
    register.require_changeable(upload.tenant, upload.draft)
    path = yard.place(upload.tenant, upload.id, upload.name)
    with while_room_lasts(path.parent), _only_writer(path) as descriptor:
        there = os.fstat(descriptor).st_size
        if there != offset:
            raise Conflict(say.OFFSET, there=there, offset=offset)
        os.lseek(descriptor, there, os.SEEK_SET)
        digest = hashlib.new(checksum[0], usedforsecurity=False) if checksum else None
        # a file that comes in one part is digested on its way: nobody reads it for that again
        once = hashlib.sha512() if offset == 0 else None
        whole = False
        try:
            while chunk := stream.read(CHUNK):
                if there + len(chunk) > upload.size:
                    raise InvalidInput(say.TOO_MUCH, size=upload.size)
                if digest is not None:
                    digest.update(chunk)
                if once is not None:
                    once.update(chunk)
                _write(descriptor, chunk)
                there += len(chunk)
            whole = True
        finally:
            if (digest is not None and not whole) or there > upload.size:
                os.ftruncate(descriptor, offset)
        if digest is not None and checksum is not None and digest.digest() != checksum[1]:
            os.ftruncate(descriptor, offset)
            raise Damaged(say.WRONG_CHECKSUM)
        if there == upload.size:
            os.fsync(descriptor)
            register.finish_upload(upload, once.hexdigest() if once is not None else "")
    return there


def take_out(upload: Upload, yard: Yard, now: datetime) -> None:
    """For the déposant: a file, whole or not, is no more of the draft.

    Raises Busy while somebody writes to it, Conflict when the draft waits for an archivist or has left: what was looked
    at is what is archived.
    """
    path = yard.place(upload.tenant, upload.id, upload.name)
    with _only_writer(path) if path.exists() else nullcontext():
        with register.changing(upload.tenant, upload.draft, now, *register.CHANGEABLE):
            register.remove_upload(upload.tenant, upload.id)
        path.unlink(missing_ok=True)


def _give_up(upload: Upload, yard: Yard, now: datetime) -> bool:
    """Forget a file that nobody goes on with; whether it was. Raises Busy while somebody writes to it."""
    path = yard.place(upload.tenant, upload.id, upload.name)
    with _only_writer(path) if path.exists() else nullcontext():
        # a part may have come since it was begun, or just now
        if expires(upload, yard) >= now:
            return False
        path.unlink(missing_ok=True)
        register.remove_upload(upload.tenant, upload.id)
    return True


def require_whole(draft: Draft, yard: Yard, findings: Findings) -> list[Upload]:
    """The files of a draft; of each that has not come whole, a finding that refuses."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    for upload in uploads:
        if not upload.whole:
            findings.add(say.UNFINISHED, name=upload.name, there=offset_of(upload, yard), size=upload.size)
    return uploads


def forget_files(tenant: int, uploads: list[Upload], yard: Yard) -> None:
    """Remove the files of uploads that the database has forgotten, or will."""
    for upload in uploads:
        yard.place(tenant, upload.id, upload.name).unlink(missing_ok=True)


def expire(tenant: Tenant, yard: Yard, now: datetime) -> int:
    """Erase what was abandoned, and what a cut left that nobody knows of; how many files."""
    gone = _sweep(tenant, yard, now)
    for upload in register.expired(tenant.key, now):
        with suppress(Busy):
            gone += _give_up(upload, yard, now)
    return gone


def _still_to_come(yard: Yard) -> int:
    """Bytes that were announced, by whomever, and are not on the disk yet."""
    unfinished = register.unfinished(tenant_keys())
    return sum(max(0, upload.size - offset_of(upload, yard)) for upload in unfinished)


@contextmanager
def _only_announcer(yard: Yard) -> Iterator[None]:
    """One file is announced at a time: the next counts it."""
    descriptor = os.open(yard.folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sweep(tenant: Tenant, yard: Yard, now: datetime) -> int:
    """Erase files that no upload has: whoever forgets one forgets it in the database first, and may be cut off then.

    They wait as long as drafts do: a database that was put back by mistake may not know them yet.
    """
    folder, before = yard.of(tenant.key), (now - yard.patience).timestamp()
    # looked at before the database is asked: an upload is entered there before its file is made
    there = [each for each in folder.iterdir() if _OURS.fullmatch(each.stem)] if folder.is_dir() else []
    known = {upload.hex for upload in register.known_uploads(tenant.key)} if there else set()
    gone = 0
    for each in there:
        # whoever forgets it now removes it too
        with suppress(FileNotFoundError):
            if each.stem not in known and each.stat().st_mtime < before:
                each.unlink()
                gone += 1
    return gone


@contextmanager
def _only_writer(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise Busy(say.BUSY) from problem
            raise
        yield descriptor
    finally:
        os.close(descriptor)


def _write(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]
