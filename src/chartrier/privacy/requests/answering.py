"""Answering a person: signed by the responsable de traitement, as an act; the letter is for the person alone.

The act names the units that it changes something for, and nobody (decision 0205). It has the digest of what was
answered, sealed with a salt: whoever keeps the answer can prove it, and the journal tells no name to anybody.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.effects import DROITS, units_of
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError, Conflict, NotAllowed
from chartrier.papers.parties import Collectivite, Signed
from chartrier.papers.reponse_personne import Record, ReponsePersonne
from chartrier.privacy.requests.findings import LETTER_ERASED, LINES_CHANGED, MAY_NOT_ANSWER, NOT_ANSWERED, NOT_READY
from chartrier.privacy.requests.opening import kept, open_one
from chartrier.privacy.requests.standing import Line, Standing, lines_of, standing_of
from chartrier.records.actor import Actor
from chartrier.records.attached import digest_of
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import STEPS, Step
from chartrier.rules.persons.rights import (
    GROUNDS,
    LineDecision,
    Outcome,
    Right,
    changes_the_archive,
    require_lawful,
)


def answer(tenant: Tenant, identifier: UUID, copies: Copies, actor: Actor) -> UUID:
    """Sign and enter the answer; its act. What was decided is judged again first, by what each record is today.

    Raises NotFound, NotAllowed (DDP-028), Conflict (DDP-021, DDP-027, DDP-031), Unavailable.
    """
    if not actor.may(Permission.SIGN):
        raise NotAllowed(MAY_NOT_ANSWER)
    open_one(tenant, identifier)
    now = copies.clock()
    today = day_of(now)
    found = standing_of(tenant, identifier, today)
    if found.step is not Step.SIGN:
        step = STEPS[found.step]
        raise Conflict(NOT_READY, step_fr=step.fr, step_en=step.en)
    decided = [] if found.asked.whole else _decided(tenant, identifier, found.asked.right, today)
    made = new_package_id(now)
    signed = Signed(actor.name, "", today, f"signature dans l’application, acte {made}")
    pdf = _letter(tenant, found, decided, now, signed).pdf()
    sealed = canonical(_sealed(found, decided, pdf))

    members = _members(found, decided, digest_of(sealed))
    facts = partial(
        register.enter_answer,
        tenant=tenant.key,
        request=identifier,
        act=made,
        day=today,
        sealed=sealed.decode(),
        letter=pdf,
        units=units_of(members),
    )
    return act(Act(DROITS, members, subject=identifier, facts=facts), tenant, copies, actor, made)


def letter_of(tenant: Tenant, identifier: UUID) -> bytes:
    """The answer as it was signed, PDF/A. Raises NotFound (DDP-020), Conflict (DDP-029, DDP-035) without one."""
    erased = kept(tenant, identifier).asked.erased
    found = register.letter(tenant.key, identifier)
    if erased:
        raise Conflict(LETTER_ERASED)
    if found is None:
        raise Conflict(NOT_ANSWERED)
    return found


def draft_of(tenant: Tenant, identifier: UUID, now: datetime) -> bytes:
    """What the answer would be today, unsigned. Raises NotFound, Conflict (DDP-027), Unavailable."""
    today = day_of(now)
    found = standing_of(tenant, identifier, today)
    if found.step is not Step.SIGN:
        step = STEPS[found.step]
        raise Conflict(NOT_READY, step_fr=step.fr, step_en=step.en)
    decided = [] if found.asked.whole else _decided(tenant, identifier, found.asked.right, today)
    return _letter(tenant, found, decided, now, None).pdf()


def is_as_signed(tenant: Tenant, identifier: UUID, entered: Sequence[dict[str, Any]]) -> bool:
    """Whether what is kept of the answer is what the act has the digest of; `entered`: the records of such acts."""
    found, letter = kept(tenant, identifier), register.letter(tenant.key, identifier)
    if found.sealed is None or letter is None:
        return False
    digest = digest_of(found.sealed.encode())
    named = any(each["id"] == str(found.act) and each["sealed"] == digest for each in entered)
    return named and json.loads(found.sealed)["letter"] == digest_of(letter)


def _decided(tenant: Tenant, identifier: UUID, right: Right, today: date) -> list[tuple[Line, LineDecision]]:
    """Each record that concerns the person and is there, with its decision; raises Conflict when one is no more lawful.

    One that has left meanwhile is not spoken of: nothing of it is left to decide.
    """
    found = []
    for line in lines_of(tenant, identifier, today):
        decision = line.mark.decision
        if not line.mark.concerns or line.placed is None or decision is None:
            continue
        try:
            require_lawful(right, line.placed.situation, decision, str(line.unit))
        except ChartrierError as wrong:
            fr, en = (wrong.finding.message(language) for language in ("fr", "en"))
            raise Conflict(LINES_CHANGED, unit=str(line.unit), reason_fr=fr, reason_en=en) from None
        found.append((line, decision))
    return found


def _members(found: Standing, decided: Sequence[tuple[Line, LineDecision]], sealed: str) -> dict[str, Any]:
    right = found.asked.right
    refused = Counter(decision.ground.value for _, decision in decided if decision.ground is not None)
    return {
        "right": right.value,
        "received": found.asked.received.isoformat(),
        "extended": found.asked.extension is not None,
        "whole": found.asked.whole and found.asked.whole.value,
        "granted": sum(decision.outcome is Outcome.GRANTED for _, decision in decided),
        "refused": dict(refused),
        "effects": [
            {
                "unit": str(line.unit),
                "outcome": decision.outcome.value,
                "ground": decision.ground and decision.ground.value,
                "annexed": decision.annexed and str(decision.annexed),
            }
            for line, decision in decided
            if changes_the_archive(right, decision)
        ],
        "sealed": sealed,
    }


def _sealed(found: Standing, decided: Sequence[tuple[Line, LineDecision]], pdf: bytes) -> dict[str, Any]:
    return {
        "salt": secrets.token_hex(32),
        "reference": found.reference,
        "request": found.asked.as_json(),
        "decisions": [{"unit": str(line.unit), **decision.as_json()} for line, decision in decided],
        "letter": digest_of(pdf),
    }


def _letter(
    tenant: Tenant,
    found: Standing,
    decided: Sequence[tuple[Line, LineDecision]],
    now: datetime,
    signed: Signed | None,
) -> ReponsePersonne:
    asked = found.asked
    return ReponsePersonne(
        reference=found.reference,
        collectivite=Collectivite(tenant.name, tenant.siren),
        person=asked.name,
        address=asked.contact,
        right=asked.right,
        received=asked.received,
        day=day_of(now),
        extended=asked.extension is not None,
        whole=GROUNDS[asked.whole].fr if asked.whole else "",
        whole_why=asked.whole_why,
        records=[_record(line, decision) for line, decision in decided],
        made=now,
        signed=signed,
    )


def _record(line: Line, decision: LineDecision) -> Record:
    placed = line.placed
    assert placed is not None  # `_decided` leaves out the others
    return Record(
        title=placed.title,
        first=placed.start,
        last=placed.end,
        age=placed.situation.age,
        dua=placed.situation.dua,
        granted=decision.outcome is Outcome.GRANTED,
        ground=GROUNDS[decision.ground].fr if decision.ground else "",
        why=decision.why,
        annexed=decision.annexed is not None,
    )
