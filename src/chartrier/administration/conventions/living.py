"""What becomes of a convention: sent, observed, signed, its copy sent, ended."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.administration.conventions import findings as say
from chartrier.administration.conventions.delegating import take_back
from chartrier.administration.conventions.drafting import cleaned, require_fit, tenants_of
from chartrier.catalog.conventions import register
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.records.canonical import canonical
from chartrier.rules.convention import Convention, ConventionKind, Happened, Party, Position, Step


@dataclass(frozen=True, slots=True)
class Known:
    """A convention and its identifier."""

    id: UUID
    convention: Convention

    @property
    def digest(self) -> str:
        """By which one that was shown is known again: any change gives another."""
        return hashlib.sha256(canonical(self.convention.as_json())).hexdigest()


def find(which: str, tenants: Collection[int]) -> Known:
    """The convention of this identifier or name, among those of these tenants. Raises NotFound, Conflict."""
    every = register.conventions(sorted(tenants))
    found = [Known(id_, each) for id_, each in every.items() if which in (str(id_), each.name)]
    if not found:
        raise NotFound(say.NO_CONVENTION, convention=which[:80])
    if len(found) > 1:
        raise Conflict(say.SEVERAL_CONVENTIONS, convention=which[:80], count=len(found))
    return found[0]


def send(known: Known, day: date, today: date, by: UUID | None = None) -> Known:
    """Say on which day the draft went to the Archives départementales; what they said of an older one is history.

    Raises Conflict for one that is signed, InvalidInput for a day to come, or that does not come after what they said
    last: a sending answers it, and an earlier one would have had its four months by a refusal. So do the others below.
    """
    _require_draft(known)
    _require_come(day, today)
    opinions = known.convention.opinions
    if opinions and day <= opinions[-1].day:
        raise InvalidInput(say.SENT_BEFORE_OPINION, day=str(day), observed=str(opinions[-1].day))
    return _change(known, _with(_unsent(known.convention), Step(Happened.SENT, day, today, _who(by)), sent=day))


def change(known: Known, draft: Convention, today: date, by: UUID | None = None, *, seen: str | None = None) -> Known:
    """Give a draft this text in the place of its own.

    What the Archives départementales had is another text then: this one is to be sent to them, and has its own four
    months; a party that got another name meanwhile does not make another text. `seen`: the digest of what whoever mends
    it was shown; None: they were shown nothing. Raises Conflict for one that is signed, or is not what was shown,
    InvalidInput for a draft that does not fit, or that leaves out a collectivité of this archive, which keeps its
    exemplaire.
    """
    _require_draft(known)
    if seen is not None and seen != known.digest:
        raise Conflict(say.CHANGED_MEANWHILE)
    before, draft = known.convention, cleaned(draft)
    kept = {name: getattr(before, name) for name in ("sent", "observed", "position", "observations", "history")}
    after = replace(draft, **kept, signed=None, copy_sent=None)
    if replace(after, parties=_as_called(before.parties, after.parties)) == before:
        return known
    require_fit(after)
    if left := set(tenants_of(before)) - set(tenants_of(after)):
        raise InvalidInput(say.PARTY_STAYS, code=f"{min(left):09d}")
    after = _with(_unsent(after), Step(Happened.CHANGED, today, today, _who(by)))
    if not register.replace(tenants_of(before), known.id, before, after, tenants_of(after)):
        raise Conflict(say.CHANGED_MEANWHILE)
    return Known(known.id, after)


def observe(
    known: Known, position: Position, observations: str, day: date, today: date, by: UUID | None = None
) -> Known:
    """Record what the Archives départementales said of the draft; what they said before is kept."""
    _require_draft(known)
    _require_come(day, today)
    sent = known.convention.sent
    if sent is None:
        raise Conflict(say.NOT_SENT)
    if day < sent:
        raise InvalidInput(say.OBSERVED_BEFORE_SENT, day=str(day), sent=str(sent))
    opinions = known.convention.opinions
    if opinions and day < opinions[-1].day:
        raise InvalidInput(say.OPINION_BEFORE_FORMER, day=str(day), observed=str(opinions[-1].day))
    said = clean_text(observations)
    step = Step(Happened.OBSERVED, day, today, _who(by), position, said)
    return _change(known, _with(known.convention, step, position=position, observed=day, observations=said))


def sign(known: Known, day: date, today: date) -> Known:
    """Say on which day the parties signed.

    Raises Conflict when the Archives départementales found the draft not conforming, or had not had the time to say.
    """
    _require_draft(known)
    _require_come(day, today)
    convention = known.convention
    require_fit(convention)
    if convention.last is not None and day > convention.last:
        raise InvalidInput(say.SIGNED_AFTER_LAST, day=str(day), last=str(convention.last))
    if convention.kind is ConventionKind.TIERS_ARCHIVAGE and convention.declared and convention.declared > day:
        raise InvalidInput(say.DECLARED_AFTER, day=str(day), declared=str(convention.declared))
    if convention.needs_observation:
        _require_observed(convention, day)
    return _change(known, replace(convention, signed=day))


def send_copy(known: Known, day: date, today: date) -> Known:
    """Say on which day the Archives départementales were sent a copy of what was concluded."""
    _require_come(day, today)
    if not known.convention.copy_owed:
        raise Conflict(say.NO_COPY_OWED)
    if (signed := known.convention.signed) is not None and day < signed:
        raise InvalidInput(say.COPY_BEFORE_SIGNED, day=str(day), signed=str(signed))
    return _change(known, replace(known.convention, copy_sent=day))


def end(known: Known, day: date, copies: Copies) -> Known:
    """Let a convention hold until this day and no longer, and take back what it gave if that day is over.

    Raises Conflict when it is not signed, InvalidInput for a last day before its first or after the one that it has:
    what prolongs is another convention. Unavailable.
    """
    convention = known.convention
    if convention.signed is None:
        raise Conflict(say.NOT_SIGNED)
    if day < convention.first:
        raise InvalidInput(say.LAST_BEFORE_FIRST, first=str(convention.first), last=str(day))
    if convention.last is not None and day > convention.last:
        raise InvalidInput(say.ENDS_BEFORE, last=str(convention.last), day=str(day))
    ended = _change(known, replace(convention, last=day))
    if day < day_of(copies.clock()):
        take_back(ended.id, tenants_of(convention), copies)
    return ended


def _as_called(before: Sequence[Party], after: Sequence[Party]) -> tuple[Party, ...]:
    """The parties after, those of before that are tenants under the name that they had."""
    names = {each.code: each.name for each in before if each.code}
    return tuple(replace(each, name=names.get(each.code, each.name)) for each in after)


def _with(convention: Convention, step: Step, **changes: Any) -> Convention:
    return replace(convention, history=(*convention.steps, step), **changes)


def _unsent(convention: Convention) -> Convention:
    """The same, as a draft that the Archives départementales have yet to be sent; its history keeps what it was."""
    steps = convention.steps
    return replace(convention, sent=None, observed=None, position=None, observations="", history=steps)


def _who(by: UUID | None) -> str:
    return str(by) if by is not None else ""


def _require_observed(convention: Convention, day: date) -> None:
    earliest = convention.earliest_signature
    if earliest is None:
        raise Conflict(say.NOT_SENT)
    standing = [each for each in convention.opinions if convention.sent and convention.sent <= each.day <= day][-1:]
    if any(each.position is Position.NON_CONFORME for each in standing):
        raise Conflict(say.NOT_CONFORMING, day=str(standing[0].day))
    if convention.position is Position.NON_CONFORME:
        raise Conflict(say.NOT_CONFORMING, day=str(convention.observed))
    if day < earliest:
        raise Conflict(say.TOO_EARLY, day=str(earliest))


def _require_draft(known: Known) -> None:
    if known.convention.signed is not None:
        raise Conflict(say.SIGNED_ALREADY, day=str(known.convention.signed))


def _require_come(day: date, today: date) -> None:
    if day > today:
        raise InvalidInput(say.DAY_TO_COME, day=str(day))


def _change(known: Known, after: Convention) -> Known:
    if not register.replace(tenants_of(known.convention), known.id, known.convention, after):
        raise Conflict(say.CHANGED_MEANWHILE)
    return Known(known.id, after)
