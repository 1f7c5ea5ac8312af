"""An act: what somebody decides about what is archived, as one small operation that they sign."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier import __version__
from chartrier.catalog.acts.habilitations import require_habilitated
from chartrier.catalog.acts.register import enter_act
from chartrier.catalog.journal.reservation import Facts
from chartrier.clock import write_instant
from chartrier.copies.copies import Copies
from chartrier.copies.small_operation import SmallOperation, carry_out, commit
from chartrier.journal.entry import NO_CHANGES, Changes, Counts
from chartrier.records.actor import SIGNED, Actor
from chartrier.records.canonical import canonical
from chartrier.records.competence import BY_SYSTEM
from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant

NOTHING = Counts(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Act:
    """What is decided. `members` are those of its `operation.json` that only this operation has.

    `files` go into its package, by path below `content`: lists, letters, documents (a path stands for the bytes of the
    file there); few, for `operation.json` has the digest of each, so that the signature covers them. `facts` writes the
    rows that follow, in the transaction that makes it a fact; a rebuild must write the same ones from the package
    (`copies.loaders`).
    """

    operation: str
    members: Mapping[str, Any]
    subject: UUID | None = None
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    changes: Changes = NO_CHANGES
    counts: Counts = NOTHING
    facts: Facts = lambda cursor: None


def act(what: Act, tenant: Tenant, copies: Copies, actor: Actor | None, identifier: UUID | None = None) -> UUID:
    """Write it in every copy, make it a fact, publish it; its identifier.

    `actor` None: the system itself acts, which it may only for `records.competence.BY_SYSTEM` (ValueError). Raises
    NotAllowed when the journal does not entitle the actor to this act: what `verify` would refuse is not written.
    Guards of the act itself are the caller's. Raises Unavailable, and then nothing is recorded unless it was lost
    during the commit itself or after it.
    """
    operation, facts = _prepare(what, tenant, copies.clock(), actor, identifier)
    carry_out(operation, tenant, copies, facts)
    return operation.identifier


def act_unpublished(
    what: Act, tenant: Tenant, copies: Copies, actor: Actor | None, identifier: UUID | None = None
) -> UUID:
    """The same, but for the publication, which is left to the caller."""
    operation, facts = _prepare(what, tenant, copies.clock(), actor, identifier)
    commit(operation, tenant, copies, facts)
    return operation.identifier


def _prepare(
    what: Act, tenant: Tenant, began: datetime, actor: Actor | None, identifier: UUID | None
) -> tuple[SmallOperation, Facts]:
    if "files" in what.members:
        raise ValueError("the digests of the files are not the caller's to give")
    if actor is None and what.operation not in BY_SYSTEM:
        raise ValueError(f"the system does not decide: {what.operation}")
    identifier = identifier or new_package_id(began)
    record = operation_json(what, tenant, began, actor, identifier)
    files: dict[str, bytes | Path] = {"operation.json": record, "findings.json": b"[]", **what.files}
    if actor is not None:
        files["signature.json"] = _signature(record, actor)
    operation = SmallOperation(
        identifier=identifier,
        code=what.operation,
        began=began,
        by=str(actor.person) if actor else "system",
        files=files,
        changes=what.changes,
        counts=what.counts,
    )

    def facts(cursor: psycopg.Cursor[Any]) -> None:
        if actor is not None:
            require_habilitated(cursor, tenant.key, actor, what.operation, what.members.get("form"))
        enter_act(cursor, tenant.key, record)
        what.facts(cursor)

    return operation, facts


def operation_json(what: Act, tenant: Tenant, began: datetime, actor: Actor | None, identifier: UUID) -> bytes:
    """`operation.json` of an act (docs/format.md §2.1.3)."""
    authenticated = actor and {"method": actor.method, "at": write_instant(actor.authenticated)}
    return canonical(
        {
            **what.members,
            "files": {path: str(Digest("sha512", _sha512(data))) for path, data in what.files.items()},
            "format": "chartrier-package/1",
            "id": str(identifier),
            "operation": what.operation,
            "tenant": tenant.code,
            "subject": what.subject and str(what.subject),
            "began": write_instant(began),
            "by": str(actor.person) if actor else "system",
            "authenticated": authenticated,
            "software": {"name": "Chartrier", "version": __version__},
            "contents": None,
        }
    )


def _sha512(data: bytes | Path) -> str:
    if isinstance(data, bytes):
        return hashlib.sha512(data).hexdigest()
    with data.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()


def _signature(record: bytes, actor: Actor) -> bytes:
    return canonical(
        {
            "algorithm": "ed25519",
            "by": str(actor.person),
            "key": b64encode(actor.public_key).decode(),
            "signature": b64encode(actor.sign(SIGNED + record)).decode(),
        }
    )
