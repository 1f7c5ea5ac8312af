"""The central directory of a zip, read record by record into entries that do not overlap (APPNOTE §4.3.12)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from stat import S_IFDIR, S_IFLNK, S_IFMT, S_IFREG

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.container import Container
from chartrier.packages.listing import Listing
from chartrier.packages.names import place_of
from chartrier.packages.package import Entry, PackageRefused
from chartrier.packages.zip_end import Directory, find_directory
from chartrier.packages.zip_fields import (
    AES,
    CENTRAL,
    CENTRAL_SIGNATURE,
    ENCRYPTED,
    EXTRA_AES,
    EXTRA_STRONG_ENCRYPTION,
    EXTRA_UNICODE_PATH,
    LOCAL,
    MASKED,
    METHODS,
    PATCH,
    STORED,
    STRONGLY_ENCRYPTED,
    UTF8,
    Malformed,
    extra_fields,
    widen,
)
from chartrier.records.finding import Findings

_WINDOW = 1 << 20


@dataclass(frozen=True, slots=True)
class ZipEntry(Entry):
    """A file of a zip as the directory describes it. Its record takes the bytes from `offset` to `limit`."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    offset: int
    limit: int


@dataclass(slots=True)
class _Record:
    """One record of the directory; `is_folder` when its name ends with `/`."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    attributes: int
    is_folder: bool


def read_directory(
    container: Container, budget: Budget, found: Findings
) -> tuple[dict[str, ZipEntry], list[ZipEntry]]:
    """The files by name, in the order of the directory, and the folders. Raises PackageRefused."""
    directory = find_directory(container, budget)
    listing: Listing[ZipEntry] = Listing(budget, found)
    records = []
    for record in _records(container, directory, found):
        listing.member()
        if _is_plain(record, listing):
            records.append(record)
    limits = _limits(records, directory.offset)
    folders = []
    for record in records:
        entry = _entry(record, limits[record.offset])
        if record.is_folder:
            listing.folder(entry.name)
            folders.append(entry)
        else:
            listing.file(entry)
    return listing.entries(), folders


def _records(container: Container, directory: Directory, found: Findings) -> Iterator[_Record]:
    """Every record, exactly as many as declared and nothing else."""
    end = directory.offset + directory.size
    window, start, at = b"", directory.offset, 0
    for _ in range(directory.count):
        if len(window) - at < CENTRAL.size + 3 * 0xFFFF and start + len(window) < end:
            start, at = start + at, 0
            window = container.read_at(start, min(_WINDOW, end - start))
        if len(window) - at < CENTRAL.size:
            raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="size")
        fields = CENTRAL.unpack_from(window, at)
        name_at = at + CENTRAL.size
        extra_at = name_at + fields[6]
        at = extra_at + fields[7] + fields[8]
        if fields[0] != CENTRAL_SIGNATURE or at > len(window):
            raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="record")
        yield _record(fields, window[name_at:extra_at], window[extra_at : extra_at + fields[7]], found)
    if start + at != end:
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, what="count")


def _record(fields: tuple[int, ...], raw_name: bytes, extra: bytes, found: Findings) -> _Record:
    _, flags, method, crc, packed, size, _, _, _, disk, attributes, offset = fields
    extras = {}
    try:
        if extra:
            extras = extra_fields(extra)
        size, packed, offset, disk = widen(extras, size, packed, offset, disk)
    except Malformed as malformed:
        place = place_of(raw_name.decode(errors="backslashreplace"))
        raise PackageRefused(findings.ZIP_DIRECTORY_LIES, place, what=str(malformed)) from None
    if disk:
        raise PackageRefused(findings.ZIP_SPLIT)
    if EXTRA_AES in extras or EXTRA_STRONG_ENCRYPTION in extras:
        flags |= ENCRYPTED
    name = _name(raw_name, flags, extras.get(EXTRA_UNICODE_PATH), found)
    is_folder = name.endswith("/") and len(name) > 1
    return _Record(
        name[:-1] if is_folder else name,
        raw_name,
        flags,
        method,
        crc,
        packed,
        size,
        offset,
        attributes,
        is_folder,
    )


def _name(raw: bytes, flags: int, unicode_path: bytes | None, found: Findings) -> str:
    """The one name that every tool would read, with lone surrogates where it is not text.

    UTF-8 when flagged (§4.4.4), the Unicode path field (§4.6.9) where there is one. Else the bytes are to be read in
    code page 437, but writers that forget the flag are more usual than French names whose bytes happen to be UTF-8.
    """
    if unicode_path is not None:
        return _unicode_path(raw, flags, unicode_path)
    if raw.isascii() or flags & UTF8:
        return raw.decode(errors="surrogateescape")
    try:
        name, encoding = raw.decode(), "UTF-8"
    except UnicodeDecodeError:
        name, encoding = raw.decode("cp437"), "CP437"
    found.add(findings.NAME_ENCODING_UNSAID, place_of(name), encoding=encoding)
    return name


def _unicode_path(raw: bytes, flags: int, field: bytes) -> str:
    try:
        name = field[5:].decode()
        plain = raw.decode() if flags & UTF8 or raw.isascii() else name
    except UnicodeDecodeError:
        raise PackageRefused(
            findings.UNDECODABLE, place_of(raw.decode(errors="backslashreplace"))
        ) from None
    agrees = len(field) > 5 and field[0] == 1 and field[1:5] == zlib.crc32(raw).to_bytes(4, "little")
    if not agrees or name != plain:
        raise PackageRefused(findings.NAMES_DISAGREE, place_of(name or plain))
    return name


def _is_plain(record: _Record, listing: Listing[ZipEntry]) -> bool:
    """Whether this is a file or folder that can be read; what is not is refused."""
    kind = S_IFMT(record.attributes >> 16)
    if record.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED) or record.method == AES:
        listing.refuse(findings.ZIP_ENCRYPTED, record.name)
    elif record.method not in METHODS:
        listing.refuse(findings.ZIP_METHOD, record.name, method=record.method)
    elif record.flags & PATCH:
        listing.refuse(findings.SPECIAL_FILE, record.name, what="patch")
    elif kind == S_IFLNK:
        listing.refuse(findings.SYMLINK, record.name)
    elif kind not in (0, S_IFREG, S_IFDIR) or (kind == S_IFDIR and not record.is_folder):
        listing.refuse(findings.SPECIAL_FILE, record.name, what=f"mode {record.attributes >> 16:o}")
    elif record.is_folder and record.size:
        listing.refuse(findings.FOLDER_WITH_DATA, record.name)
    elif record.method == STORED and record.size != record.packed:
        listing.refuse(findings.ZIP_DIRECTORY_LIES, record.name, what="size")
    else:
        return True
    return False


def _limits(records: list[_Record], directory_at: int) -> dict[int, int]:
    """Where each record must end: at the next one, the last at the directory. The first is at the start.

    Overlapping records are how a small zip inflates without end although no ratio is remarkable.
    """
    ordered = sorted(records, key=lambda record: record.offset)
    limits: dict[int, int] = {}
    if ordered and ordered[0].offset:
        raise PackageRefused(findings.ZIP_GAP)
    following = [record.offset for record in ordered[1:]]
    for record, limit in zip(ordered, [*following, directory_at], strict=False):
        if record.offset + LOCAL.size + len(record.raw_name) + record.packed > limit:
            kind = findings.ZIP_DIRECTORY_LIES if record.offset >= directory_at else findings.ZIP_OVERLAP
            raise PackageRefused(kind, place_of(record.name), what="offset")
        limits[record.offset] = limit
    return limits


def _entry(record: _Record, limit: int) -> ZipEntry:
    return ZipEntry(
        record.name,
        record.size,
        record.raw_name,
        record.flags,
        record.method,
        record.crc,
        record.packed,
        record.offset,
        limit,
    )
