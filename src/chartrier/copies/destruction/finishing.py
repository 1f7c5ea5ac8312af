"""Orders of destruction carried out in every copy, and said to be: at once, or by whoever comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import structlog

from chartrier.catalog.destruction.register import Order, destroying, undocumented_eliminations, unfinished_orders
from chartrier.catalog.journal import publication as journal
from chartrier.clock import write_instant
from chartrier.copies.acting import Act, act_unpublished
from chartrier.copies.copies import Attested, Copies
from chartrier.copies.destruction.findings import NOT_PUBLISHED_THERE
from chartrier.copies.destruction.purging import purge_ordered
from chartrier.copies.destruction.remaking import Remaker
from chartrier.copies.following import Allowance
from chartrier.copies.publication import IN_PASSING, Published, take_turn
from chartrier.copies.standing import signed_head
from chartrier.errors import ChartrierError, IntegrityFailure, Unavailable
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.verify.reader import CopyReader

log = structlog.get_logger()


def finish_orders(tenant: Tenant, copies: Copies, at_hand: Sequence[CopyReader] = ()) -> Published | None:
    """Destroy in each copy what committed orders destroy, and attest it; None when there was nothing to do. An
    attestation that lacks its document, which could not be made, is given again with it.

    `at_hand` may have the new files already. To be called when the orders are published: a copy where bytes go says in
    its own journal why. A copy that is away stays owing, and the next call goes on. Raises Unavailable when the
    database is gone.
    """
    published = _document(tenant, copies)
    if not unfinished_orders(tenant.key):
        return published
    with destroying(tenant.key):
        for order in unfinished_orders(tenant.key):
            if _carry_out(order, tenant, copies, at_hand):
                published = take_turn(tenant, copies, Allowance(*IN_PASSING), enough=False)
                copies.breakpoint("attested")
    return published


def _document(tenant: Tenant, copies: Copies) -> Published | None:
    """Attest again, with its documents, what was attested when they could not be made; None when nothing was."""
    if not undocumented_eliminations(tenant.key):
        return None
    documented = False
    with destroying(tenant.key):
        for each in undocumented_eliminations(tenant.key):
            files = _documents(Attested(each.act, each.purged, each.owing), tenant, copies)
            if files:
                _write(each.act, each.purged, each.owing, files, tenant, copies)
                documented = True
    return take_turn(tenant, copies, Allowance(*IN_PASSING), enough=False) if documented else None


def _carry_out(order: Order, tenant: Tenant, copies: Copies, at_hand: Sequence[CopyReader]) -> bool:
    """Whether something was attested."""
    if order.owing is None and not _is_signed_enough(order, tenant, copies):
        return False
    names = order.owing if order.owing is not None else tuple(store.name for store in copies.stores)
    purged: dict[str, datetime] = {}
    with Remaker(tenant, copies) as remake:
        for store in copies.stores:
            if store.name in order.purged and store.name not in names:
                continue
            # a copy that came since, or the former folder of one that is being replaced, has to be looked at as well
            sources = [*at_hand, *(peer.reader(tenant.code) for peer in copies.stores if peer is not store)]
            try:
                _require_published(tenant, store, order)
                purge_ordered(tenant, store, order.act, sources, remake, copies.breakpoint)
            except (Unavailable, IntegrityFailure) as problem:
                _tell(store, order, problem)
                continue
            purged[store.name] = copies.clock()
            copies.breakpoint(f"destroyed-{store.name}")
    if purged.keys() & set(names):
        _forget_outside(order, tenant, copies)
        _attest(order, purged, [name for name in names if name not in purged], tenant, copies)
        return True
    return False


def _forget_outside(order: Order, tenant: Tenant, copies: Copies) -> None:
    """What is erased in the copies is attested even when something beside them resists: a worker tries every hour."""
    try:
        copies.forget(tenant)
    except (ChartrierError, OSError) as problem:
        log.warning("not_forgotten_outside", order=str(order.act), why=type(problem).__name__)


def _is_signed_enough(order: Order, tenant: Tenant, copies: Copies) -> bool:
    """Whether the minimum of copies have the order in their signed journals: no byte goes before."""
    signed = 0
    for store in copies.stores:
        try:
            _require_published(tenant, store, order)
        except (Unavailable, IntegrityFailure):
            continue
        signed += 1
    return signed >= copies.minimum


def _require_published(tenant: Tenant, store: Store, order: Order) -> None:
    """Refuse (DST-006) a copy whose signed journal does not have the order yet."""
    found = journal.entry_of(tenant.key, order.act)
    assert found is not None
    index, _ = found
    head = signed_head(tenant, store)
    if head is None or head.size <= index:
        raise Unavailable(NOT_PUBLISHED_THERE, copy=store.name, order=str(order.act))


def _tell(store: Store, order: Order, problem: ChartrierError) -> None:
    log.warning("copy_owes_destruction", copy=store.name, order=str(order.act), why=problem.finding.code)


def _attest(order: Order, purged: Mapping[str, datetime], owing: Sequence[str], tenant: Tenant, copies: Copies) -> None:
    """The entry that says where it is done, and where it is still to be done."""
    _write(order.act, purged, owing, _documents(Attested(order.act, purged, owing), tenant, copies), tenant, copies)
    copies.breakpoint("attesting")


def _write(
    order: UUID,
    purged: Mapping[str, datetime],
    owing: Sequence[str],
    files: Mapping[str, bytes],
    tenant: Tenant,
    copies: Copies,
) -> None:
    members = {
        "purged": [{"copy": name, "at": write_instant(at)} for name, at in purged.items()],
        "owing": list(owing),
    }
    act_unpublished(Act("attestation", members, subject=order, files=files), tenant, copies, None)


def _documents(attested: Attested, tenant: Tenant, copies: Copies) -> Mapping[str, bytes]:
    """The documents of the attestation. What is destroyed is attested even when they cannot be made."""
    try:
        return copies.attest(attested, tenant, copies)
    except ChartrierError as problem:
        log.warning("attestation_without_document", order=str(attested.order), why=problem.finding.code)
        return {}
