"""The log as static files, laid out as C2SP tlog-tiles says: which files, their bytes, reading them back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chartrier.errors import IntegrityFailure
from chartrier.journal.entry import LARGEST_ENTRY, Entry, read_entry
from chartrier.journal.findings import TILE_UNUSABLE
from chartrier.journal.tree import TILE_HEIGHT, node_hash
from chartrier.records.finding import Place

WIDTH = 1 << TILE_HEIGHT
"""Hashes in a full tile, entries in a full bundle."""

HASH_BYTES = 32
LARGEST_FILE = WIDTH * (2 + LARGEST_ENTRY)
"""Bytes: no tile or bundle that we write is longer."""

ENTRIES = -1
"""The level of entry bundles."""

Read = Callable[[str], bytes | None]
"""Gives the bytes of a file of the journal, None when there is none."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile (level 0 and up) or an entry bundle (level `ENTRIES`) of `width` hashes or entries."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Below the journal's folder: `tile/0/x001/234.p/17`."""
        groups, rest = [f"{self.index % 1000:03d}"], self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        level = "entries" if self.level == ENTRIES else str(self.level)
        suffix = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(groups)}{suffix}"

    @property
    def start(self) -> int:
        """The index, at its level, of its first hash or entry."""
        return self.index * WIDTH


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """The files to write when the log grows from `old` to `new` entries: bundles, then tiles level by level.

    Files of an earlier size stay: a full one never changes, a partial one stays beside what follows it.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a log of {new} does not extend one of {old}")
    yield from _grown(ENTRIES, old, new)
    level = 0
    while new:
        yield from _grown(level, old, new)
        level, old, new = level + 1, old >> TILE_HEIGHT, new >> TILE_HEIGHT


def _grown(level: int, old: int, new: int) -> Iterator[Tile]:
    if old == new:
        return
    for index in range(old // WIDTH, -(-new // WIDTH)):
        yield Tile(level, index, min(WIDTH, new - index * WIDTH))


def write_tiles(
    old: int,
    new: int,
    entries: Callable[[int, int], Iterable[bytes]],
    nodes: Callable[[int, int, int], Iterable[bytes]],
) -> Iterator[tuple[str, bytes]]:
    """The path and bytes of each file of `new_tiles`, one at a time.

    `entries(start, end)` gives the bytes of entries; `nodes(level, start, end)` the hashes of the nodes
    of a tile level: the leaf hashes at level 0, then what `tree.append` told.
    """
    for tile in new_tiles(old, new):
        if tile.level == ENTRIES:
            parts = list(entries(tile.start, tile.start + tile.width))
            data = write_bundle(parts)
        else:
            parts = list(nodes(tile.level, tile.start, tile.start + tile.width))
            data = b"".join(parts)
        if len(parts) != tile.width:
            raise ValueError(f"{len(parts)} of {tile.width} given for {tile.path}")
        yield tile.path, data


def write_bundle(entries: Iterable[bytes]) -> bytes:
    """Entries, each preceded by its length in two bytes, big-endian."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def read_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError when it is cut short."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise ValueError("cut short")
        entries.append(data[at + 2 : end])
        at = end
    return entries


class TiledLog:
    """A log of `size` entries read from its files. What it gives is not proven: that takes a checkpoint.

    Raises IntegrityFailure (JRN-004) for a file that is missing or cannot be one. Keeps `keep` tiles.
    """

    def __init__(self, read: Read, size: int, keep: int = 64) -> None:
        self._read = read
        self.size = size
        self._keep = keep
        self._hashes: OrderedDict[tuple[int, int], bytes] = OrderedDict()
        self._bundle: tuple[int, list[bytes]] | None = None

    def hash_at(self, level: int, index: int) -> bytes:
        """The hash of a node of the tree (`tree.HashAt`)."""
        tile_level, height = divmod(level, TILE_HEIGHT)
        first, count = index << height, 1 << height
        tile = self._tile(tile_level, first // WIDTH)
        at = first % WIDTH
        hashes = [tile[n * HASH_BYTES : (n + 1) * HASH_BYTES] for n in range(at, at + count)]
        if len(hashes[-1]) != HASH_BYTES:
            raise ValueError(f"node ({level}, {index}) is not complete in a log of {self.size}")
        while len(hashes) > 1:
            hashes = [node_hash(*hashes[n : n + 2]) for n in range(0, len(hashes), 2)]
        return hashes[0]

    def entry(self, index: int) -> bytes:
        """The bytes of an entry."""
        if not 0 <= index < self.size:
            raise ValueError(f"entry {index} is not in a log of {self.size}")
        return self._entries(index // WIDTH)[index % WIDTH]

    def entries(self, start: int = 0) -> Iterator[bytes]:
        """The bytes of the entries from `start` on."""
        for index in range(start, self.size):
            yield self.entry(index)

    def where(self, index: int) -> str:
        """The path of the bundle that an entry lies in."""
        return self._reached(ENTRIES, index // WIDTH).path

    def first_at(self, instant: datetime) -> int:
        """Where to begin looking for an entry of this instant or later: no earlier entry can be.

        Entries are in order of time (docs/format.md §4.1), so few bundles are read.
        """
        low, high = 0, -(-self.size // WIDTH)
        while high - low > 1:
            middle = (low + high) // 2
            if self._dated(middle * WIDTH).time < instant:
                low = middle
            else:
                high = middle
        return low * WIDTH

    def _dated(self, index: int) -> Entry:
        return read_entry(self.entry(index))

    def _tile(self, level: int, index: int) -> bytes:
        kept = self._hashes.get((level, index))
        if kept is None:
            tile = self._reached(level, index)
            kept = self._file(tile)
            if len(kept) % HASH_BYTES or not tile.width <= len(kept) // HASH_BYTES <= WIDTH:
                raise _unusable(tile)
            self._hashes[level, index] = kept
            if len(self._hashes) > self._keep:
                self._hashes.popitem(last=False)
        self._hashes.move_to_end((level, index))
        return kept

    def _entries(self, index: int) -> list[bytes]:
        if self._bundle is None or self._bundle[0] != index:
            tile = self._reached(ENTRIES, index)
            try:
                entries = read_bundle(self._file(tile))
            except ValueError:
                raise _unusable(tile) from None
            if not tile.width <= len(entries) <= WIDTH:
                raise _unusable(tile)
            self._bundle = index, entries
        return self._bundle[1]

    def _reached(self, level: int, index: int) -> Tile:
        """The file as a log of this size has it: the last one of its level may be partial."""
        width = (self.size >> max(level, 0) * TILE_HEIGHT) - index * WIDTH
        if width <= 0:
            raise ValueError(f"a log of {self.size} has no tile {index} at level {level}")
        return Tile(level, index, min(width, WIDTH))

    def _file(self, tile: Tile) -> bytes:
        data = self._read(tile.path)
        if data is None and tile.width < WIDTH:
            # The log has grown since: the full file begins with the partial one.
            data = self._read(Tile(tile.level, tile.index).path)
        if data is None:
            raise _unusable(tile)
        return data


def _unusable(tile: Tile) -> IntegrityFailure:
    return IntegrityFailure(TILE_UNUSABLE, Place(file=f"journal/{tile.path}"), path=tile.path)
