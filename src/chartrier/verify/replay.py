"""Step (4) for everything: the whole log hashed again, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.journal.entry import Entry, read_entry
from chartrier.journal.tiles import HASH_BYTES, LARGEST_FILE, WIDTH, Tile
from chartrier.journal.tree import TILE_HEIGHT, Frontier, append, leaf_hash, range_hash, root
from chartrier.verify import findings, steps
from chartrier.verify.log import CHECKPOINT_PATH, Log
from chartrier.verify.report import Recorder

_MOST_DIFFERENCES = 100


def replay(log: Log, recorder: Recorder) -> Iterator[Entry]:
    """(4) Every entry in order, while hashing them all again; at the end tiles and root are compared."""
    tiles, comparison = log.tiles(), _TileComparison(log, recorder)
    last = None
    with recorder.attempt(steps.ENTRY, "journal/tile/entries"):
        for index, data in enumerate(tiles.entries()):
            comparison.add(data)
            path = f"journal/{tiles.where(index)}"
            entry = None
            with recorder.attempt(steps.ENTRY, path):
                entry = read_entry(data)
            if entry is None:
                continue
            if last is not None and entry.time < last:
                recorder.fail(steps.ENTRY, findings.TIME_BACKWARDS, recorder.place(path), index=index)
            last = entry.time
            yield entry
        comparison.finish()


class _TileComparison:
    """The log grown again from its entries, compared with each tile as it fills up: one tile a level."""

    def __init__(self, log: Log, recorder: Recorder) -> None:
        self._log = log
        self._recorder = recorder
        self._frontier: Frontier = ()
        self._size = 0
        self._filling: list[list[bytes]] = [[]]
        self._tiles: list[Tile] = []
        self._entries: list[int] = []

    def add(self, entry: bytes) -> None:
        leaf = leaf_hash(entry)
        self._frontier, nodes = append(self._frontier, self._size, leaf)
        for level, index, hash_ in [(0, self._size, leaf), *nodes]:
            if level == len(self._filling):
                self._filling.append([])
            self._filling[level].append(hash_)
            if len(self._filling[level]) == WIDTH:
                self._compare(Tile(level, index // WIDTH))
                self._filling[level].clear()
        self._size += 1

    def finish(self) -> None:
        """Compare the last tiles and the root, then say which of entries and tiles is wrong, if one is."""
        for level, hashes in enumerate(self._filling):
            if hashes:
                at_level = self._size >> TILE_HEIGHT * level
                self._compare(Tile(level, at_level // WIDTH, len(hashes)))
        entries_hold = root(self._frontier) == self._log.checkpoint.root
        if not entries_hold and self._tiles_hold():
            for index in self._entries:
                place = self._recorder.place(f"journal/{self._log.tiles().where(index)}")
                self._recorder.fail(steps.ENTRY, findings.ENTRY_NOT_INCLUDED, place, index=index)
            return
        for tile in self._tiles:
            path = f"journal/{tile.path}"
            self._recorder.fail(steps.ENTRY, findings.TILE_DIFFERS, self._recorder.place(path), path=path)
        if not entries_hold:
            place = self._recorder.place(CHECKPOINT_PATH)
            self._recorder.fail(steps.ENTRY, findings.ROOT_DIFFERS, place)

    def _tiles_hold(self) -> bool:
        """Whether the tiles as they are give the root: then it is the entries that do not."""
        with self._recorder.attempt(steps.ENTRY, "journal/tile"):
            size = self._log.checkpoint.size
            return range_hash(0, size, self._log.tiles().hash_at) == self._log.checkpoint.root
        return False

    def _compare(self, tile: Tile) -> None:
        expected = self._filling[tile.level]
        path = f"journal/{tile.path}"
        with self._recorder.attempt(steps.ENTRY, path):
            found = self._log.copy.read(path, LARGEST_FILE)
            if found is None and tile.width < WIDTH:
                full = self._log.copy.read(f"journal/{Tile(tile.level, tile.index).path}", LARGEST_FILE)
                found = full and full[: len(expected) * HASH_BYTES]
            if found != b"".join(expected) and len(self._tiles) < _MOST_DIFFERENCES:
                self._tiles.append(tile)
                if tile.level == 0:
                    self._entries += _differing(found or b"", expected, tile.start)


def _differing(found: bytes, expected: list[bytes], start: int) -> list[int]:
    return [
        start + number
        for number, hash_ in enumerate(expected)
        if found[number * HASH_BYTES : (number + 1) * HASH_BYTES] != hash_
    ]
