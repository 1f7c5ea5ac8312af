"""A small archive written with the vault and the journal, as an ingest will, to test the verifier."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier.clock import write_instant
from chartrier.journal import tiles, tree
from chartrier.journal.checkpoint import Checkpoint, VerifierKey, write_checkpoint
from chartrier.journal.contents import ContentsLine, ContentsTree, new_salt, write_line
from chartrier.journal.entry import Changes, Counts, Entry, TreeHead, write_entry
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.identifiers import member_id, new_package_id
from chartrier.vault.folder import FolderStore
from chartrier.vault.ocfl import seal

TENANT = "211234567"
ORIGIN = f"archives.example/{TENANT}/0a1b2c3d"
BEGAN = datetime(2026, 11, 22, 20, 0, 0, tzinfo=UTC)


def private_key(name: str = "first") -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


@dataclass
class Document:
    """A unit with its objects by extension: bytes, or None for a physical one; `packed` ones lie in a zip."""

    title: str
    objects: dict[str, bytes | None]
    packed: bool = False
    unit: UUID | None = None
    ids: dict[str, UUID] = field(default_factory=dict)


class Archive:
    """Copies `a` and `b` of one tenant, with the log as a database would keep it."""

    def __init__(self, home: Path, key: Ed25519PrivateKey | None = None) -> None:
        self.home = home
        self.private = key or private_key()
        self.key = VerifierKey.of(ORIGIN, self.private)
        self.entries: list[bytes] = []
        self.packages: list[UUID] = []
        self.stores = []
        for name in ("a", "b"):
            (home / name).mkdir(parents=True)
            store = FolderStore(name, home / name)
            store.prepare(TENANT)
            store.write_journal(TENANT, [("key", f"{self.key}\n".encode())])
            self.stores.append(store)
        self.publish(0)

    def folder(self, name: str = "a") -> Path:
        return self.home / name / TENANT

    def checkpoint(self, name: str = "a") -> bytes:
        return (self.folder(name) / "journal/checkpoint").read_bytes()

    def versement(
        self,
        documents: Iterable[Document],
        stores: Iterable[int] = (0, 1),
        spoil: Callable[[Path], None] | None = None,
        **changes,
    ) -> UUID:
        """Write, journal and publish a package of documents.

        `spoil` may write it wrongly (it is given the content folder before it is sealed), `changes` are made to
        its entry.
        """
        instant = self._next()
        package = new_package_id(instant)
        staged = self.home / "staged"
        contents = _lay_contents(staged / "v1/content", package, list(documents))
        files = {
            "operation.json": canonical(_operation(package, "versement", instant, contents)),
            "findings.json": b"[]",
            "reply.xml": b"<ArchiveTransferReply/>",
            "bordereau.xml": b"<ArchiveTransfer/>",
        }
        head, counts = contents
        self._write(staged, package, "versement", instant, files, head, counts, stores, spoil, changes)
        return package

    def lengthen(self, count: int) -> None:
        """Entries like the first one, of packages that are nowhere, a second apart: a long log, quickly."""
        first, name = self.entries[0], str(self.packages[0]).encode()
        for number in range(1, count + 1):
            later = b":%02d:%02d.000000Z" % divmod(number, 60)
            other = str(UUID(int=self.packages[0].int + (number << 24))).encode()
            self.entries.append(first.replace(b":00:00.000000Z", later).replace(name, other))
        self.publish(1)

    def rejet(self, stores: Iterable[int] = (0, 1)) -> UUID:
        instant = self._next()
        package = new_package_id(instant)
        files = {
            "operation.json": canonical(_operation(package, "rejet", instant, (None, {}))),
            "findings.json": b'[{"code":"SEDA-001"}]',
            "reply.xml": b"<ArchiveTransferReply/>",
        }
        counts = Counts(0, 0, 0, 0, 1, 0)
        self._write(self.home / "staged", package, "rejet", instant, files, None, counts, stores)
        return package

    def publish(self, old: int, stores: Iterable[int] = (0, 1), key: Ed25519PrivateKey | None = None) -> None:
        """Write tiles and checkpoint for all entries."""
        frontier: tree.Frontier = ()
        nodes: dict[int, list[bytes]] = {0: []}
        for size, entry in enumerate(self.entries):
            leaf = tree.leaf_hash(entry)
            nodes[0].append(leaf)
            frontier, new = tree.append(frontier, size, leaf)
            for node in new:
                nodes.setdefault(node.level, []).append(node.hash)
        checkpoint = Checkpoint(ORIGIN, len(self.entries), tree.root(frontier))
        for number in stores:
            self.stores[number].write_journal(
                TENANT,
                tiles.write_tiles(
                    old, len(self.entries), lambda s, e: self.entries[s:e], lambda lv, s, e: nodes[lv][s:e]
                ),
            )
            note = write_checkpoint(checkpoint, key or self.private)
            self.stores[number].write_journal(TENANT, [("checkpoint", note)])

    def _next(self) -> datetime:
        return BEGAN + timedelta(minutes=len(self.entries))

    def _write(
        self, staged, package, operation, instant, files, head, counts, stores, spoil=lambda content: None, changes=None
    ) -> None:
        content = staged / "v1/content"
        content.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            (content / path).write_bytes(data)
        if spoil:
            spoil(content)
        listed = [
            (f.relative_to(content).as_posix(), hashlib.sha512(f.read_bytes()).hexdigest(), f.stat().st_size)
            for f in content.rglob("*")
            if f.is_file()
        ]
        inventory = seal(staged, package=package, created=instant, message=operation, files=listed)
        entry = Entry(operation, package, "v1", inventory, head, Changes(), counts, "system", instant)
        for number in stores:
            self.stores[number].receive(TENANT, package, staged)
            self.stores[number].accept(TENANT, package)
        shutil.rmtree(staged)
        self.entries.append(write_entry(replace(entry, **(changes or {}))))
        self.packages.append(package)
        self.publish(len(self.entries) - 1, stores)


def _operation(package, operation, instant, contents) -> dict:
    head, _ = contents
    return {
        "format": "chartrier-package/1",
        "id": str(package),
        "operation": operation,
        "tenant": TENANT,
        "received": write_instant(instant),
        "by": "system",
        "contents": head and {"root": str(head.root), "size": head.size},
    }


def _lay_contents(content: Path, package: UUID, documents: list[Document]) -> tuple[TreeHead, Counts]:
    """Write the three `.jsonl`, the objects and their pack."""
    (content / "objets").mkdir(parents=True)
    number = 0
    units, objects, lines = [], [], []
    groups = size = 0
    pack, pack_bytes = [], io.BytesIO()
    for document in documents:
        number += 1
        document.unit = member_id(package, number)
        number += 1
        group = member_id(package, number)
        groups += bool(document.objects)
        units.append(
            {
                "id": str(document.unit),
                "groups": [str(group)] if document.objects else [],
                "content": {"Title": [document.title]},
            }
        )
        for extension, data in document.objects.items():
            number += 1
            identifier = member_id(package, number)
            document.ids[extension] = identifier
            name = f"objets/{identifier}.{extension}"
            record = {
                "id": str(identifier),
                "group": str(group),
                "kind": "binary",
                "location": {"path": name},
            }
            if data is None:
                record |= {"kind": "physical", "location": None, "digests": {}, "size": None}
            else:
                size += len(data)
                record |= {"digests": {"sha512": hashlib.sha512(data).hexdigest()}, "size": len(data)}
                if document.packed:
                    pack.append((name.removeprefix("objets/"), data, record))
                else:
                    (content / name).write_bytes(data)
            objects.append(record)
    if pack:
        with zipfile.ZipFile(pack_bytes, "w", zipfile.ZIP_STORED) as packed:
            for name, data, record in pack:
                info = zipfile.ZipInfo(name)
                packed.writestr(info, data)
                offset = info.header_offset + 30 + len(name)
                record["location"] = {"path": "objets-0001.zip", "offset": offset, "length": len(data)}
        (content / "objets-0001.zip").write_bytes(pack_bytes.getvalue())
    if not any((content / "objets").iterdir()):
        (content / "objets").rmdir()
    contents = ContentsTree()
    for record in [*units, *objects]:
        digests = record.get("digests")
        line = write_line(
            ContentsLine(
                UUID(record["id"]),
                record.get("kind", "unit"),
                Digest.of("sha256", canonical(record)),
                new_salt(),
                digests,
                record.get("size"),
            )
        )
        contents.add(line)
        lines.append(line)
    _write_lines(content / "units.jsonl", map(canonical, units))
    _write_lines(content / "objects.jsonl", map(canonical, objects))
    _write_lines(content / "contents.jsonl", lines)
    return contents.head, Counts(len(units), groups, len(objects), size, 0, 0)


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
