"""A disposition as its acts tell it, in order: the index says so here, `proving.py` says so from the copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.acts.register import acts_about, acts_of
from chartrier.disposition import findings as say
from chartrier.errors import NotFound
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.acts import read_disposition, written_number
from chartrier.rules.disposition.authorisation import Authorisation, Authorisations, in_force
from chartrier.rules.disposition.steps import Disposition


@dataclass(frozen=True, slots=True)
class Proposition:
    """A proposition with its number, and all that became of it. `record` is its `operation.json`."""

    id: UUID
    number: str
    record: Mapping[str, Any]
    state: Disposition
    acts: tuple[tuple[UUID, Mapping[str, Any]], ...]
    """The acts that went on from it, in order: identifier and `operation.json`."""

    def act(self, operation: str) -> tuple[UUID, Mapping[str, Any]] | None:
        """The act of this operation, of which there is at most one that counts."""
        return next((each for each in self.acts if each[1]["operation"] == operation), None)


def proposition(tenant: Tenant, name: str) -> Proposition:
    """The proposition of this identifier or number. Raises NotFound."""
    for act in acts_of(tenant.key, ["proposition"]):
        if name in (str(act.id), written_number(act.record)):
            return _read(tenant, act.id)
    raise NotFound(say.NO_PROPOSITION, name=name[:60])


def propositions(tenant: Tenant) -> list[Proposition]:
    """All of them, the oldest first."""
    return [_read(tenant, act.id) for act in acts_of(tenant.key, ["proposition"])]


def authorisations(tenant: Tenant) -> dict[UUID, Authorisation]:
    """The standing authorisations, those that are revoked too, the oldest first."""

    def principal_of(person: UUID, said: UUID) -> UUID:
        known = habilitation_of(tenant.key, person)
        return known.principal if known else said

    found = Authorisations()
    for act in acts_of(tenant.key, ["autorisation"]):
        found.take(act.record, principal_of)
    return found.known


def _read(tenant: Tenant, identifier: UUID) -> Proposition:
    first, *others = acts_about(tenant.key, identifier)
    following = [(each.id, each.record) for each in others]
    order = next((act for act, record in following if record["operation"] == "elimination"), None)
    if order is not None:
        following += [(each.id, each.record) for each in acts_about(tenant.key, order)[1:]]

    def principal_of(person: UUID, said: UUID) -> UUID:
        known = habilitation_of(tenant.key, person)
        return known.principal if known else said

    state = read_disposition([first.record, *(record for _, record in following)], principal_of)
    if state.imputations:
        # what was imputed on an authorisation that is revoked waits for a visa again
        state, _ = in_force(state, authorisations(tenant), None)
    return Proposition(identifier, written_number(first.record), first.record, state, tuple(following))
