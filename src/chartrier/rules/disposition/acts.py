"""A disposition as its acts tell it: `operation.json` of each, in the order of the journal (docs/format.md §2.1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.clock import day_of, read_instant
from chartrier.errors import NotAllowed
from chartrier.records.policy import VERSEES, VisaTerms
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.steps import (
    Answer,
    Disposition,
    Ground,
    Imputation,
    Order,
    PrincipalOf,
    Step,
    Taken,
    Visa,
    as_known,
)
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict

STEPS = frozenset({"assentiment", "imputation", "saisine", "signature", "visa"})
"""The acts between a proposition and its order, each about the same list of lines."""

SECOND = "seconde-personne"
PRODUCER = "service-producteur"
DEPOSITOR = "producteur-versant"
"""In which capacity somebody agreed."""


def read_disposition(records: Iterable[Mapping[str, Any]], principal_of: PrincipalOf) -> Disposition:
    """The state after these acts, the proposition first; its persons as they are known now.

    Raises ChartrierError when one of them could not be taken, by what was known then: it would not have been written.
    """
    first, *others = records
    state = begun_by(first, as_said)
    for record in others:
        state = after(state, record, as_said)
    return as_known(state, principal_of)


def as_said(person: UUID, said: UUID) -> UUID:
    """The human being that the act itself says that a person is."""
    return said


def written_number(record: Mapping[str, Any]) -> str:
    """The number of a `proposition`: `2026-014`."""
    return f"{record['number']['year']}-{record['number']['rank']:03}"


def begun_by(record: Mapping[str, Any], principal_of: PrincipalOf) -> Disposition:
    """The state after a `proposition`. Raises InvalidInput; KeyError, TypeError or ValueError for what is none."""
    lines, ground = range(1, record["lines"]["count"] + 1), Ground(record["ground"])
    if ground is Ground.VERSEES and VERSEES not in VisaTerms.read(record["terms"]).types:
        raise NotAllowed(say.TYPE_NOT_PERMITTED, type=VERSEES)
    return steps.begin(ground, lines, record["shared"], taken_by(record, principal_of))


def after(state: Disposition, record: Mapping[str, Any], principal_of: PrincipalOf) -> Disposition:
    """The state with one more act. Raises ChartrierError when it could not be taken; likewise for what is none."""
    operation = record["operation"]
    if operation == "attestation":
        return steps.record_done(state) if state.step is Step.ORDERED and not record["owing"] else state
    taken = taken_by(record, principal_of)
    if operation == "saisine":
        return steps.record_information(state, taken, date.fromisoformat(record["day"]))
    if operation == "imputation":
        return steps.record_imputation(state, read_imputation(record, taken), VisaTerms.read(record["terms"]))
    if operation == "assentiment":
        if record["capacity"] == DEPOSITOR:
            answered, form = date.fromisoformat(record["day"]), Form(record["form"])
            return steps.record_producer(state, taken, Answer(record["answer"]), answered, form)
        if "form" in record:
            raise ValueError("nobody agrees but in the application")
        if record["capacity"] == SECOND:
            return steps.record_confirmation(state, taken)
        return steps.record_assentiment(state, taken)
    if operation == "signature":
        day = record.get("day")
        return steps.record_signature(
            state,
            taken,
            attests=record["attests"],
            form=Form(record.get("form", Form.APPLICATION)),
            day=day and date.fromisoformat(day),
        )
    if operation == "visa":
        return steps.record_visa(state, read_visa(record, taken), VisaTerms.read(record["terms"]))
    if operation == "elimination":
        dropped = tuple(each["line"] for each in record["dropped"])
        order = Order(taken, tuple(record["executed"]), dropped)
        waiting, count = record["waiting"], record["units"]["count"]
        return steps.record_order(state, order, day_of(taken.at), waiting, record["typed"], count)
    return state


def read_imputation(record: Mapping[str, Any], taken: Taken) -> Imputation:
    """The imputation that an act records."""
    return Imputation(taken, UUID(record["authorisation"]["id"]), tuple(record["imputed"]))


def read_visa(record: Mapping[str, Any], taken: Taken) -> Visa:
    """The visa that an act records."""
    verdicts = tuple(
        LineVerdict(each["line"], Verdict(each["verdict"]), each["motive"], each["sort_final"], each["dua"])
        for each in record["verdicts"]
    )
    return Visa(taken, Form(record["form"]), date.fromisoformat(record["day"]), verdicts)


def taken_by(record: Mapping[str, Any], principal_of: PrincipalOf) -> Taken:
    """The step that an act is."""
    person = UUID(record["by"])
    principal = principal_of(person, UUID(record["principal"]))
    return Taken(person, principal, read_instant(record["began"]), record["granted"], record["motive"])
