"""The tree against the recursive definitions of RFC 6962 §2.1 and RFC 9162 §2.1.3, §2.1.4."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.journal import tree

LEAVES = [hashlib.sha256(f"leaf {n}".encode()).digest() for n in range(1100)]


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) <= 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], known: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if known else [mth(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], known), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


class Grown:
    """A tree grown leaf by leaf, with every node it completed and every root it had."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.roots = [tree.root(())]
        frontier: tree.Frontier = ()
        for size, leaf in enumerate(leaves):
            grown, completed = tree.grow(frontier, size, leaf)
            appended, tiles = tree.append(frontier, size, leaf)
            assert grown == appended
            frontier = grown
            for level, at, hash_ in completed:
                self.nodes[level, at] = hash_
            for level, at, hash_ in tiles:
                self.tiles[level, at] = hash_
            self.roots.append(tree.root(frontier))

    def hash_at(self, level: int, at: int) -> bytes:
        return self.nodes[level, at]


@pytest.fixture(scope="module")
def grown() -> Grown:
    return Grown(LEAVES)


def test_leaf_and_node_hashes_are_those_of_rfc_6962() -> None:
    # Known answers of RFC 6962 trees: the hash of an empty leaf, and of nothing.
    assert tree.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.node_hash(b"a" * 32, b"b" * 32) == hashlib.sha256(b"\x01" + b"a" * 32 + b"b" * 32).digest()


def test_known_roots_of_certificate_transparency() -> None:
    # The eight leaves that the implementations of RFC 6962 test each other with, and the root of all eight.
    leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    found, size = tree.root_of(tree.leaf_hash(bytes.fromhex(leaf)) for leaf in leaves)
    assert size == 8
    assert found.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_every_root_up_to_600(grown: Grown) -> None:
    for size in range(601):
        assert grown.roots[size] == mth(LEAVES[:size])
    assert tree.root_of(LEAVES) == (grown.roots[-1], len(LEAVES))


def test_tile_nodes_are_the_roots_of_complete_subtrees_of_256(grown: Grown) -> None:
    assert grown.tiles == {(1, n): mth(LEAVES[n * 256 : n * 256 + 256]) for n in range(4)}


def test_a_node_of_the_second_tile_level() -> None:
    frontier: tree.Frontier = ()
    seen: list[tree.Node] = []
    for size in range(65_536):
        frontier, nodes = tree.append(frontier, size, LEAVES[size % 7])
        seen += nodes
    assert [(n.level, n.at) for n in seen[-2:]] == [(1, 255), (2, 0)]
    assert frontier == (seen[-1].hash,)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_inclusion_proofs_are_those_of_the_rfc(grown: Grown, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 600))
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index, size, grown.hash_at)
    assert proof == path(index, LEAVES[:size])
    assert tree.included(LEAVES[index], index, size, proof, grown.roots[size])


def test_inclusion_for_every_size_and_refusal_of_what_is_near(grown: Grown) -> None:
    chance = random.Random(1)
    for size in range(1, 601):
        index = chance.randrange(size)
        proof = tree.inclusion_proof(index, size, grown.hash_at)
        root = grown.roots[size]
        assert tree.included(LEAVES[index], index, size, proof, root)
        assert not tree.included(LEAVES[index + 1], index, size, proof, root)
        assert not tree.included(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
        assert not tree.included(LEAVES[index], size, size, proof, root)
        assert not tree.included(LEAVES[index], index, size, proof, grown.roots[size - 1])
        if proof:
            assert not tree.included(LEAVES[index], index, size, proof[:-1], root)
            assert not tree.included(LEAVES[index], index ^ 1, size, proof, root)
            at = chance.randrange(len(proof))
            bad = [*proof[:at], bytes([proof[at][0] ^ 1]) + proof[at][1:], *proof[at + 1 :]]
            assert not tree.included(LEAVES[index], index, size, bad, root)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_consistency_proofs_are_those_of_the_rfc(grown: Grown, data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 600))
    old = data.draw(st.integers(1, new))
    proof = tree.consistency_proof(old, new, grown.hash_at)
    assert proof == subproof(old, LEAVES[:new], True)
    assert tree.consistent(old, grown.roots[old], new, grown.roots[new], proof)


def test_consistency_for_every_size_and_refusal_of_what_is_near(grown: Grown) -> None:
    chance = random.Random(2)
    for new in range(1, 601):
        for old in {chance.randrange(new + 1), 0, new, new // 2}:
            proof = tree.consistency_proof(old, new, grown.hash_at)
            roots = grown.roots
            assert tree.consistent(old, roots[old], new, roots[new], proof)
            assert not tree.consistent(old, LEAVES[0], new, roots[new], proof) or roots[old] == LEAVES[0]
            assert not tree.consistent(old, roots[old], new, LEAVES[1], proof) or old == 0
            assert not tree.consistent(new + 1, roots[new + 1], new, roots[new], proof)
            assert not tree.consistent(old, roots[old], new, roots[new], [*proof, LEAVES[3]])
            if len(proof) > 1:
                assert not tree.consistent(old, roots[old], new, roots[new], proof[:-1])


def test_a_rewritten_beginning_is_refused() -> None:
    other = Grown([LEAVES[5], *LEAVES[1:300]])
    first = Grown(LEAVES[:300])
    for old in (1, 2, 100, 256, 299):
        proof = tree.consistency_proof(old, 300, other.hash_at)
        assert not tree.consistent(old, first.roots[old], 300, other.roots[300], proof)


def test_misuse_is_refused() -> None:
    with pytest.raises(ValueError, match="frontier"):
        tree.grow((), 1, LEAVES[0])
    with pytest.raises(ValueError, match="not in a tree"):
        tree.inclusion_proof(3, 3, Grown(LEAVES[:3]).hash_at)
    with pytest.raises(ValueError, match="does not extend"):
        tree.consistency_proof(4, 3, Grown(LEAVES[:4]).hash_at)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=12), st.integers(0, 2**70), st.integers(0, 2**70))
def test_verification_takes_any_input(proof: list[bytes], one: int, other: int) -> None:
    assert not tree.included(LEAVES[0], one, other, proof, LEAVES[1])
    if one != other or proof:
        assert not tree.consistent(one, LEAVES[0], other, LEAVES[1], proof)
