"""A disposition as its acts tell it: `operation.json` of each, in the order of the journal (docs/format.md §2.1.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.clock import read_instant
from chartrier.records.policy import VisaTerms
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.steps import Disposition, Ground, Order, Step, Taken, Visa
from chartrier.rules.disposition.visa import Form, LineVerdict, Verdict

SECOND = "seconde-personne"
PRODUCER = "service-producteur"
"""In which capacity somebody agreed."""

PrincipalOf = Callable[[UUID, UUID], UUID]
"""The human being that a person is, given the one that the act says."""


def read_disposition(records: Iterable[Mapping[str, Any]], principal_of: PrincipalOf) -> Disposition:
    """The state after these acts, the proposition first.

    Raises ChartrierError when one of them could not be taken: it would not have been written.
    """
    first, *others = records
    state = begun_by(first, principal_of)
    for record in others:
        state = after(state, record, principal_of)
    return state


def begun_by(record: Mapping[str, Any], principal_of: PrincipalOf) -> Disposition:
    """The state after a `proposition`. Raises InvalidInput; KeyError, TypeError or ValueError for what is none."""
    lines = range(1, record["lines"]["count"] + 1)
    return steps.begin(Ground(record["ground"]), lines, record["shared"], taken_by(record, principal_of))


def after(state: Disposition, record: Mapping[str, Any], principal_of: PrincipalOf) -> Disposition:
    """The state with one more act. Raises ChartrierError when it could not be taken; likewise for what is none."""
    operation = record["operation"]
    if operation == "attestation":
        return steps.record_done(state) if state.step is Step.ORDERED and not record["owing"] else state
    taken = taken_by(record, principal_of)
    if operation == "assentiment":
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
        return steps.record_order(state, order, taken.at.date(), waiting, record["typed"], count)
    return state


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
