"""Ordering a destruction: all that will change is computed beforehand, then one transaction makes it a fact.

Who may order it, and why, is the caller's affair. What follows the commit is carried out by this process, or by the
next one that comes (`finishing`).
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

import psycopg
from psycopg import errors

from chartrier.catalog.destruction.register import enter_order, owing_of
from chartrier.catalog.destruction.selection import Doomed, select_doomed
from chartrier.catalog.journal import publication as journal
from chartrier.copies.acting import Act, act_unpublished
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.amending import Author, amend
from chartrier.copies.destruction.findings import (
    CHILD_STAYS,
    KEPT_FOR_EVER,
    NO_SUCH_UNIT,
    NOTHING_NAMED,
    UNIT_UNDER_WAY,
)
from chartrier.copies.destruction.finishing import finish_orders
from chartrier.copies.findings import NO_PROVEN_PACKAGE
from chartrier.copies.following import Allowance
from chartrier.copies.publication import IN_PASSING, publish, take_turn
from chartrier.copies.staging import FULL, open_staging, while_room_lasts
from chartrier.errors import ChartrierError, Conflict, IntegrityFailure, InvalidInput
from chartrier.journal.changes import CHANGES, DESTROYED, Change, DestroyedLine, Named, write_changes, write_destroyed
from chartrier.journal.entry import CHANGEABLE, Changes, Counts
from chartrier.records.actor import Actor
from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.verify.package import open_package, package_folder
from chartrier.verify.reader import FolderCopy
from chartrier.verify.report import Recorder


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that was given. `owing` are the copies where it is still to be carried out; None: attested for none."""

    act: UUID
    counts: Counts
    changes: tuple[Change, ...]
    owing: tuple[str, ...] | None


def order(
    what: Act,
    units: Collection[UUID],
    tenant: Tenant,
    copies: Copies,
    actor: Actor | None,
    identifier: UUID | None = None,
) -> Ordered:
    """Destroy these units, with the objects that no other unit has, in every copy.

    `what.operation` is one of `elimination`, `retrait`, `transfert`, `restitution`; its members and files are the
    caller's, and `changes.jsonl`, `destroyed.jsonl` and their digests are added; its `facts` run in the transaction
    before the rows go. Nothing is destroyed before the order is signed in the minimum of copies.

    Raises InvalidInput (DST-001 to DST-003) for what may not be, Conflict when the archive changed meanwhile,
    Unavailable and IntegrityFailure as every operation: nothing is recorded then, unless it was lost during the commit
    or after it.
    """
    # an order is computed from packages as they are now: what earlier ones owe is done first
    publish(tenant, copies)
    doomed = _require_selectable(select_doomed(tenant.key, units) if units else None)
    identifier = identifier or new_package_id(copies.clock())
    with open_staging(copies.staging, uuid4()) as place:
        computed = _compute(doomed, Author(identifier, what.operation), tenant, copies, place.folder)
        copies.breakpoint("computed")
        try:
            act_unpublished(_complete(what, computed, tenant, identifier), tenant, copies, actor, identifier)
        except (errors.ForeignKeyViolation, errors.UniqueViolation) as problem:
            raise Conflict(UNIT_UNDER_WAY) from problem
        take_turn(tenant, copies, Allowance(*IN_PASSING), enough=True)
        copies.breakpoint("ordered")
        finish_orders(tenant, copies, [FolderCopy("staging", place.folder)])
    return Ordered(identifier, computed.counts, tuple(computed.changes), owing_of(tenant.key, identifier))


def _require_selectable(doomed: Doomed | None) -> Doomed:
    if doomed is None:
        raise InvalidInput(NOTHING_NAMED)
    if doomed.unknown is not None:
        raise InvalidInput(NO_SUCH_UNIT, unit=str(doomed.unknown))
    if doomed.orphan is not None:
        child, unit = doomed.orphan
        raise InvalidInput(CHILD_STAYS, child=str(child), unit=str(unit))
    return doomed


@dataclass(slots=True)
class _Tally:
    """What goes, counted."""

    units: int = 0
    objects: int = 0
    bytes: int = 0
    groups: set[UUID] = field(default_factory=set)

    def count(self, line: DestroyedLine) -> None:
        self.units += line.kind == "unit"
        self.objects += line.kind != "unit"
        self.bytes += line.size or 0
        if line.group is not None:
            self.groups.add(line.group)

    def counts(self) -> Counts:
        return Counts(self.units, len(self.groups), self.objects, self.bytes, 0, 0)


@dataclass(frozen=True, slots=True)
class _Computed:
    changes: list[Change]
    destroyed: Path
    """The list of all that goes."""
    lines: int
    counts: Counts


def _compute(doomed: Doomed, author: Author, tenant: Tenant, copies: Copies, folder: Path) -> _Computed:
    """The next version of each package, in `folder` as copies have them, and the list of all that goes."""
    destroyed, changes, totals = folder / DESTROYED, [], Counts(0, 0, 0, 0, 0, 0)
    lines = 0
    with while_room_lasts(copies.staging), destroyed.open("xb") as file:
        for package in sorted(doomed.packages):
            members = doomed.packages[package]
            change, part = _amended(package, members, author, tenant, copies, folder, file)
            changes.append(change)
            lines += part.units + part.objects
            totals = Counts(*(getattr(totals, name) + getattr(part, name) for name in Counts.__dataclass_fields__))
    return _Computed(changes, destroyed, lines, totals)


def _amended(
    package: UUID,
    members: Collection[UUID],
    author: Author,
    tenant: Tenant,
    copies: Copies,
    folder: Path,
    destroyed: BinaryIO,
) -> tuple[Change, Counts]:
    """From the first copy where every byte that it takes is proven; its lines are added to `destroyed`."""
    named = journal.named(tenant.key, package)
    found = journal.entry_of(tenant.key, package)
    assert found is not None
    _, entry = found
    if entry.operation not in CHANGEABLE:
        raise IntegrityFailure(KEPT_FOR_EVER, package=str(package), operation=entry.operation)
    target, start = folder / package_folder(package), destroyed.tell()
    for store in copies.stores:
        tally = _Tally()

        def tell(line: DestroyedLine, tally: _Tally = tally) -> None:
            destroyed.write(write_destroyed(line) + b"\n")
            tally.count(line)

        try:
            latest = [Named(named.version, named.inventory)]
            opened = open_package(store.reader(tenant.code), entry, Recorder(store.name), latest)
            if opened is not None:
                return amend(opened, members, author, target, tell), tally.counts()
        except (ChartrierError, OSError) as problem:
            if isinstance(problem, OSError) and problem.errno in FULL:
                raise
        # this copy is damaged: nothing of what it gave is kept
        shutil.rmtree(target, ignore_errors=True)
        destroyed.seek(start)
        destroyed.truncate()
    raise IntegrityFailure(NO_PROVEN_PACKAGE, package=str(package), operation=entry.operation)


def _complete(what: Act, computed: _Computed, tenant: Tenant, identifier: UUID) -> Act:
    """The act with its lists, their digests, and the rows that go."""
    changes = write_changes(computed.changes)
    changed = Changes(len(computed.changes), Digest.of("sha512", changes))
    with computed.destroyed.open("rb") as stream:
        destroyed = hashlib.file_digest(stream, "sha512").hexdigest()

    def facts(cursor: psycopg.Cursor[Any]) -> None:
        what.facts(cursor)
        enter_order(cursor, tenant.key, identifier, computed.changes, computed.destroyed)

    return replace(
        what,
        members={
            **what.members,
            "changes": {"count": changed.count, "digest": str(changed.digest)},
            "destroyed": {"count": computed.lines, "digest": f"sha512:{destroyed}"},
        },
        files={**what.files, CHANGES: changes, DESTROYED: computed.destroyed},
        changes=changed,
        counts=computed.counts,
        facts=facts,
    )
