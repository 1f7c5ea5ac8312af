"""A disposition as its acts tell it, in order: the index says so here, `proving.py` says so from the copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import principals_of
from chartrier.catalog.acts.register import acts_about_each, acts_of
from chartrier.disposition import findings as say
from chartrier.errors import NotFound
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.acts import read_disposition, written_number
from chartrier.rules.disposition.authorisation import Authorisation, Authorisations, in_force
from chartrier.rules.disposition.steps import Disposition

ORDER = "elimination"
"""The operation by which a proposition is ordered to be carried out: attestations go on from it."""


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
            return _read_all(tenant, [act.id])[0]
    raise NotFound(say.NO_PROPOSITION, name=name[:60])


def propositions(tenant: Tenant) -> list[Proposition]:
    """All of them, the oldest first."""
    proposed = acts_of(tenant.key, ["proposition"])
    return _read_all(tenant, [act.id for act in proposed]) if proposed else []


def authorisations(tenant: Tenant) -> dict[UUID, Authorisation]:
    """The standing authorisations, those that are revoked too, the oldest first."""

    return _authorisations(tenant, principals_of(tenant.key))


def _authorisations(tenant: Tenant, principals: Mapping[UUID, UUID]) -> dict[UUID, Authorisation]:
    found = Authorisations()
    for act in acts_of(tenant.key, ["autorisation"]):
        found.take(act.record, principals.get)
    return found.known


def _read_all(tenant: Tenant, identifiers: Sequence[UUID]) -> list[Proposition]:
    """All at once: as many statements for a hundred as for one."""
    about = acts_about_each(tenant.key, identifiers)
    ordered = [act.id for acts in about.values() for act in acts if act.operation == ORDER]
    after = acts_about_each(tenant.key, ordered) if ordered else {}
    principals = principals_of(tenant.key)
    granted: dict[UUID, Authorisation] | None = None
    found = []
    for identifier in identifiers:
        first, *others = about[identifier]
        order = next((act.id for act in others if act.operation == ORDER), None)
        following = [(each.id, each.record) for each in (*others, *(after[order][1:] if order else ()))]
        state = read_disposition([first.record, *(record for _, record in following)], principals.get)
        if state.imputations:
            # what was imputed on an authorisation that is revoked waits for a visa again
            granted = _authorisations(tenant, principals) if granted is None else granted
            state, _ = in_force(state, granted, None)
        found.append(Proposition(identifier, written_number(first.record), first.record, state, tuple(following)))
    return found
