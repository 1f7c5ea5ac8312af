"""Transfers as the index tells them: from their acts, in the order of the journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.acts.register import acts_about, acts_of
from chartrier.catalog.history.register import units_of_act
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.transfers.register import taken_by, transfers_naming
from chartrier.disposition import findings as say
from chartrier.errors import NotFound
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.acts import taken_by as step_of
from chartrier.rules.disposition.transfer import Act, Kind, Transfer


@dataclass(frozen=True, slots=True)
class KnownTransfer:
    """A transfer: its first act (`record` is its `operation.json`), those that went on from it, its state."""

    id: UUID
    record: Mapping[str, Any]
    state: Transfer
    acts: tuple[tuple[UUID, Mapping[str, Any]], ...]
    taken: Mapping[UUID, str]
    """What the receiver calls each unit that it took."""

    @property
    def kind(self) -> Kind:
        return Kind(self.record["kind"])

    @property
    def receiver(self) -> str:
        return str(self.record["receiver"])

    @property
    def message(self) -> str:
        """The MessageIdentifier of its message."""
        return str(self.record["message"])

    def act(self, step: Act) -> tuple[UUID, Mapping[str, Any]] | None:
        """The act that this step is."""
        return next((each for each in self.acts if each[1].get("step") == step), None)


def transfer(tenant: Tenant, identifier: UUID) -> KnownTransfer:
    """The transfer of this identifier. Raises NotFound."""
    acts = acts_about(tenant.key, identifier)
    if not acts or acts[0].id != identifier or acts[0].record.get("step") != Act.SENDING:
        raise NotFound(say.NO_TRANSFER, name=str(identifier))

    def principal_of(person: UUID, said: UUID) -> UUID:
        known = habilitation_of(tenant.key, person)
        return known.principal if known else said

    first, *others = acts
    following = [(each.id, each.record) for each in others]
    taken: dict[UUID, str] | None = None
    purged, given_up = None, False
    for act, record in list(following):
        if record.get("step") == Act.REPLY:
            taken = taken_by(tenant.key, act)
        elif record.get("step") == Act.GIVING_UP:
            given_up = True
        elif record.get("step") == Act.PURGE:
            purged = step_of(record, principal_of)
            following += [(each.id, each.record) for each in acts_about(tenant.key, act)[1:]]
    state = Transfer(
        step_of(first.record, principal_of),
        frozenset(units_of_act(tenant.key, identifier)),
        None if taken is None else frozenset(taken),
        purged,
        given_up,
    )
    return KnownTransfer(identifier, first.record, state, tuple(following), taken or {})


def transfers(tenant: Tenant) -> list[KnownTransfer]:
    """All of them, the oldest first."""
    return [transfer(tenant, act.id) for act in acts_of(tenant.key, ["transfert"]) if act.subject is None]


def units_under_way(tenant: Tenant, units: Collection[UUID], but: UUID | None = None) -> dict[UUID, UUID]:
    """Those of the units that a transfer holds, each with that transfer; `but`: leave this one aside."""
    with tried(tenant.key) as cursor:
        named = transfers_naming(cursor, tenant.key, units)
    held: dict[UUID, UUID] = {}
    for act in named:
        if act != but:
            under_way = transfer(tenant, act).state.under_way
            held.update((unit, act) for unit in units if unit in under_way)
    return held
