"""What becomes of a convention: sent, observed, signed, its copy sent, ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chartrier.administration.conventions import findings as say
from chartrier.administration.conventions.delegating import take_back
from chartrier.administration.conventions.drafting import require_fit, tenants_of
from chartrier.catalog.conventions import register
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.rules.convention import Convention, Position


@dataclass(frozen=True, slots=True)
class Known:
    """A convention and its identifier."""

    id: UUID
    convention: Convention


def find(which: str, tenants: Collection[int]) -> Known:
    """The convention of this identifier or name, among those of these tenants. Raises NotFound, Conflict."""
    every = register.conventions(sorted(tenants))
    found = [Known(id_, each) for id_, each in every.items() if which in (str(id_), each.name)]
    if not found:
        raise NotFound(say.NO_CONVENTION, convention=which[:80])
    if len(found) > 1:
        raise Conflict(say.SEVERAL_CONVENTIONS, convention=which[:80], count=len(found))
    return found[0]


def send(known: Known, day: date, today: date) -> Known:
    """Say on which day the draft went to the Archives départementales; what they said of an older one is dropped.

    Raises Conflict for one that is signed, InvalidInput for a day to come; so do the others below.
    """
    _require_draft(known)
    _require_come(day, today)
    changed = replace(known.convention, sent=day, observed=None, position=None, observations="")
    return _change(known, changed)


def observe(known: Known, position: Position, observations: str, day: date, today: date) -> Known:
    """Record what the Archives départementales said of the draft."""
    _require_draft(known)
    _require_come(day, today)
    sent = known.convention.sent
    if sent is None:
        raise Conflict(say.NOT_SENT)
    if day < sent:
        raise InvalidInput(say.OBSERVED_BEFORE_SENT, day=str(day), sent=str(sent))
    changed = replace(known.convention, position=position, observed=day, observations=clean_text(observations))
    return _change(known, changed)


def sign(known: Known, day: date, today: date) -> Known:
    """Say on which day the parties signed.

    Raises Conflict when the Archives départementales found the draft not conforming, or had not had the time to say.
    """
    _require_draft(known)
    _require_come(day, today)
    convention = known.convention
    require_fit(convention)
    if convention.needs_observation:
        _require_observed(convention, day)
    return _change(known, replace(convention, signed=day))


def send_copy(known: Known, day: date, today: date) -> Known:
    """Say on which day the Archives départementales were sent a copy of what was concluded."""
    _require_come(day, today)
    if not known.convention.copy_owed:
        raise Conflict(say.NO_COPY_OWED)
    return _change(known, replace(known.convention, copy_sent=day))


def end(known: Known, day: date, copies: Copies) -> Known:
    """Let a convention hold until this day and no longer, and take back what it gave if that day is over.

    Raises Conflict when it is not signed, InvalidInput for a last day before its first, Unavailable.
    """
    convention = known.convention
    if convention.signed is None:
        raise Conflict(say.NOT_SIGNED)
    if day < convention.first:
        raise InvalidInput(say.LAST_BEFORE_FIRST, first=str(convention.first), last=str(day))
    ended = _change(known, replace(convention, last=day))
    if day < day_of(copies.clock()):
        take_back(ended.id, tenants_of(convention), copies)
    return ended


def _require_observed(convention: Convention, day: date) -> None:
    earliest = convention.earliest_signature
    if earliest is None:
        raise Conflict(say.NOT_SENT)
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
