"""A disposition as its acts tell it, in order: the index says so here, `proving.py` says so from the copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.acts.register import acts_about, acts_of
from chartrier.clock import read_instant
from chartrier.disposition import findings as say
from chartrier.errors import NotFound
from chartrier.records.policy import VisaTerms
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.steps import Disposition, Ground, Order, Step, Taken, Visa
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict

SECOND = "seconde-personne"
PRODUCER = "service-producteur"
"""In which capacity somebody agreed."""

PrincipalOf = Callable[[UUID, UUID], UUID]
"""The human being that a person is, given the one that the act says."""


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


def written_number(record: Mapping[str, Any]) -> str:
    """`2026-014`."""
    return f"{record['number']['year']}-{record['number']['rank']:03}"


def proposition(tenant: Tenant, name: str) -> Proposition:
    """The proposition of this identifier or number. Raises NotFound."""
    for act in acts_of(tenant.key, ["proposition"]):
        if name in (str(act.id), written_number(act.record)):
            return _read(tenant, act.id)
    raise NotFound(say.NO_PROPOSITION, name=name[:60])


def propositions(tenant: Tenant) -> list[Proposition]:
    """All of them, the oldest first."""
    return [_read(tenant, act.id) for act in acts_of(tenant.key, ["proposition"])]


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
    return Proposition(identifier, written_number(first.record), first.record, state, tuple(following))


def read_disposition(records: Iterable[Mapping[str, Any]], principal_of: PrincipalOf) -> Disposition:
    """The state after these acts, the proposition first.

    Raises ChartrierError when one of them could not be taken: it would not have been written.
    """
    first, *others = records
    count = first["lines"]["count"]
    taken = _taken(first, principal_of)
    state = steps.begin(Ground(first["ground"]), range(1, count + 1), first["shared"], taken)
    for record in others:
        state = _with(state, record, principal_of)
    return state


def _with(state: Disposition, record: Mapping[str, Any], principal_of: PrincipalOf) -> Disposition:
    operation = record["operation"]
    if operation == "attestation":
        return steps.record_done(state) if state.step is Step.ORDERED and not record["owing"] else state
    taken = _taken(record, principal_of)
    if operation == "assentiment":
        if record["capacity"] == SECOND:
            return steps.record_confirmation(state, taken)
        return steps.record_assentiment(state, taken)
    if operation == "signature":
        return steps.record_signature(state, taken, attests=record["attests"])
    if operation == "visa":
        return steps.record_visa(state, read_visa(record, taken), VisaTerms.read(record["terms"]))
    if operation == "elimination":
        dropped = tuple(each["line"] for each in record["dropped"])
        order = Order(taken, tuple(record["executed"]), dropped)
        waiting, count = record["waiting"], record["units"]["count"]
        return steps.record_order(state, order, taken.at.date(), waiting, record["typed"], count)
    return state


def read_visa(record: Mapping[str, Any], taken: Taken) -> Visa:
    """The visa that an act records."""
    verdicts = tuple(
        LineVerdict(each["line"], Verdict(each["verdict"]), each["motive"], each["sort_final"], each["dua"])
        for each in record["verdicts"]
    )
    return Visa(taken, Form(record["form"]), date.fromisoformat(record["day"]), verdicts)


def _taken(record: Mapping[str, Any], principal_of: PrincipalOf) -> Taken:
    person = UUID(record["by"])
    principal = principal_of(person, UUID(record["principal"]))
    return Taken(person, principal, read_instant(record["began"]), record["granted"], record["motive"])
