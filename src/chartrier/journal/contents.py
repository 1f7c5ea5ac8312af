"""The contents tree of a package: a salted line per unit and object, and its root (docs/format.md §3)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chartrier.errors import IntegrityFailure
from chartrier.journal.entry import TreeHead
from chartrier.journal.findings import CONTENTS_MALFORMED
from chartrier.journal.strict_json import count, part, read_object, text
from chartrier.journal.tree import Frontier, grow, inclusion_proof, leaf_hash, node_hash, root
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest

KINDS = frozenset({"unit", "binary", "physical"})
LARGEST_LINE = 8192
"""Bytes."""

_SALT_BYTES = 16
_SALTS = 256
"""Drawn at once."""

_SALT = re.compile(r"[0-9a-f]{32}")
_DESTROYED = re.compile(rb'\{"leaf":"sha256:([0-9a-f]{64})"\}')
_FIELDS = frozenset({"description", "digests", "id", "kind", "salt", "size"})


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One leaf. `digests` is None for a unit, empty for a physical object; `size` (bytes) is of a binary one.

    Raises ValueError for what a line may not be.
    """

    id: UUID
    kind: str
    description: Digest
    salt: str
    digests: Mapping[str, str] | None = None
    size: int | None = None
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        binary = self.kind == "binary"
        if self.kind not in KINDS or not _SALT.fullmatch(self.salt) or self.description.algorithm != "sha256":
            raise ValueError("its kind, salt or description is not what it should be")
        if (self.digests is None) != (self.kind == "unit") or (self.size is None) == binary:
            raise ValueError("it has not what its kind has")
        if self.digests is not None:
            if binary != ("sha512" in self.digests) or (self.digests and not binary):
                raise ValueError("its digests are not those of its kind")
            for algorithm, value in self.digests.items():
                Digest(algorithm, value)


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves one line: its bytes, its place among `size` lines, and the Merkle path up to the root."""

    line: bytes
    index: int
    size: int
    path: tuple[bytes, ...]


def new_salt() -> str:
    """128 random bits, hexadecimal: nobody can guess a line from its hash."""
    return secrets.token_hex(_SALT_BYTES)


def new_salts() -> Iterator[str]:
    """As many as are wanted: random bits are drawn for many lines at once."""
    while True:
        drawn = secrets.token_hex(_SALT_BYTES * _SALTS)
        yield from (drawn[at : at + 2 * _SALT_BYTES] for at in range(0, len(drawn), 2 * _SALT_BYTES))


def write_line(line: ContentsLine) -> bytes:
    """The canonical bytes of a line, without the line feed. Raises ValueError if it has unknown fields."""
    if line.unknown:
        raise ValueError(f"unknown fields are read, not written: {sorted(line.unknown)}")
    digests = None if line.digests is None else canonical(dict(line.digests))
    identifier, description, salt = (each.encode() for each in (str(line.id), line.description.value, line.salt))
    return join_line(identifier, line.kind.encode(), description, salt, digests, line.size)


def join_line(
    identifier: bytes, kind: bytes, description: bytes, salt: bytes, digests: bytes | None, size: int | None
) -> bytes:
    """The same from its pieces, for who writes many: `description` is the SHA-256 in hexadecimal, `digests` JSON.

    Nothing is checked, unlike in a `ContentsLine`.
    """
    head, middle = b'{"description":"sha256:%b",' % description, b'"id":"%b","kind":"%b","salt":"%b"'
    known = b'"digests":%b,' % digests if digests is not None else b""
    tail = b',"size":%d}' % size if size is not None else b"}"
    return head + known + middle % (identifier, kind, salt) + tail


def destroyed_line(leaf: bytes) -> bytes:
    """What stands, without the line feed, where the line with this leaf hash was destroyed."""
    return b'{"leaf":"sha256:%b"}' % leaf.hex().encode()


def destroyed_leaf(line: bytes) -> bytes | None:
    """The leaf hash of a line that stands where one was destroyed; None for a line that tells something."""
    match = _DESTROYED.fullmatch(line)
    return bytes.fromhex(match[1].decode()) if match else None


def leaf_of(line: bytes) -> bytes:
    """The leaf hash of a line (without line feed), destroyed or not."""
    return destroyed_leaf(line) or leaf_hash(line)


def read_line(data: bytes) -> ContentsLine:
    """The line written as `data`, without line feed. Raises IntegrityFailure (JRN-005)."""
    try:
        return _read(data)
    except ValueError as error:
        raise IntegrityFailure(CONTENTS_MALFORMED, why=str(error)[:200]) from None


def _read(data: bytes) -> ContentsLine:
    if len(data) > LARGEST_LINE:
        raise ValueError(f"longer than {LARGEST_LINE} bytes")
    record = read_object(data)
    kind, identifier = text(record, "kind"), text(record, "id")
    if str(UUID(identifier)) != identifier:
        raise ValueError("its identifier is in another spelling")
    return ContentsLine(
        id=UUID(identifier),
        kind=kind,
        description=Digest.read(text(record, "description")),
        salt=text(record, "salt"),
        digests=None if kind == "unit" else _digests(part(record, "digests")),
        size=count(record, "size") if kind == "binary" else None,
        unknown={name: value for name, value in record.items() if name not in _FIELDS},
    )


def _digests(values: dict[str, Any]) -> dict[str, str]:
    return {algorithm: text(values, algorithm) for algorithm in values}


class ContentsTree:
    """The tree as its lines are written or read, one by one, in memory that does not grow with them."""

    def __init__(self) -> None:
        self._frontier: list[bytes] = []
        self.size = 0

    def add(self, line: bytes) -> None:
        """One more line (without line feed), or what stands where it was."""
        # `grow`, in place and without the nodes it would tell
        hash_, index = leaf_of(line), self.size
        while index & 1:
            hash_, index = node_hash(self._frontier.pop(), hash_), index >> 1
        self._frontier.append(hash_)
        self.size += 1

    @property
    def head(self) -> TreeHead:
        """The root and size of the lines so far, as the journal's entry has them."""
        return TreeHead(Digest("sha256", root(tuple(self._frontier)).hex()), self.size)


def prove_line(lines: Iterable[bytes], index: int) -> Proof:
    """The proof of the line at `index`, from all lines (without line feed), read once.

    Only the hashes on the path are kept: on reaching the line, the frontier holds all there is to its left;
    the siblings to its right are kept as they complete, and the end of the tree is in the last frontier.
    Raises ValueError when there is no such line.
    """
    nodes: dict[tuple[int, int], bytes] = {}
    frontier: Frontier = ()
    size, found = 0, None
    for line in lines:
        if size == index:
            nodes.update(_frontier_nodes(frontier, size))
            found = line
        frontier, completed = grow(frontier, size, leaf_of(line))
        if found is not None:
            nodes.update(((level, at), hash_) for level, at, hash_ in completed if at == index >> level ^ 1)
        size += 1
    if found is None:
        raise ValueError(f"no line {index} among {size}")
    nodes.update(_frontier_nodes(frontier, size))
    path = inclusion_proof(index, size, lambda level, at: nodes[level, at])
    return Proof(found, index, size, tuple(path))


def _frontier_nodes(frontier: Frontier, size: int) -> dict[tuple[int, int], bytes]:
    """The nodes (level, index) that a frontier is made of."""
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return {(level, (size >> level) - 1): hash_ for level, hash_ in zip(levels, frontier, strict=True)}
