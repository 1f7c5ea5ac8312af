"""The decision on a project: dated, signed by whoever decides for the collectivité, in its journal for ever."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from chartrier.clock import day_of
from chartrier.cockpit.findings import MAY_NOT_DECIDE, NO_UNTIL, NOT_READY, NOTHING_SAID, UNTIL_PAST
from chartrier.cockpit.gate.standing import PASSAGE, standing_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.project import Readiness


class Answer(StrEnum):
    """What may be decided."""

    PASSES = "accord"
    PASSES_IF = "reserve"
    """It goes into service; what is missing is to be settled by a day."""
    STOPS = "refus"


ANSWERS = MappingProxyType(
    {
        Answer.PASSES: Words("mise en service autorisée", "may go into service"),
        Answer.PASSES_IF: Words("autorisée sous réserve", "allowed with a reservation"),
        Answer.STOPS: Words("mise en service refusée", "may not go into service"),
    }
)

PROJECT = "project.json"
"""The file of the act's package that says the project and each point as they were when it was decided."""


def decide(
    tenant: Tenant,
    identifier: UUID,
    answer: Answer,
    motive: str,
    until: date | None,
    copies: Copies,
    actor: Actor,
) -> UUID:
    """Enter a decision as an act; its identifier.

    Only a project that is ready passes without a reservation; a reservation says why, and by which day the rest is
    settled; a refusal says why. Raises NotFound, NotAllowed, Conflict (not ready), InvalidInput, Unavailable.
    """
    if not actor.may(Permission.SIGN):
        raise NotAllowed(MAY_NOT_DECIDE)
    found = standing_of(tenant, identifier)
    said = clean_text(motive)
    if answer is Answer.PASSES and found.readiness is not Readiness.READY:
        raise Conflict(NOT_READY, count=len(found.checks) - found.settled)
    if answer is not Answer.PASSES and not said:
        raise InvalidInput(NOTHING_SAID)
    if answer is Answer.PASSES_IF:
        if until is None:
            raise InvalidInput(NO_UNTIL)
        if until < day_of(copies.clock()):
            raise InvalidInput(UNTIL_PAST, day=until.isoformat())
    else:
        until = None
    project = {
        **found.project.as_json(),
        "checks": [
            {"point": each.point.value, "settled": each.settled, "why": {"fr": each.why.fr, "en": each.why.en}}
            for each in found.checks
        ],
        "motive": said,
    }
    members = {
        "decision": answer.value,
        "readiness": found.readiness.value,
        "settled": sorted(each.point.value for each in found.checks if each.settled),
        "until": until and until.isoformat(),
    }
    return act(Act(PASSAGE, members, subject=identifier, files={PROJECT: canonical(project)}), tenant, copies, actor)
