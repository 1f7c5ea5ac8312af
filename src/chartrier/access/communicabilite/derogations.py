"""Dérogations, step by step: each is an act, refused out of order (code du patrimoine, L213-3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from chartrier.access.communicabilite import findings as say
from chartrier.access.communicabilite.answer import Asker, public_answer
from chartrier.catalog.communicabilite.derogations import FILE, Recorded, derogation_of, enter_step
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_motive, clean_text
from chartrier.errors import InvalidInput, NotAllowed, NotFound
from chartrier.records.actor import Actor
from chartrier.records.attached import AttachedFile, digest_of
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite import written
from chartrier.rules.communicabilite.derogation import (
    Accord,
    Decision,
    Derogation,
    Opinion,
    Request,
    record_accord,
    record_decision,
    record_opinion,
)
from chartrier.rules.communicabilite.early_opening import EarlyOpening
from chartrier.rules.communicabilite.findings import NO_READER
from chartrier.rules.communicabilite.formulas import Outcome
from chartrier.rules.communicabilite.screening import open_derogation

_OPAQUE = re.compile(r"[0-9A-Za-z:._-]{1,64}")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Recording:
    """Who records a step, for which tenant, with which document attached."""

    tenant: Tenant
    copies: Copies
    actor: Actor
    letter: AttachedFile | None = None

    @property
    def today(self) -> date:
        return day_of(self.copies.clock())


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, under an opaque identifier; None makes a new one."""

    name: str
    contact: str = ""
    identifier: str | None = None


def record_request(
    reader: Reader,
    units: Sequence[UUID],
    motive: str,
    *,
    undertaking: bool,
    reproduction: bool,
    registered: date,
    asker: Asker,
    recording: Recording,
) -> Recorded:
    """Register a request. Raises NotFound for a unit that is not there, NotAllowed where it is no dérogation."""
    _require_past(registered, recording)
    identifier = new_package_id(recording.copies.clock())
    name, contact = clean_text(reader.name), clean_text(reader.contact)
    if not name:
        raise InvalidInput(NO_READER)
    if reader.identifier is not None and not _OPAQUE.fullmatch(reader.identifier):
        raise InvalidInput(say.NOT_OPAQUE, value=reader.identifier[:_SHOWN])
    request = Request(
        reader=reader.identifier or str(identifier),
        units=frozenset(map(str, units)),
        motive=clean_text(motive),
        undertaking=undertaking,
        reproduction=reproduction,
        registered=registered,
    )
    accesses = [public_answer(recording.tenant.key, unit)[0] for unit in dict.fromkeys(units)]
    open_derogation(asker.relation, accesses, request)
    content = {**written.write_request(request), "name": name, "contact": contact}
    told = {
        "reader": request.reader,
        "units": len(request.units),
        "undertaking": request.undertaking,
        "reproduction": request.reproduction,
    }
    _record(identifier, None, written.REQUEST, registered, content, told, recording)
    return recorded(recording.tenant.key, identifier)


def answer_request(request: UUID, accord: Accord, letter: str | None, recording: Recording) -> Recorded:
    """Record the answer of the producing authority, from its letter or by itself.

    Raises NotFound, Conflict, InvalidInput.
    """
    _require_past(accord.day, recording)
    accord = replace(accord, motive=clean_text(accord.motive))
    record_accord(_found(request, recording), accord)
    content = {**written.write_accord(accord), "letter": clean_motive(letter)}
    return _go_on(request, written.ACCORD, accord.day, content, {"units": len(accord.units)}, recording)


def give_opinion(request: UUID, opinion: Opinion, recording: Recording) -> Recorded:
    """Record the opinion of the Archives départementales. Raises NotFound, Conflict, InvalidInput."""
    _require_past(opinion.day, recording)
    opinion = replace(opinion, motive=clean_text(opinion.motive))
    record_opinion(_found(request, recording), opinion)
    content = written.write_opinion(opinion)
    return _go_on(request, written.OPINION, opinion.day, content, {"favourable": opinion.favourable}, recording)


def decide_request(request: UUID, decision: Decision, recording: Recording) -> Recorded:
    """Record the decision from its letter. Raises NotFound, Conflict, NotAllowed, InvalidInput."""
    _require_past(decision.day, recording)
    decision = replace(decision, letter=clean_text(decision.letter), motive=clean_text(decision.motive))
    record_decision(_found(request, recording), decision)
    told = {
        "authority": decision.authority,
        "units": len(decision.units),
        "reproduction": decision.reproduction,
        "until": decision.until and str(decision.until),
    }
    return _go_on(request, written.DECISION, decision.day, written.write_decision(decision), told, recording)


def open_early(opening: EarlyOpening, recording: Recording) -> UUID:
    """Record that documents are open to everybody before their time (L213-3, II); its act.

    Raises NotFound for a unit that is not there, NotAllowed for one that is never open.
    """
    _require_past(opening.decided, recording)
    opening = replace(opening, letter=clean_text(opening.letter))
    for unit in sorted(opening.units):
        answer, _ = public_answer(recording.tenant.key, UUID(unit))
        if answer.outcome is Outcome.NEVER:
            raise NotAllowed(say.NEVER_OPEN, unit=unit)
    identifier = new_package_id(recording.copies.clock())
    told = {"units": len(opening.units)}
    content = written.write_early_opening(opening)
    _record(identifier, None, written.EARLY_OPENING, opening.decided, content, told, recording)
    return identifier


def recorded(tenant: int, request: UUID) -> Recorded:
    """The dérogation as it stands. Raises NotFound."""
    found = derogation_of(tenant, request)
    if found is None:
        raise NotFound(say.NO_SUCH_DEROGATION, request=str(request))
    return found


def granted_units(
    request: UUID, units: Sequence[UUID], recording: Recording, *, everything: bool, nothing: bool
) -> frozenset[str]:
    """What a step grants: all that was asked for, none of it, or a list. Raises InvalidInput, NotFound."""
    if [everything, nothing, bool(units)].count(True) != 1:
        raise InvalidInput(say.WHICH_UNITS)
    return _found(request, recording).request.units if everything else frozenset(map(str, units))


def _found(request: UUID, recording: Recording) -> Derogation:
    return recorded(recording.tenant.key, request).derogation


def _go_on(
    request: UUID, step: str, day: date, content: Mapping[str, Any], told: Mapping[str, Any], recording: Recording
) -> Recorded:
    _record(new_package_id(recording.copies.clock()), request, step, day, content, told, recording)
    return recorded(recording.tenant.key, request)


def _record(
    identifier: UUID,
    request: UUID | None,
    step: str,
    day: date,
    content: Mapping[str, Any],
    told: Mapping[str, Any],
    recording: Recording,
) -> None:
    data, letter = canonical(content), recording.letter
    attached = {letter.called("lettre"): letter.data} if letter is not None else {}

    facts = partial(
        enter_step,
        tenant=recording.tenant.key,
        act=identifier,
        request=request or identifier,
        step=step,
        content=data,
    )
    members = {
        "step": step,
        "day": str(day),
        "content": digest_of(data),
        "letter": letter and letter.digest,
        "told": dict(told),
    }
    what = Act("derogation", members, subject=request, files={FILE: data, **attached}, facts=facts)
    act(what, recording.tenant, recording.copies, recording.actor, identifier)


def _require_past(day: date, recording: Recording) -> None:
    if day > recording.today:
        raise InvalidInput(say.DAY_TO_COME, day=str(day))
