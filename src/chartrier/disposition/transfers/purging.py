"""Destroying here what the receiver of a transfer took, and proved to hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.catalog.disposition.deciding import look_at
from chartrier.catalog.disposition.proposed import steps_now
from chartrier.catalog.transfers.register import Left, enter_transfer, names_in_message
from chartrier.clock import day_of
from chartrier.copies.acting import Act as Deed
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import Ordered, order
from chartrier.disposition import findings as say
from chartrier.disposition.guards import listed, members_of, require_may, took
from chartrier.disposition.proving import judge
from chartrier.disposition.transfers.guards import require_free, require_unchanged
from chartrier.disposition.transfers.notices import notices
from chartrier.disposition.transfers.reading import KnownTransfer, transfer
from chartrier.disposition.transfers.receiver_proof import LIST, read_proof
from chartrier.disposition.transfers.sending import NOTICES, OBJECTS, UNITS
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import read_units, write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.acts import taken_by
from chartrier.rules.disposition.transfer import Act, Kind, Step, Transfer, record_purge, whole_trees


@dataclass(frozen=True, slots=True)
class Proven:
    """What the copies prove of a transfer: its state, and what the receiver calls its units and objects."""

    state: Transfer
    taken: Mapping[UUID, str]
    objects: Mapping[UUID, str | None]


def going(known: KnownTransfer, tenant: Tenant, today: date) -> frozenset[UUID]:
    """The units that a purge would destroy today: those taken with all that is below them."""
    if not known.taken or known.state.step in (Step.PURGED, Step.GIVEN_UP):
        return frozenset()
    return whole_trees(known.taken, look_at(tenant.key, known.taken, today).children)


def purge(
    identifier: UUID,
    typed: int,
    proof: Path | None,
    keys: list[VerifierKey] | None,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    *,
    unsigned: bool = False,
) -> Ordered:
    """Destroy in every copy what the receiver took; of a dépôt the notices stay.

    `typed` is the number of units that the person announces, `proof` the receiver's (`receiver_proof`), needed as soon
    as a file goes; a list, which nobody signed, is taken when the person says so (`unsigned`), and the act tells it.

    Raises NotFound, NotAllowed to whoever sent; Conflict when it is not the moment, under a gel, or
    when something changed since; InvalidInput for another number or a proof that does not say it all;
    IntegrityFailure when the copies do not prove the acts, Unavailable.
    """
    require_may(actor, Permission.EXECUTE)
    known = transfer(tenant, identifier)
    now = copies.clock()
    today, taken = day_of(now), took(actor, now)
    proven = _prove(known, tenant, copies)
    region = look_at(tenant.key, proven.taken, today) if proven.taken else None
    units = whole_trees(proven.taken, region.children) if region else frozenset()
    record_purge(proven.state, taken, units, typed)
    assert region is not None
    left = names_in_message(tenant.key, units, map(UUID, known.record["versements"]))
    told = _check_bytes(left, proven.objects, proof, keys, unsigned=unsigned)
    new = new_package_id(now)
    files = {
        UNITS: write_units(units),
        NOTICES: notices(units, region, left, proven.taken, proven.objects, known.receiver, tenant)
        if known.kind is Kind.DEPOT
        else b"",
    }
    members: dict[str, Any] = {
        **members_of(taken),
        "step": Act.PURGE,
        "kind": known.kind,
        "receiver": known.receiver,
        "message": known.message,
        "units": listed(files[UNITS]),
        "notices": listed(files[NOTICES]),
        "typed": typed,
        "proof": told,
    }
    what = Deed(
        "transfert",
        members,
        subject=identifier,
        files=files,
        facts=lambda cursor: _facts(cursor, tenant, known, new, units, files, today),
    )
    return order(what, units, tenant, copies, actor, new)


def _facts(
    cursor: Any,
    tenant: Tenant,
    known: KnownTransfer,
    new: UUID,
    units: frozenset[UUID],
    files: Mapping[str, bytes],
    today: date,
) -> None:
    require_free(cursor, tenant, units, today, but=known.id)
    require_unchanged(cursor, tenant, units, known.id)
    if len([each for each in steps_now(cursor, tenant.key, known.id) if each != new]) != 1:
        raise Conflict(
            say.CHANGED, what_fr="ce qui est parti est effacé déjà", what_en="what left is destroyed already"
        )
    enter_transfer(cursor, tenant.key, new, files)


def _prove(known: KnownTransfer, tenant: Tenant, copies: Copies) -> Proven:
    """The acts read again from the copies, each list with the digest that was signed. Raises IntegrityFailure."""
    replied = known.act(Act.REPLY)
    acts = {known.id: (UNITS,), **({replied[0]: (UNITS, OBJECTS)} if replied else {})}
    judged = judge(acts, tenant, copies)
    sent, *others = judged.records()
    for act, record in zip(judged.order, (sent, *others), strict=True):
        for name, member in ((UNITS, "units"), (OBJECTS, "objects")):
            if name in judged.files[act] and listed(judged.files[act][name]) != record[member]:
                raise IntegrityFailure(say.NOT_PROVEN, act=str(act), why="une liste n'a pas l'empreinte signée")
    units = frozenset(read_units(judged.files[known.id][UNITS]))
    by = taken_by(sent, judged.principal_of)
    state = Transfer(by, units, purged=known.state.purged, given_up=known.state.given_up)
    if replied is None:
        return Proven(state, {}, {})
    lines = {name: map(json.loads, judged.files[replied[0]][name].splitlines()) for name in (UNITS, OBJECTS)}
    taken = {UUID(line["id"]): str(line["identifier"]) for line in lines[UNITS] if line["identifier"] is not None}
    objects = {UUID(line["id"]): line["identifier"] for line in lines[OBJECTS]}
    return Proven(replace(state, taken=frozenset(taken)), taken, objects)


def _check_bytes(
    left: Left,
    objects: Mapping[UUID, str | None],
    proof: Path | None,
    keys: list[VerifierKey] | None,
    *,
    unsigned: bool,
) -> dict[str, Any] | None:
    """Every file that goes is with the receiver, byte for byte. What the act says of the proof."""
    files = {each: held.sha512 for each, held in left.objects.items() if held.sha512 is not None}
    if not files:
        return None
    if proof is None:
        raise InvalidInput(say.PROOF_WANTED, count=len(files))
    given = read_proof(proof, keys)
    if given.told["form"] == LIST and not unsigned:
        raise InvalidInput(say.UNSIGNED_PROOF)
    for each, sha512 in sorted(files.items(), key=lambda item: str(item[0])):
        if given.digests.get(objects.get(each) or "") != sha512:
            raise InvalidInput(say.BYTES_NOT_PROVEN, object=str(each), there=str(objects.get(each)))
    return {**given.told, "objects": len(files)}
