"""After the commit: packages into the OCFL roots, tiles, checkpoint, in each copy from where that copy stands."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import structlog

from chartrier.catalog.findings import ENTRY_CHANGED
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.transaction import transaction
from chartrier.copies.catching_up import catch_up
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.remaking import Remaker
from chartrier.copies.enough import require_enough
from chartrier.copies.findings import FORKED
from chartrier.copies.following import Allowance, Log, follow
from chartrier.copies.promises import require_kept
from chartrier.copies.standing import entered_head, signed_head
from chartrier.errors import ChartrierError, IntegrityFailure, Unavailable
from chartrier.journal.checkpoint import Checkpoint
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant

log = structlog.get_logger()

IN_PASSING = 8, 64 << 20
"""Packages and bytes that an operation gives back to copies that were away: about a second, which it can spare."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is public of a log: the head, the copies where it is durable, and why the others do not have it yet."""

    checkpoint: Checkpoint
    copies: tuple[str, ...]
    behind: Mapping[str, Finding]
    sizes: Mapping[str, int]
    """Of the checkpoint in each copy that could be read."""


def publish(tenant: Tenant, copies: Copies) -> Published:
    """Make all that is committed for this tenant public, on the minimum of copies at least, durable on return.

    Each copy goes on from its own checkpoint; one that was away gets a bounded part of what it lacks. What committed
    orders destroy is destroyed then, where it is not yet. A database that is behind a copy catches up first.

    Raises IntegrityFailure (CPY-003) when a copy and the database have different histories: nothing is written then;
    what a copy has to say when too few are in order.
    """
    # here, for carrying out an order ends with an operation, which is published
    from chartrier.copies.destruction.finishing import finish_orders

    published = take_turn(tenant, copies, Allowance(*IN_PASSING), enough=True)
    try:
        return finish_orders(tenant, copies) or published
    except (Unavailable, IntegrityFailure) as problem:
        # what was asked for is public: the next operation goes on with the order
        log.warning("destruction_not_finished", tenant=tenant.code, why=problem.finding.code)
        return published


def take_turn(tenant: Tenant, copies: Copies, allowance: Allowance, *, enough: bool) -> Published:
    """The same with another allowance; without `enough`, however few copies are in order."""
    with journal.publishing(tenant.key) as still_ours:
        problems: dict[str, ChartrierError] = {}
        heads = _look(tenant, copies, problems)
        _catch_up(tenant, copies, heads)
        head = journal.head(tenant.key)
        journal.require_sound(tenant.key, head)
        _require_one_history(tenant, head, heads)
        require_kept(tenant, head, copies)
        sizes = {name: found.size if found is not None else 0 for name, found in heads.items()}
        with Remaker(tenant, copies) as remake:
            key = copies.keyring.signing_key(tenant.code)
            ours = Log(tenant, head, key, copies.keyring.heads, still_ours, remake)
            _follow(ours, copies, heads, sizes, problems, allowance)
        _note(tenant, copies, sizes, problems)
    reached = tuple(store.name for store in copies.stores if store.name not in problems)
    for name, problem in problems.items():
        log.warning("copy_behind", copy=name, tenant=tenant.code, why=problem.finding.code)
    if enough:
        require_enough(copies, reached, problems)
    behind = {name: problem.finding for name, problem in problems.items()}
    return Published(ours.checkpoint(head.size), reached, behind, sizes)


def _look(tenant: Tenant, copies: Copies, problems: dict[str, ChartrierError]) -> dict[str, Checkpoint | None]:
    """The signed head of each copy that is there; the others into `problems`."""
    heads: dict[str, Checkpoint | None] = {}
    for store in copies.stores:
        try:
            heads[store.name] = entered_head(tenant, store)
        except (Unavailable, IntegrityFailure) as problem:
            problems[store.name] = problem
    return heads


def _catch_up(tenant: Tenant, copies: Copies, heads: Mapping[str, Checkpoint | None]) -> None:
    """Bring a database that is behind a copy up to it: of those with the largest size, the first that is sound."""
    largest = max((found.size for found in heads.values() if found is not None), default=0)
    if largest <= journal.head(tenant.key).size:
        return
    failures: list[ChartrierError] = []
    for store in copies.stores:
        found = heads.get(store.name)
        if found is None or found.size < largest:
            continue
        try:
            loaded = catch_up(tenant, copies, store)
        except (Unavailable, IntegrityFailure) as problem:
            if problem.finding.kind is FORKED:
                raise
            failures.append(problem)
        else:
            log.warning("caught_up", tenant=tenant.code, copy=store.name, entries=loaded)
            return
    raise failures[0]


def _require_one_history(tenant: Tenant, head: journal.Head, heads: Mapping[str, Checkpoint | None]) -> None:
    """Refuse to write anything while a copy's head is not the beginning of the database's log."""
    roots: dict[int, bytes] = {}
    for name, found in heads.items():
        if found is None:
            continue
        if found.size not in roots:
            roots[found.size] = journal.root_at(tenant.key, found.size)
        if found.root != roots[found.size]:
            raise IntegrityFailure(FORKED, copy=name, size=found.size)


def _follow(
    ours: Log,
    copies: Copies,
    heads: Mapping[str, Checkpoint | None],
    sizes: dict[str, int],
    problems: dict[str, ChartrierError],
    allowance: Allowance,
) -> None:
    """Bring each copy to the head, those that are nearest to it first: they are the sources of the others."""
    there = [store for store in copies.stores if store.name in heads]
    for store in sorted(there, key=lambda store: -sizes[store.name]):
        found = heads[store.name]
        if found is not None and found.size == ours.head.size:
            continue
        peers = sorted((peer for peer in there if peer is not store), key=lambda peer: -sizes[peer.name])
        try:
            follow(ours, store, sizes[store.name], peers, allowance, copies.breakpoint)
            sizes[store.name] = ours.head.size
        except (Unavailable, IntegrityFailure) as problem:
            if problem.finding.kind is ENTRY_CHANGED:
                # it is not this copy that is at fault
                raise
            # when it is the database that has gone, nobody knows whose turn it is
            ours.still_ours()
            problems[store.name] = problem
            with suppress(Unavailable, IntegrityFailure):
                # it may have come a part of the way
                now = signed_head(ours.tenant, store)
                sizes[store.name] = now.size if now is not None else 0


def _note(tenant: Tenant, copies: Copies, sizes: Mapping[str, int], problems: Mapping[str, ChartrierError]) -> None:
    """Remember where each copy stands, for when it cannot be asked."""
    now = copies.clock()
    with transaction([tenant.key]):
        for store in copies.stores:
            why = problems[store.name].finding.code if store.name in problems else None
            notes.note(tenant.key, store.name, sizes.get(store.name), why, now)
