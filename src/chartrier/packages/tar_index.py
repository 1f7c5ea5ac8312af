"""The members of a tar, found header by header without reading their bytes."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.container import Container
from chartrier.packages.listing import Listing
from chartrier.packages.names import decode, place_of
from chartrier.packages.package import Entry, PackageRefused
from chartrier.packages.tar_header import (
    BLOCK,
    FOLDER,
    HARD_LINK,
    LARGEST_OCTAL,
    LONG_LINK,
    LONG_NAME,
    PAX,
    PAX_GLOBAL,
    REGULAR,
    SPARSE,
    SYMLINK,
    TarHeader,
    pax_records,
    pax_size,
    read_header,
)
from chartrier.records.finding import NOWHERE, Findings, Place

LONGEST_EXTENSION = 256 << 10
"""Bytes of a pax header or GNU long name; honest ones hold a path and a few attributes."""

_NOTHING = bytes(BLOCK)
_OTHER_TYPES = {
    ord("3"): "character device",
    ord("4"): "block device",
    ord("6"): "FIFO",
    ord("D"): "GNU dump",
    ord("M"): "multi-volume",
    ord("N"): "GNU long names",
    ord("V"): "label",
}


@dataclass(frozen=True, slots=True)
class TarEntry(Entry):
    """A file of a tar; its bytes start at `offset`."""

    offset: int


@dataclass(slots=True)
class _Extensions:
    """What the headers before a member say about it."""

    long_name: bytes | None = None
    pax: dict[str, bytes] | None = None
    long_link: bool = False

    def pending(self) -> bool:
        return self.long_name is not None or self.pax is not None or self.long_link


def index_tar(container: Container, budget: Budget, found: Findings) -> dict[str, TarEntry]:
    """The files by name, in the order of the tar. Raises PackageRefused."""
    listing: Listing[TarEntry] = Listing(budget, found)
    extensions = _Extensions()
    at = 0
    while (block := _block(container, at)) != _NOTHING:
        listing.member()
        header = read_header(block)
        if _is_extension(header):
            data = _extension(container, header, at + BLOCK)
            listing.spend(len(data))
            _extend(extensions, header, data)
            at = _after(container, at, header.size)
            continue
        if header.type == SPARSE:
            # More headers may follow than we can place: nothing after it could be found.
            raise PackageRefused(findings.SPARSE_FILE, _place(header))
        size = _size(header, extensions)
        at, data_at = _after(container, at, size if _has_data(header) else 0), at + BLOCK
        _take(header, extensions, size, data_at, listing)
        extensions = _Extensions()
    if extensions.pending():
        raise PackageRefused(findings.TAR_TRUNCATED)
    _check_end(container, at)
    return listing.entries()


def _block(container: Container, at: int) -> bytes:
    if at + BLOCK > container.size:
        raise PackageRefused(findings.TAR_TRUNCATED)
    return container.read_at(at, BLOCK)


def _after(container: Container, at: int, size: int) -> int:
    """Where the next header is; the bytes up to there must exist."""
    end = at + BLOCK + size
    if end > container.size:
        raise PackageRefused(findings.TAR_TRUNCATED)
    return end + -size % BLOCK


def _has_data(header: TarHeader) -> bool:
    """Links, folders and devices have no bytes, whatever their size field says."""
    return not ord("1") <= header.type <= ord("6")


def _is_extension(header: TarHeader) -> bool:
    """Whether this header only speaks of the next one."""
    return header.type in (LONG_NAME, LONG_LINK, PAX_GLOBAL) or header.type in PAX


def _extension(container: Container, header: TarHeader, at: int) -> bytes:
    if header.size > LONGEST_EXTENSION:
        raise PackageRefused(findings.TAR_HEADER_TOO_LONG, length=header.size, limit=LONGEST_EXTENSION)
    if at + header.size > container.size:
        raise PackageRefused(findings.TAR_TRUNCATED)
    return container.read_at(at, header.size)


def _extend(extensions: _Extensions, header: TarHeader, data: bytes) -> None:
    """Keep what this header says of the next one; none may speak twice."""
    if header.type == LONG_NAME and extensions.long_name is None:
        extensions.long_name = data.removesuffix(b"\x00")
    elif header.type == LONG_LINK and not extensions.long_link:
        extensions.long_link = True
    elif header.type in PAX and extensions.pax is None:
        extensions.pax = pax_records(data)
    elif header.type == PAX_GLOBAL:
        _check_global(pax_records(data))
    else:
        raise PackageRefused(findings.TAR_HEADER_LIES, what="twice")


def _check_global(records: dict[str, bytes]) -> None:
    """A global header may comment (git does), not rename or resize what follows."""
    for key in records:
        if key in ("path", "size", "linkpath") or key.startswith("GNU.sparse."):
            raise PackageRefused(findings.TAR_HEADER_LIES, what=key)


def _size(header: TarHeader, extensions: _Extensions) -> int:
    """The member's size: pax may enlarge what the header cannot hold, not contradict it."""
    stated = (extensions.pax or {}).get("size")
    if stated is None:
        return header.size
    size = pax_size(stated)
    if size != header.size and size <= LARGEST_OCTAL:
        raise PackageRefused(findings.TAR_HEADER_LIES, _place(header), what="size")
    return size


def _name(header: TarHeader, extensions: _Extensions) -> bytes:
    pax_name = (extensions.pax or {}).get("path")
    if pax_name is not None and extensions.long_name not in (None, pax_name):
        raise PackageRefused(findings.NAMES_DISAGREE, _place(header))
    if pax_name is not None:
        return pax_name
    return extensions.long_name if extensions.long_name is not None else header.name


def _take(header: TarHeader, extensions: _Extensions, size: int, data_at: int, listing: Listing[TarEntry]) -> None:
    """Put one member on the list, or say why it is refused."""
    try:
        name = decode(_name(header, extensions))
    except PackageRefused as refused:
        return listing.refuse_finding(refused.finding)
    # `tar -C folder .` writes every name so.
    name = "./" if name == "." else name
    plain = name.removeprefix("./")
    # Before ustar the last `/` made a folder; on a later type it stays, and is refused: tools differ.
    is_folder = header.type == FOLDER or (header.type == 0 and plain.endswith("/"))
    sparse = any(key.startswith("GNU.sparse.") for key in extensions.pax or ())
    if sparse:
        return listing.refuse(findings.SPARSE_FILE, name)
    if header.type == SYMLINK:
        return listing.refuse(findings.SYMLINK, name)
    if header.type == HARD_LINK:
        return listing.refuse(findings.HARD_LINK, name)
    if not is_folder and header.type not in REGULAR:
        what = _OTHER_TYPES.get(header.type, f"type {header.type}")
        return listing.refuse(findings.SPECIAL_FILE, name, what=what)
    if not is_folder:
        return listing.file(TarEntry(plain, size, data_at))
    if size:
        return listing.refuse(findings.FOLDER_WITH_DATA, name)
    if name != "./":
        listing.folder(plain.removesuffix("/"))
    return None


def _place(header: TarHeader) -> Place:
    return place_of(header.name.decode(errors="backslashreplace")) if header.name else NOWHERE


def _check_end(container: Container, at: int) -> None:
    """After the first empty block there is nothing but zeros, up to the end of the last record."""
    for piece in container.pieces(at, container.size - at):
        if piece.count(0) != len(piece):
            raise PackageRefused(findings.TAR_SUFFIX)
