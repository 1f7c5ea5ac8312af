"""A transfer to another archive, and what may follow: sent → answered → purged. And a restitution, handed out → purged.

Whoever sent or handed out does not destroy: persons are compared by principal. Only what the other archive took may go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.disposition import findings as say
from chartrier.rules.disposition.steps import Taken


class Kind(StrEnum):
    """A `depot` leaves the property with the collectivité, which keeps a notice (code du patrimoine, L212-11)."""

    TRANSFERT = "transfert"
    DEPOT = "depot"


class Act(StrEnum):
    """The step that an act `transfert` is (docs/format.md §2.1.3)."""

    SENDING = "envoi"
    REPLY = "reponse"
    GIVING_UP = "abandon"
    """The receiver never replied, or what was sent is not what is here any more."""
    PURGE = "effacement"


class Answer(StrEnum):
    """What the other archive took: all units, some, or none."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class Step(StrEnum):
    """How far a transfer has come."""

    SENT = "sent"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"
    PURGED = "purged"
    GIVEN_UP = "given-up"


STATES = {
    Step.SENT: Words("envoyé, la réponse du destinataire est attendue", "sent, the receiver has yet to reply"),
    Step.ACCEPTED: Words("accepté, l'effacement ici est attendu", "accepted, it has yet to be destroyed here"),
    Step.PARTLY: Words("accepté en partie, l'effacement ici est attendu", "partly accepted, that has yet to go here"),
    Step.REFUSED: Words("refusé par le destinataire", "refused by the receiver"),
    Step.PURGED: Words("effacé ici", "destroyed here"),
    Step.GIVEN_UP: Words("abandonné : rien n'en sera effacé", "given up: nothing of it will be destroyed"),
}


def answer_of(sent: Collection[UUID], taken: Collection[UUID]) -> Answer:
    """What a reply that took these units comes to."""
    if not taken:
        return Answer.REFUSED
    return Answer.ACCEPTED if len(taken) == len(sent) else Answer.PARTLY


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer. `taken` are the units that the receiver took, None while it did not reply."""

    sent: Taken
    units: frozenset[UUID]
    taken: frozenset[UUID] | None = None
    purged: Taken | None = None
    given_up: bool = False

    @property
    def step(self) -> Step:
        if self.given_up:
            return Step.GIVEN_UP
        if self.purged is not None:
            return Step.PURGED
        return Step.SENT if self.taken is None else Step(answer_of(self.units, self.taken))

    @property
    def under_way(self) -> frozenset[UUID]:
        """The units that nothing else may take: all of them until the reply, then those that were taken."""
        if self.purged is not None or self.given_up:
            return frozenset()
        return self.units if self.taken is None else self.taken


def record_reply(state: Transfer, taken: Collection[UUID]) -> Transfer:
    """The receiver replied. Raises Conflict when it did already, InvalidInput for units that were not sent."""
    _require_going_on(state)
    if state.taken is not None:
        raise Conflict(say.REPLIED_ALREADY)
    for unit in taken:
        if unit not in state.units:
            raise InvalidInput(say.NOT_SENT, unit=str(unit))
    return replace(state, taken=frozenset(taken))


def record_purge(state: Transfer, by: Taken, units: Collection[UUID], typed: int) -> Transfer:
    """What the receiver took is destroyed here, by somebody else than whoever sent it.

    Raises Conflict when it is not the moment, NotAllowed, InvalidInput for another count or for what was not taken.
    """
    _require_going_on(state)
    if not state.taken:
        raise Conflict(say.NOT_ACCEPTED)
    require_another(state.sent, by)
    for unit in units:
        if unit not in state.taken:
            raise InvalidInput(say.NOT_TAKEN, unit=str(unit))
    require_count(typed, len(units))
    return replace(state, purged=by)


def record_giving_up(state: Transfer, by: Taken) -> Transfer:
    """Nothing more will come of it. Raises Conflict when it has ended, InvalidInput without a motive."""
    _require_going_on(state)
    if not by.motive:
        raise InvalidInput(say.NO_MOTIVE)
    return replace(state, given_up=True)


def _require_going_on(state: Transfer) -> None:
    if state.given_up:
        raise Conflict(say.GIVEN_UP_ALREADY)
    if state.purged is not None:
        raise Conflict(say.PURGED_ALREADY)


def require_another(sent: Taken, by: Taken) -> None:
    """Raises NotAllowed to whoever sent or handed out: two people are needed."""
    if by.principal == sent.principal or by.person == sent.person:
        raise NotAllowed(
            say.SAME_PERSON,
            act_fr="effacer ce qui est parti",
            act_en="destroy what left",
            earlier_fr="envoyé",
            earlier_en="sent it",
        )


def require_count(typed: int, count: int) -> None:
    """Raises InvalidInput when another number of units is announced, Conflict when there are none."""
    if not count:
        raise Conflict(say.NOTHING_GOES)
    if typed != count:
        raise InvalidInput(say.WRONG_COUNT_LEFT, typed=typed, count=count)


def whole_trees(units: Collection[UUID], children: Mapping[UUID, Sequence[UUID]]) -> frozenset[UUID]:
    """Those of the units that go with all that is below them: nothing survives whose parent is gone."""
    parents: dict[UUID, list[UUID]] = {}
    for parent, below in children.items():
        for child in below:
            parents.setdefault(child, []).append(parent)
    going = set(units)
    staying = [child for child in parents if child not in going]
    while staying:
        for parent in parents.get(staying.pop(), ()):
            if parent in going:
                going.discard(parent)
                staying.append(parent)
    return frozenset(going)
