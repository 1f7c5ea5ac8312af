"""A reader of a copy written from docs/format.md, the C2SP and the RFC only: it imports nothing of ours."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def merkle_tree_hash(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + merkle_tree_hash(leaves[:k]) + merkle_tree_hash(leaves[k:])).digest()


def signed_head(journal: Path) -> tuple[str, int, bytes]:
    """Origin, size and root of the checkpoint, whose signature holds under the key file."""
    name, key_hash, encoded = (journal / "key").read_text("utf-8").strip().split("+", 2)
    key = base64.b64decode(encoded)
    assert key[0] == 1
    assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_hash
    note = (journal / "checkpoint").read_bytes()
    cut = note.index(b"\n\n") + 1
    text, line = note[:cut], note[cut + 1 :].decode().split("\n")[0]
    dash, signer, blob = line.split(" ")
    signature = base64.b64decode(blob)
    assert dash == "\N{EM DASH}"
    assert signer == name
    assert signature[:4].hex() == key_hash
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], text)
    origin, size, root = text.decode().splitlines()
    assert origin == name
    return origin, int(size), base64.b64decode(root)


def tile_path(level: str, index: int, width: int = 256) -> str:
    parts = []
    while True:
        parts.insert(0, f"{index % 1000:03}")
        index //= 1000
        if not index:
            break
    path = "/".join(["x" + part for part in parts[:-1]] + parts[-1:])
    return f"tile/{level}/{path}" + ("" if width == 256 else f".p/{width}")


def entries(journal: Path, size: int) -> list[bytes]:
    """Every entry of the log, from its bundles."""
    found: list[bytes] = []
    while len(found) < size:
        width = min(256, size - len(found))
        data = (journal / tile_path("entries", len(found) // 256, width)).read_bytes()
        while data:
            length = int.from_bytes(data[:2], "big")
            found.append(data[2 : 2 + length])
            data = data[2 + length :]
    return found


def read_archive(copy: Path) -> int:
    """Read a whole copy and assert all that docs/format.md promises; gives the number of binary objects."""
    _, size, root = signed_head(copy / "journal")
    log = entries(copy / "journal", size)
    assert len(log) == size
    assert merkle_tree_hash(log) == root
    for level, span in (("0", 1), ("1", 256)):
        hashes = [merkle_tree_hash(log[n : n + span]) for n in range(0, size - span + 1, span)]
        for start in range(0, len(hashes), 256):
            tile = hashes[start : start + 256]
            assert (copy / "journal" / tile_path(level, start // 256, len(tile))).read_bytes() == b"".join(tile)
    return sum(read_package(copy, json.loads(entry)) for entry in log)


def read_package(copy: Path, entry: dict) -> int:
    name = entry["package"]
    folder = copy / "packages" / name[:4] / name[4:8] / name
    inventory = (folder / "inventory.json").read_bytes()
    assert "sha512:" + hashlib.sha512(inventory).hexdigest() == entry["inventory"]
    for digest, paths in json.loads(inventory)["manifest"].items():
        for path in paths:
            assert hashlib.sha512((folder / path).read_bytes()).hexdigest() == digest
    if entry["contents"] is None:
        return 0
    content = folder / "v1" / "content"
    sealed = (content / "contents.jsonl").read_bytes().split(b"\n")[:-1]
    assert "sha256:" + merkle_tree_hash(sealed).hex() == entry["contents"]["root"]
    assert len(sealed) == entry["contents"]["size"]
    described = [
        line for path in ("units", "objects") for line in (content / f"{path}.jsonl").read_bytes().split(b"\n")[:-1]
    ]
    binaries = 0
    for line, record in zip(map(json.loads, sealed), described, strict=True):
        assert line["description"] == "sha256:" + hashlib.sha256(record).hexdigest()
        if line["kind"] == "binary":
            place = json.loads(record)["location"]
            start, length = place.get("offset", 0), place.get("length")
            data = (content / place["path"]).read_bytes()[start : None if length is None else start + length]
            assert len(data) == line["size"]
            assert hashlib.sha512(data).hexdigest() == line["digests"]["sha512"]
            binaries += 1
    return binaries
