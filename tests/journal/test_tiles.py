"""Tiles: the paths of C2SP tlog-tiles, what changes when a log grows, and proofs read back from the files."""

from __future__ import annotations

import contextlib
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.errors import IntegrityFailure
from chartrier.journal import tiles, tree
from chartrier.journal.entry import Changes, Counts, Entry, write_entry
from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id

BEGAN = datetime(2026, 11, 22, 20, tzinfo=UTC)


class Log:
    """A log as a database keeps it, published to a dict of files."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.nodes: dict[int, list[bytes]] = {0: []}
        self.frontier: tree.Frontier = ()
        self.roots = [tree.EMPTY_ROOT]
        self.files: dict[str, bytes] = {}

    def append(self, entry: bytes) -> None:
        leaf = tree.leaf_hash(entry)
        self.frontier, nodes = tree.append(self.frontier, len(self.entries), leaf)
        for node in nodes:
            self.nodes.setdefault(node.level, []).append(node.hash)
            assert len(self.nodes[node.level]) == node.at + 1
        self.nodes[0].append(leaf)
        self.entries.append(entry)
        self.roots.append(tree.root(self.frontier))

    def publish(self, old: int) -> None:
        self.files.update(
            tiles.write_tiles(
                old,
                len(self.entries),
                lambda start, end: self.entries[start:end],
                lambda level, start, end: self.nodes[level][start:end],
            )
        )

    def read(self, size: int) -> tiles.TiledLog:
        return tiles.TiledLog(self.files.get, size)


def entry(number: int) -> bytes:
    instant = BEGAN + timedelta(seconds=number // 3)
    digest = Digest.of("sha512", b"%d" % number)
    counts = Counts(0, 0, 0, 0, 1, 0)
    package = new_package_id(instant - timedelta(seconds=number % 5))
    return write_entry(Entry("rejet", package, "v1", digest, None, Changes(), counts, "system", instant))


@pytest.fixture(scope="module")
def log() -> Log:
    """700 entries, published in steps of uneven size."""
    log, published, chance = Log(), 0, random.Random(3)
    for number in range(700):
        log.append(entry(number))
        if chance.random() < 0.2 or number == 699:
            log.publish(published)
            published = number + 1
    return log


def test_paths_are_those_of_the_specification() -> None:
    assert tiles.Tile(0, 0).path == "tile/0/000"
    assert tiles.Tile(2, 1234067).path == "tile/2/x001/x234/067"
    assert tiles.Tile(0, 1, 17).path == "tile/0/001.p/17"
    assert tiles.Tile(tiles.ENTRIES, 1000, 255).path == "tile/entries/x001/000.p/255"


def test_what_changes_when_a_log_grows() -> None:
    def paths(old: int, new: int) -> list[str]:
        return [tile.path for tile in tiles.new_tiles(old, new)]

    assert paths(0, 0) == paths(300, 300) == []
    assert paths(0, 1) == ["tile/entries/000.p/1", "tile/0/000.p/1"]
    assert paths(255, 256) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
    assert paths(256, 257) == ["tile/entries/001.p/1", "tile/0/001.p/1"]
    assert paths(250, 520) == [
        *("tile/entries/000", "tile/entries/001", "tile/entries/002.p/8"),
        *("tile/0/000", "tile/0/001", "tile/0/002.p/8", "tile/1/000.p/2"),
    ]
    assert paths(65_535, 65_536)[2:] == ["tile/1/000", "tile/2/000.p/1"]


def test_a_log_published_at_once_or_by_steps_is_the_same(log: Log) -> None:
    at_once = Log()
    for data in log.entries:
        at_once.append(data)
    at_once.publish(0)
    assert at_once.files.items() <= log.files.items()
    log_read_at_once = tiles.TiledLog(at_once.files.get, 700)
    assert list(log_read_at_once.entries()) == log.entries


def test_proofs_read_from_tiles_at_every_published_size(log: Log) -> None:
    sizes = [
        size for size in range(1, 701) if size % 256 == 0 or f"tile/0/{size // 256:03d}.p/{size % 256}" in log.files
    ]
    assert len(sizes) > 100
    chance = random.Random(4)
    for size in sizes:
        read, index, old = log.read(size), chance.randrange(size), chance.randrange(size + 1)
        assert read.entry(index) == log.entries[index]
        proof = tree.inclusion_proof(index, size, read.hash_at)
        assert tree.included(tree.leaf_hash(log.entries[index]), index, size, proof, log.roots[size])
        proof = tree.consistency_proof(old, size, read.hash_at)
        assert tree.consistent(old, log.roots[old], size, log.roots[size], proof)


def test_a_partial_tile_that_was_removed_is_read_from_the_full_one(log: Log) -> None:
    full = {path: data for path, data in log.files.items() if ".p/" not in path}
    read = tiles.TiledLog(full.get, 200)
    proof = tree.inclusion_proof(7, 200, read.hash_at)
    assert tree.included(tree.leaf_hash(log.entries[7]), 7, 200, proof, log.roots[200])


def test_entries_are_found_by_time(log: Log) -> None:
    read = log.read(700)
    for number in range(0, 700, 13):
        instant = BEGAN + timedelta(seconds=number // 3)
        first = read.first_at(instant)
        assert first <= number
        assert number - first < 2 * tiles.WIDTH


@pytest.mark.parametrize("path", ["tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/entries/001"])
@pytest.mark.parametrize("damage", ["absent", "empty", "cut", "long"])
def test_a_damaged_file_is_named(log: Log, path: str, damage: str) -> None:
    files = dict(log.files)
    data = files.pop(path)
    files |= {"absent": {}, "empty": {path: b""}, "cut": {path: data[:-1]}, "long": {path: data * 300}}[damage]
    read = tiles.TiledLog(files.get, 700)
    with pytest.raises(IntegrityFailure) as caught:
        [(read.entry(index), read.hash_at(0, index)) for index in range(700)]
    assert caught.value.finding.code == "JRN-004"
    assert caught.value.finding.place.file == f"journal/{path}"


@given(st.binary(max_size=200))
def test_any_bundle_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert tiles.write_bundle(tiles.read_bundle(data)) == data


def test_missing_parts_are_not_written() -> None:
    with pytest.raises(ValueError, match="0 of 1"):
        list(tiles.write_tiles(0, 1, lambda _s, _e: [], lambda _l, _s, _e: []))
