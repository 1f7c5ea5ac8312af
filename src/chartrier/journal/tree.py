"""The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1) as arithmetic on hashes.

A *node* (level, index) is the complete subtree over the leaves index·2^level to (index+1)·2^level - 1.
The *frontier* of a tree is the hashes of the complete subtrees it is made of, the largest first: all that
it takes to make it grow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

EMPTY_ROOT = hashlib.sha256(b"").digest()
TILE_HEIGHT = 8
"""A tile of C2SP tlog-tiles holds eight levels: 256 hashes."""

Frontier = tuple[bytes, ...]
HashAt = Callable[[int, int], bytes]
"""Gives the hash of the node (level, index)."""


class Node(NamedTuple):
    """A complete subtree and its root hash. In the answer of `append`, `level` counts tile levels."""

    level: int
    at: int
    hash: bytes


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(frontier: Frontier, size: int, leaf: bytes) -> tuple[Frontier, list[Node]]:
    """The frontier after one more leaf hash, and every node that it completes, the leaf itself first."""
    if len(frontier) != size.bit_count():
        raise ValueError(f"not the frontier of a tree of {size} leaves")
    hash_, kept, index = leaf, len(frontier), size
    completed = [Node(0, index, hash_)]
    while index & 1:
        kept, index = kept - 1, index >> 1
        hash_ = node_hash(frontier[kept], hash_)
        completed.append(Node(len(completed), index, hash_))
    return (*frontier[:kept], hash_), completed


def append(frontier: Frontier, size: int, leaf: bytes) -> tuple[Frontier, list[Node]]:
    """The frontier after one more leaf hash, and the new nodes of tile levels 1 and up (256, 65,536… leaves).

    The nodes of tile level 0 are the leaf hashes themselves.
    """
    frontier, completed = grow(frontier, size, leaf)
    return frontier, [
        Node(level // TILE_HEIGHT, index, hash_) for level, index, hash_ in completed[TILE_HEIGHT::TILE_HEIGHT]
    ]


def root(frontier: Frontier) -> bytes:
    """The root hash of the tree with this frontier."""
    if not frontier:
        return EMPTY_ROOT
    hash_ = frontier[-1]
    for left in reversed(frontier[:-1]):
        hash_ = node_hash(left, hash_)
    return hash_


def root_of(leaves: Iterable[bytes]) -> tuple[bytes, int]:
    """The root and the size of the tree over these leaf hashes, in memory that does not grow with them."""
    frontier: Frontier = ()
    size = 0
    for leaf in leaves:
        frontier, _ = grow(frontier, size, leaf)
        size += 1
    return root(frontier), size


def range_hash(start: int, end: int, hash_at: HashAt) -> bytes:
    """MTH(D[start:end]) where start is 0 or a multiple of a power of two that is at least end - start."""
    hashes: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        hashes.append(hash_at(level, start >> level))
        start += 1 << level
    return root(tuple(hashes))


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """PATH(index, D[size]) of RFC 9162 §2.1.3.1: the siblings from the leaf up."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_hash(middle, end, hash_at))
            end = middle
        else:
            path.append(range_hash(start, middle, hash_at))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, hash_at: HashAt) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 9162 §2.1.4.1; empty when old is 0 or new."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} does not extend one of {old}")
    if old == 0:
        return []
    proof: list[bytes] = []
    start, end, known = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(range_hash(middle, end, hash_at))
            end = middle
        else:
            proof.append(range_hash(start, middle, hash_at))
            start, known = middle, False
    if not known:
        proof.append(range_hash(start, end, hash_at))
    return proof[::-1]


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether the path proves this leaf hash at this index of that tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, hash_ = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            hash_ = node_hash(sibling, hash_)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            hash_ = node_hash(hash_, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and hash_ == expected


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the first tree is the beginning of the second (RFC 9162 §2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 <= old < new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not path:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two smaller than size."""
    return 1 << (size - 1).bit_length() - 1
