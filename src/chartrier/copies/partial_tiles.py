"""The partial tiles of the sizes between two: a copy that was away gets those that the others have, to be alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chartrier.catalog.journal import publication as journal
from chartrier.errors import ChartrierError
from chartrier.journal.tiles import ENTRIES, WIDTH, Tile, new_tiles, write_bundle
from chartrier.journal.tree import TILE_HEIGHT
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def missing_partials(tenant: Tenant, old: int, new: int, peers: Sequence[Store]) -> Iterator[tuple[str, bytes]]:
    """The partial tiles that a peer has of sizes above `old` and below `new`, their bytes from the database.

    The first peer that has any tells which: a copy that is behind itself has none.
    """
    if new - old < 2:
        return
    for tile in new_tiles(old, new):
        shift = max(tile.level, 0) * TILE_HEIGHT
        already = max(0, (old >> shift) - tile.start)
        for width in _widths(tenant, peers, tile):
            if already < width < tile.width:
                yield Tile(tile.level, tile.index, width).path, _bytes(tenant, tile, width)


def published_size(tenant: Tenant, peers: Sequence[Store], old: int, most: int) -> int:
    """The largest size at which a peer was published, above `old` and up to `most`; `most` when none is known."""
    tile = Tile(ENTRIES, most // WIDTH)
    sizes = [tile.start + width for width in _widths(tenant, peers, tile)]
    return max((size for size in sizes if old < size <= most), default=most)


def _widths(tenant: Tenant, peers: Sequence[Store], tile: Tile) -> list[int]:
    folder = f"journal/{Tile(tile.level, tile.index).path}.p"
    for peer in peers:
        try:
            names = [item.path.rpartition("/")[2] for item in peer.reader(tenant.code).items(folder)]
        except ChartrierError:
            continue
        if widths := [int(name) for name in names if name.isascii() and name.isdecimal() and len(name) <= 3]:
            return sorted(width for width in widths if 0 < width < WIDTH)
    return []


def _bytes(tenant: Tenant, tile: Tile, width: int) -> bytes:
    start, end = tile.start, tile.start + width
    if tile.level == ENTRIES:
        return write_bundle(journal.entries(tenant.key, start, end))
    return b"".join(journal.nodes(tenant.key, tile.level, start, end))
