"""The central directory of a zip, read record by record into entries that do not overlap."""

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
    """A file or folder as the directory describes it (§4.3.12); its local header is at `offset`."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    offset: int


@dataclass(frozen=True, slots=True)
class ZipContents:
    """Files by name in the order of the directory, folders, and where the record at each offset ends."""

    files: dict[str, ZipEntry]
    folders: list[ZipEntry]
    limits: dict[int, int]


def read_directory(container: Container, budget: Budget, found: Findings) -> ZipContents:
    """Everything in the directory, safe and within the budget. Raises PackageRefused."""
    directory = find_directory(container, budget)
    listing: Listing[ZipEntry] = Listing(budget, found)
    everything, folders = [], []
    for entry, attributes in _records(container, directory, found):
        listing.member()
        everything.append(entry)
        is_folder = entry.name.endswith("/") and entry.name != "/"
        if not _is_plain(entry, attributes, is_folder, listing):
            continue
        if is_folder:
            listing.folder(entry.name[:-1])
            folders.append(entry)
        else:
            listing.file(entry)
    return ZipContents(listing.entries(), folders, _limits(everything, directory.offset))


def _records(container: Container, directory: Directory, found: Findings) -> Iterator[tuple[ZipEntry, int]]:
    """Every record with its external attributes: exactly as many as declared, and nothing else."""
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


def _record(fields: tuple[int, ...], raw_name: bytes, extra: bytes, found: Findings) -> tuple[ZipEntry, int]:
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
    return ZipEntry(name, size, raw_name, flags, method, crc, packed, offset), attributes


def _name(raw: bytes, flags: int, unicode_path: bytes | None, found: Findings) -> str:
    """The one name that every tool would read, with lone surrogates where it is not text.

    UTF-8 when flagged (§4.4.4), the Unicode path field (§4.6.9) where there is one. Else code page 437 (appendix D) or
    the 850 of Windows in French, but writers that forget the flag are more usual than French names whose bytes are
    UTF-8 too.
    """
    if unicode_path is not None:
        return _unicode_path(raw, flags, unicode_path)
    if raw.isascii() or flags & UTF8:
        return raw.decode(errors="surrogateescape")
    try:
        name, encoding = raw.decode(), "UTF-8"
    except UnicodeDecodeError:
        name, encoding = _of_oem(raw)
    found.add(findings.NAME_ENCODING_UNSAID, place_of(name), encoding=encoding)
    return name


def _of_oem(raw: bytes) -> tuple[str, str]:
    """A name and its code page: 850 where all that 437 would read otherwise is then a letter (`À`, and not `╖`)."""
    plain, french = raw.decode("cp437"), raw.decode("cp850")
    differing = [theirs for ours, theirs in zip(plain, french, strict=True) if ours != theirs]
    return (french, "CP850") if differing and all(map(str.isalpha, differing)) else (plain, "CP437")


def _unicode_path(raw: bytes, flags: int, field: bytes) -> str:
    try:
        name = field[5:].decode()
        plain = raw.decode() if flags & UTF8 or raw.isascii() else name
    except UnicodeDecodeError:
        raise PackageRefused(findings.UNDECODABLE, place_of(raw.decode(errors="backslashreplace"))) from None
    agrees = len(field) > 5 and field[0] == 1 and field[1:5] == zlib.crc32(raw).to_bytes(4, "little")
    if not agrees or name != plain:
        raise PackageRefused(findings.NAMES_DISAGREE, place_of(name or plain))
    return name


def _is_plain(entry: ZipEntry, attributes: int, is_folder: bool, listing: Listing[ZipEntry]) -> bool:
    """Whether this is a file or folder that can be read; what is not is refused."""
    mode = attributes >> 16
    kind = S_IFMT(mode)
    if entry.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED) or entry.method == AES:
        listing.refuse(findings.ZIP_ENCRYPTED, entry.name)
    elif entry.method not in METHODS:
        listing.refuse(findings.ZIP_METHOD, entry.name, method=entry.method)
    elif entry.flags & PATCH:
        listing.refuse(findings.SPECIAL_FILE, entry.name, what="patch")
    elif kind == S_IFLNK:
        listing.refuse(findings.SYMLINK, entry.name)
    elif kind not in (0, S_IFREG, S_IFDIR) or (kind == S_IFDIR and not is_folder):
        listing.refuse(findings.SPECIAL_FILE, entry.name, what=f"mode {mode:o}")
    elif is_folder and entry.size:
        listing.refuse(findings.FOLDER_WITH_DATA, entry.name)
    elif entry.method == STORED and entry.size != entry.packed:
        listing.refuse(findings.ZIP_DIRECTORY_LIES, entry.name, what="size")
    else:
        return True
    return False


def _limits(entries: list[ZipEntry], directory_at: int) -> dict[int, int]:
    """Where each record must end: at the next one, the last at the directory. The first is at the start.

    Overlapping records are how a small zip inflates without end although no ratio is remarkable.
    """
    ordered = sorted(entries, key=lambda entry: entry.offset)
    starts = [entry.offset for entry in ordered]
    if directory_at and (not starts or starts[0]):
        raise PackageRefused(findings.ZIP_GAP)
    limits = [*starts, directory_at][1:]
    for entry, limit in zip(ordered, limits, strict=True):
        if entry.offset >= directory_at:
            raise PackageRefused(findings.ZIP_DIRECTORY_LIES, place_of(entry.name), what="offset")
        if entry.offset + LOCAL.size + len(entry.raw_name) + entry.packed > limit:
            raise PackageRefused(findings.ZIP_OVERLAP, place_of(entry.name))
    return dict(zip(starts, limits, strict=True))
