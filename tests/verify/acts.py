"""Acts written into a small archive by whoever has the key of its log and writes what they please."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier.clock import write_instant
from chartrier.journal.entry import NO_CHANGES, Changes, Counts
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.habilitation import Habilitation
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role

from .archive import BEGAN, TENANT, Archive

NOTHING = Counts(0, 0, 0, 0, 0, 0)


@dataclass
class Decider:
    """A person and their own key."""

    person: UUID = field(default_factory=lambda: new_package_id(BEGAN))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def signature(self, operation: bytes, **changes: Any) -> bytes:
        """`signature.json` as docs/format.md has it."""
        record = {
            "algorithm": "ed25519",
            "by": str(self.person),
            "key": b64encode(self.public).decode(),
            "signature": b64encode(self.key.sign(b"chartrier-act/1\n" + operation)).decode(),
        }
        return canonical({**record, **changes})


class Acts:
    """Writes acts; whatever is given replaces what would be right."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def habilitate(self, who: Decider, *roles: Role, **changes: Any) -> UUID:
        given = Habilitation(who.person, who.person, who.public, frozenset(roles)).as_members()
        return self.write("habilitation", None, {**given, **changes})

    def write(
        self,
        operation: str,
        by: Decider | None,
        members: dict[str, Any] | None = None,
        *,
        record: bytes | None = None,
        signature: bytes | None = None,
        unsigned: bool = False,
        more: Iterable[tuple[str, bytes]] = (),
        put: Iterable[tuple[str, bytes | None]] = (),
        changes: Changes = NO_CHANGES,
    ) -> UUID:
        """`more` are files that are signed with it; `put` is put there afterwards, None removes one."""
        instant = self.archive._next()
        package = new_package_id(instant)
        name = str(by.person) if by else "system"
        right = {
            **(members or {}),
            "format": "chartrier-package/1",
            "id": str(package),
            "operation": operation,
            "tenant": TENANT,
            "subject": None,
            "began": write_instant(instant),
            "by": name,
            "authenticated": by and {"method": "passphrase", "at": write_instant(instant)},
            "software": {"name": "Chartrier", "version": "0"},
            "contents": None,
        }
        beside = dict(more)
        right["files"] = {path: str(Digest.of("sha512", held)) for path, held in beside.items()}
        data = record if record is not None else canonical({**right, **(members or {})})
        files = {"operation.json": data, "findings.json": b"[]", **beside}
        if by is not None and not unsigned:
            files["signature.json"] = signature or by.signature(data)
        for path, held in put:
            files.pop(path, None)
            if held is not None:
                files[path] = held
        self.archive._write(
            self.archive.home / "staged",
            package,
            operation,
            instant,
            files,
            None,
            NOTHING,
            (0, 1),
            changes={"by": name, "changes": changes},
        )
        return package

    def operation_of(self, package: UUID) -> dict[str, Any]:
        (file,) = (self.archive.folder() / "packages").rglob(f"{package}/v1/content/operation.json")
        return dict(json.loads(file.read_bytes()))
