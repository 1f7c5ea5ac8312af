"""The journal's files that an audit expects are those that publishing writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from chartrier.errors import IntegrityFailure
from chartrier.journal.tiles import Tile, new_tiles
from chartrier.journal.tree import append, leaf_hash, root_of
from chartrier.preservation import journal_audit
from chartrier.verify.reader import Item


def entry(index: int) -> bytes:
    return b"entry %d" % index


def log(size: int, claimed: bytes | None = None) -> Any:
    def entries() -> Iterator[bytes]:
        return map(entry, range(size + 3))

    found, _ = root_of(leaf_hash(entry(index)) for index in range(size))
    return SimpleNamespace(entries=entries, roots={size: claimed or found}, tenant=SimpleNamespace(code="211234567"))


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 512, 700, 65_536, 65_900])
def test_the_same_files_as_publishing(size: int) -> None:
    found = {tile: hashlib.sha256(b"".join(parts)).digest() for tile, parts in journal_audit._files(log(size), size)}
    assert set(found) == set(new_tiles(0, size))
    frontier: tuple[bytes, ...] = ()
    hashes: dict[int, list[bytes]] = {}
    for index in range(size):
        leaf = leaf_hash(entry(index))
        frontier, nodes = append(frontier, index, leaf)
        for level, _, hash_ in [(0, index, leaf), *nodes]:
            hashes.setdefault(level, []).append(hash_)
    for tile, digest in found.items():
        if tile.level >= 0:
            part = hashes[tile.level][tile.start : tile.start + tile.width]
            assert hashlib.sha256(b"".join(part)).digest() == digest


def test_entries_that_changed_since_they_were_proven() -> None:
    with pytest.raises(IntegrityFailure):
        list(journal_audit._files(log(5, claimed=b"\0" * 32), 5))


@pytest.mark.parametrize(
    "tile", [Tile(-1, 0), Tile(0, 67, 3), Tile(0, 1067), Tile(1, 0, 255), Tile(2, 123_456_789, 1), Tile(-1, 1_000, 9)]
)
def test_paths_are_read_as_they_are_written(tile: Tile) -> None:
    assert journal_audit._tile_at(Item(f"journal/{tile.path}", "file")) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/67", "tile/0/x000/067", "tile/0/067.p/0", "tile/0/067.p/256", "tile/0/067.p/07", "tile/00/067",
        "tile/entries/067.q/1", "tile/-1/067", "tile/0/1067", "key2", "tile/0/x067",
    ],
)  # fmt: skip
def test_other_spellings_have_no_place(path: str) -> None:
    assert journal_audit._tile_at(Item(f"journal/{path}", "file")) is None
