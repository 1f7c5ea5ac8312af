"""What somebody asks to have taken offline: a day to answer, no account to ask, no name to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from chartrier.catalog.archive import questions
from chartrier.catalog.publications.register import What, publication
from chartrier.catalog.removals import register
from chartrier.catalog.removals.register import Answer, Removal
from chartrier.clock import day_of, write_instant
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.opendata import findings as say
from chartrier.opendata.datasets import DATASETS, DatasetKind
from chartrier.opendata.deciding import withdraw
from chartrier.opendata.gate import gate_of
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words

TIME_TO_ANSWER = timedelta(days=1)
MOST_OPEN = 500
"""Requests of a collectivité that wait for their answer; of more, none is taken."""

ANSWERS: Mapping[Answer, Words] = MappingProxyType(
    {
        Answer.WITHDRAWN: Words("retiré", "withdrawn"),
        Answer.CORRECTED: Words("corrigé", "corrected"),
        Answer.KEPT: Words("laissé en ligne", "left online"),
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A request as it stands. `title`: of the thing, empty when it is in the archive no more; `online`: whether
    everybody sees it now.
    """

    removal: Removal
    title: Words
    online: bool
    now: datetime

    @property
    def waits(self) -> bool:
        return self.removal.answered is None

    @property
    def late(self) -> bool:
        """Whether its day has passed without answer, or had when it came."""
        return (self.removal.answered or self.now) > self.removal.due

    @property
    def hours(self) -> int:
        """Whole hours that are left, or that have passed since it was due."""
        return int(abs(self.removal.due - self.now) / timedelta(hours=1))

    @property
    def answer_words(self) -> Words | None:
        return ANSWERS[self.removal.answer] if self.removal.answer is not None else None

    def as_json(self) -> dict[str, Any]:
        asked = self.removal
        return {
            "id": str(asked.id),
            "number": asked.number,
            "what": asked.what.value,
            "name": asked.name,
            "online": self.online,
            "asked": write_instant(asked.asked),
            "due": write_instant(asked.due),
            "late": self.late,
            "reason": asked.reason or None,
            "contact": asked.contact or None,
            "answered": write_instant(asked.answered) if asked.answered else None,
            "answer": asked.answer.value if asked.answer else None,
            "motive": asked.motive,
            "act": str(asked.act) if asked.act else None,
        }


def ask_removal(tenant: Tenant, what: What, name: str, reason: str, contact: str, now: datetime) -> UUID:
    """Ask that something online be withdrawn or corrected; the secret by which it is followed.

    Raises NotFound when it is not online, InvalidInput without reason, Conflict when too many wait already (ODT-038).
    """
    if not is_online(tenant, what, name, now):
        raise NotFound(say.NOT_ONLINE, name=name[:80])
    said = clean_text(reason)
    if not said:
        raise InvalidInput(say.NO_REASON)
    identifier = uuid4()
    number = register.enter(
        tenant.key, identifier, what=what, name=name, reason=said, contact=clean_text(contact), asked=now,
        due=now + TIME_TO_ANSWER, most=MOST_OPEN,
    )  # fmt: skip
    if number is None:
        raise Conflict(say.TOO_MANY_REMOVALS)
    return identifier


def answer_removal(
    tenant: Tenant, identifier: UUID, answer: Answer, motive: str, copies: Copies, actor: Actor
) -> UUID | None:
    """Answer it, for its asker to read; to withdraw is an act, whose identifier this is (None: nothing had to be).

    Raises NotFound, InvalidInput without motive, Conflict when it is answered already (ODT-039), when a record would
    be corrected, which nothing here does (ODT-040), or when nobody has corrected the dataset since (ODT-043).
    """
    if not actor.may(Permission.PUBLISH):
        raise NotAllowed(say.MAY_NOT_PUBLISH)
    asked, said = removal_of(tenant, identifier), clean_text(motive)
    if not said:
        raise InvalidInput(say.NO_MOTIVE)
    if asked.answered is not None:
        raise Conflict(say.REMOVAL_ANSWERED)
    if answer is Answer.CORRECTED:
        if asked.what is not What.DATASET:
            raise Conflict(say.NOT_CORRECTED)
        known = publication(tenant.key, asked.what, asked.name)
        if known is None or known.changed <= asked.asked:
            raise Conflict(say.NOTHING_CORRECTED)
    act = None
    if answer is Answer.WITHDRAWN and _stands(tenant, asked):
        # offline first: whatever happens next, what was to go is gone
        act = withdraw(tenant, asked.what, asked.name, said, copies, actor)
    if not register.enter_answer(tenant.key, identifier, answer, said, act, actor.person, copies.clock()):
        raise Conflict(say.REMOVAL_ANSWERED)
    return act


def removal_of(tenant: Tenant, identifier: UUID) -> Removal:
    """Raises NotFound."""
    found = register.removal(tenant.key, identifier)
    if found is None:
        raise NotFound(say.NO_SUCH_REMOVAL)
    return found


def standing_of(tenant: Tenant, identifier: UUID, now: datetime) -> Standing:
    """Raises NotFound."""
    return _standing(tenant, removal_of(tenant, identifier), now)


def standings(tenant: Tenant, now: datetime, *, still_open: bool = False) -> Sequence[Standing]:
    """All of a collectivité (those `still_open` alone): what waits first, the most pressing at the head."""
    return standings_of(tenant, register.removals_of([tenant.key], still_open=still_open), now)


def standings_of(tenant: Tenant, asked: Iterable[Removal], now: datetime) -> list[Standing]:
    """Requests of a collectivité as they stand, in the order given."""
    return [_standing(tenant, each, now) for each in asked]


def is_online(tenant: Tenant, what: What, name: str, now: datetime) -> bool:
    """Whether everybody sees a dataset or a record at this instant, the portal being open or not."""
    if what is What.DATASET:
        known = publication(tenant.key, what, name)
        return known is not None and known.online
    try:
        return what is What.RECORD and gate_of(tenant, UUID(name), day_of(now)).open
    except (NotFound, ValueError):
        return False


def _stands(tenant: Tenant, asked: Removal) -> bool:
    """Whether it has to be withdrawn: a record that is offline for another reason may come back, one withdrawn not."""
    known = publication(tenant.key, asked.what, asked.name)
    if asked.what is What.DATASET:
        return known is not None and known.online
    return (known is None or known.online) and questions.unit([tenant.key], UUID(asked.name)) is not None


def _standing(tenant: Tenant, asked: Removal, now: datetime) -> Standing:
    if asked.what is What.DATASET:
        title = DATASETS[DatasetKind(asked.name)].title
    else:
        unit = questions.unit([tenant.key], UUID(asked.name))
        title = Words(unit.title, unit.title) if unit is not None else Words("", "")
    # of what was answered, where it stands now is of no use
    online = asked.answered is None and is_online(tenant, asked.what, asked.name, now)
    return Standing(asked, title, online, now)
