"""`chartrier history`"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.history import Event
from chartrier.access.history import history as history_of
from chartrier.catalog.people import directory
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.correct import difference_as_json, tell_differences
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import write_instant
from chartrier.disposition.executing import DROPPED
from chartrier.wiring import wire

LABELS = {
    "name": "nom",
    "reason": "motif",
    "authority": "autorité",
    "review": "à revoir le",
    "position": "position des Archives départementales",
    "day": "jour",
    "service": "service",
    "letter": "lettre",
    "number": "bordereau",
    "line": "ligne",
    "verdict": "décision",
    "motive": "motif",
    "authorisation": "autorisation",
    "dropped": "non éliminée",
    "step": "étape",
    "right": "droit",
    "outcome": "décision",
    "unit": "unité",
    "ground": "motif",
    "annexed": "unité annexée",
}
"""What acts say of themselves, in French; in English they are words already."""

STEPS = {
    "request": "demande",
    "accord": "accord",
    "opinion": "avis",
    "decision": "décision",
    "early-opening": "ouverture anticipée",
}
"""The steps of a dérogation, likewise."""


@answering_for
def history(asked: AnsweringFor, unit: Annotated[UUID, typer.Argument(metavar="IDENTIFIANT", help="L'unité.")]) -> int:
    """Raconter tout ce qui est arrivé à une unité, lu dans une copie."""
    output = asked.output
    with wire(asked.settings) as archive:
        events = history_of(unit, asked.tenant, archive.copies)
        names = {str(person.id): person.name for person in directory.persons()}
    output.emit({"unit": str(unit), "events": [_as_json(event) for event in events]})
    for event in events:
        _tell(output, event, names.get(event.by, event.by))
    return exit_codes.DONE


OPERATIONS = {
    "evenement": "événement", "elimination": "élimination", "derogation": "dérogation", "levee": "levée",
}  # fmt: skip
"""The operations whose code is not their name in French."""
SYSTEM = "system"


def _as_json(event: Event) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "operation": event.operation,
        "at": write_instant(event.at),
        "by": event.by,
        "subject": event.subject and str(event.subject),
        "said": event.said,
        "differences": [difference_as_json(each) for each in event.differences],
    }


def _tell(output: Output, event: Event, by: str) -> None:
    when = readable(write_instant(event.at), output.language)
    operation = OPERATIONS.get(event.operation, event.operation)
    by = output.text("le système") if by == SYSTEM else by
    output.say("{when} : {operation}, par {by} ({id})", when=when, operation=operation, by=by, id=event.id)
    for name, value in event.said.items():
        if value:
            label = LABELS.get(name, name) if output.language == "fr" else name
            output.line(f"  {label}{' :' if output.language == 'fr' else ':'}", _value(output, name, value))
    tell_differences(output, list(event.differences), "  ")


def _value(output: Output, name: str, value: Any) -> Any:
    if name == "dropped":
        return DROPPED[value].within(output.language) if value in DROPPED else value
    return STEPS.get(value, value) if name == "step" and output.language == "fr" else value
