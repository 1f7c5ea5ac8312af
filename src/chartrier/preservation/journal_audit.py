"""The journal's files of a copy, held to the proven log: entry bundles, tiles, key, checkpoint, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chartrier.catalog.journal import publication as journal
from chartrier.errors import IntegrityFailure
from chartrier.journal.tiles import ENTRIES, WIDTH, Tile, write_bundle
from chartrier.journal.tree import TILE_HEIGHT, Frontier, append, leaf_hash, root
from chartrier.preservation import findings
from chartrier.preservation.copy_audit import CopyAudit
from chartrier.preservation.damage import Damage, Wanted
from chartrier.preservation.folder_audit import in_the_way
from chartrier.preservation.proven_log import ProvenLog, read_head
from chartrier.verify.log import CHECKPOINT_PATH
from chartrier.verify.reader import DEEPEST, Item

FOLDER = "journal"
KEY = "journal/key"
OF_WITNESSES = "journal/timestamp"

_TILE = re.compile(r"journal/tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6})([0-9]{3})(?:\.p/([0-9]{1,3}))?")
_TILE_FOLDER = re.compile(r"journal/tile(/(entries|[0-9]{1,2})((/x[0-9]{3}){0,6}(/[0-9]{3}\.p)?)?)?")


def audit_journal(copy: CopyAudit, log: ProvenLog, size: int) -> None:
    """Meet every damage of the journal's files up to `size` entries, save the checkpoint."""
    for path in list(copy.store.open_to_others(copy.tenant.code, FOLDER)):
        copy.meet(Damage(findings.OPEN_TO_OTHERS, path, rights=True))
    partial = _audit_names(copy, size)
    for tile, parts in _files(log, size):
        _audit_tile(copy, tile, parts, partial.get(_full(tile), ()))
    _audit_file(copy, Wanted.of(KEY, f"{log.key}\n".encode()))


def audit_checkpoint(copy: CopyAudit, log: ProvenLog) -> None:
    """Meet the damage of a checkpoint that is not there or not signed: last, when all it stands on is in place.

    What is put back is the very note that was signed already, of the same size and root; nothing is put back over
    tiles that are not all there.
    """
    with journal.publishing(copy.tenant.key):
        # Whoever publishes may have mended it.
        if read_head(copy.reader, log.key).checkpoint is not None:
            return
        whole = all(copy.differs(_wanted(tile, parts)) is None for tile, parts in _files(log, log.size))
        restore = [Wanted.of(CHECKPOINT_PATH, log.note)]
        aside = _is_no_file(copy, CHECKPOINT_PATH)
        copy.meet(Damage(findings.CHECKPOINT_WRONG, CHECKPOINT_PATH, aside=aside, restore=restore), mendable=whole)


def _files(log: ProvenLog, size: int) -> Iterator[tuple[Tile, list[bytes]]]:
    """Every file of a log of `size` entries, full or the last of its level, as the list of what is in it."""
    frontier: Frontier = ()
    filling: dict[int, list[bytes]] = {ENTRIES: []}
    for index, data in enumerate(log.entries()):
        if index == size:
            break
        leaf = leaf_hash(data)
        frontier, nodes = append(frontier, index, leaf)
        for level, at, part in [(ENTRIES, index, data), (0, index, leaf), *nodes]:
            parts = filling.setdefault(level, [])
            parts.append(part)
            if len(parts) == WIDTH:
                yield Tile(level, at // WIDTH), parts
                filling[level] = []
    if root(frontier) != log.roots[size]:
        raise IntegrityFailure(findings.LOG_LOST, tenant=log.tenant.code, size=size)
    for level, parts in filling.items():
        if parts:
            yield Tile(level, (size >> max(level, 0) * TILE_HEIGHT) // WIDTH, len(parts)), parts


def _audit_tile(copy: CopyAudit, tile: Tile, parts: list[bytes], widths: Sequence[int]) -> None:
    """A file of the log, and those that were partial before it and lie beside it still."""
    for width in sorted({*widths, tile.width}):
        if width <= tile.width:
            _audit_file(copy, _wanted(Tile(tile.level, tile.index, width), parts[:width]))


def _wanted(tile: Tile, parts: list[bytes]) -> Wanted:
    return Wanted.of(f"{FOLDER}/{tile.path}", write_bundle(parts) if tile.level == ENTRIES else b"".join(parts))


def _audit_file(copy: CopyAudit, wanted: Wanted) -> None:
    copy.counts.files += 1
    wrong = copy.differs(wanted)
    if wrong is not None:
        aside = _is_no_file(copy, wanted.path)
        kind = findings.NOT_A_FILE if aside else wrong
        copy.meet(Damage(kind, wanted.path, aside=aside, restore=[wanted]))


def _is_no_file(copy: CopyAudit, path: str) -> bool:
    """Whether a folder, a link or a device stands where a file must be."""
    try:
        items = copy.reader.items(path.rpartition("/")[0])
        return any(item.path == path and item.kind != "file" for item in items)
    except (IntegrityFailure, OSError):
        return False


def _audit_names(copy: CopyAudit, size: int) -> dict[str, list[int]]:
    """Meet what has no place in the journal's folder; the widths of the partial files there are, by their full path."""
    partial: dict[str, list[int]] = {}
    grown = max(size, journal.head(copy.tenant.key).size)
    for item in _below(copy, FOLDER):
        tile = _tile_at(item)
        if item.kind == "file" and item.path in (KEY, CHECKPOINT_PATH):
            continue
        if tile is None or _reach(tile) > grown:
            copy.meet(Damage(findings.FILE_UNKNOWN, item.path, aside=True))
        elif tile.width < WIDTH:
            partial.setdefault(_full(tile), []).append(tile.width)
    return partial


def _below(copy: CopyAudit, folder: str, depth: int = 0) -> Iterator[Item]:
    """What lies in the journal's folder, entering the folders that belong there. Empty ones do no harm."""
    try:
        items = list(copy.reader.items(folder))
    except (IntegrityFailure, OSError):
        copy.meet(Damage(findings.FILE_UNREADABLE, in_the_way(copy.reader, folder), aside=True))
        return
    for item in items:
        if item.kind == "folder" and _TILE_FOLDER.fullmatch(item.path) and depth < DEEPEST:
            yield from _below(copy, item.path, depth + 1)
        elif item.kind != "folder" or item.path != OF_WITNESSES:
            yield item


def _tile_at(item: Item) -> Tile | None:
    """The file of the log that has this path, in its one spelling."""
    match = _TILE.fullmatch(item.path)
    if match is None or item.kind != "file":
        return None
    groups = [*match[2].replace("x", "").split("/")[:-1], match[3]]
    level = ENTRIES if match[1] == "entries" else int(match[1])
    tile = Tile(level, int("".join(groups)), int(match[4]) if match[4] else WIDTH)
    named = 0 < tile.width <= WIDTH and (tile.width < WIDTH) == (match[4] is not None)
    return tile if named and f"{FOLDER}/{tile.path}" == item.path else None


def _reach(tile: Tile) -> int:
    """How many entries a log has at least in which this file exists."""
    return tile.start + tile.width << max(tile.level, 0) * TILE_HEIGHT


def _full(tile: Tile) -> str:
    return Tile(tile.level, tile.index).path
