"""Dérogation (code du patrimoine, L213-3, I): one reader, one list, before the delay is over.

Request, answer of the producing service (its refusal binds), opinion of the Archives départementales, decision. Each
step is a fact with its day; `record_*` gives the dérogation with that fact, and never changes the one it was given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.rules.calendar import Duration, Unit, end_of
from chartrier.rules.communicabilite import findings as say
from chartrier.rules.communicabilite.words import Words, day_in_words

TIME_TO_ANSWER = Duration(2, Unit.MONTH)
"""From the registration of the request (L213-3, I)."""
TIME_TO_APPEAL = Duration(2, Unit.MONTH)
"""To the CADA, from the refusal (CRPA, R343-1)."""


class Authority(StrEnum):
    """Who decides: the SIAF, or by delegation since 2021 (note DGPA/SIAF/2021/007) the director of the AD, to grant."""

    SIAF = "siaf"
    ARCHIVES_DEPARTEMENTALES = "archives-departementales"


class Step(StrEnum):
    """How far a dérogation has come."""

    REQUESTED = "requested"
    ANSWERED = "answered"
    OPINED = "opined"
    GRANTED = "granted"
    REFUSED = "refused"


STEPS = {
    Step.REQUESTED: Words("la réponse du service producteur est attendue", "the producing service has yet to answer"),
    Step.ANSWERED: Words(
        "l'avis des Archives départementales est attendu", "the opinion of the Archives départementales is awaited"
    ),
    Step.OPINED: Words("la décision est attendue", "the decision is awaited"),
    Step.GRANTED: Words("la dérogation est accordée, en tout ou partie", "the dérogation is granted, in whole or part"),
    Step.REFUSED: Words("la dérogation est refusée", "the dérogation is refused"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader asks. `reader` and `units` are identifiers. Raises InvalidInput when it is not complete."""

    reader: str
    units: frozenset[str]
    motive: str
    undertaking: bool
    reproduction: bool
    registered: date

    def __post_init__(self) -> None:
        if not self.reader.strip():
            raise InvalidInput(say.NO_READER)
        if not self.units:
            raise InvalidInput(say.NO_UNITS)
        if not self.motive.strip():
            raise InvalidInput(say.NO_MOTIVE)
        if not self.undertaking:
            raise InvalidInput(say.NO_UNDERTAKING)


@dataclass(frozen=True, slots=True)
class Accord:
    """What the producing service agrees to show; what it leaves out it refuses, with a motive."""

    day: date
    units: frozenset[str]
    motive: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the Archives départementales think of it. It binds nobody."""

    day: date
    favourable: bool
    motive: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision as its letter says it. `until` is the last day of the period; None has no end."""

    day: date
    authority: Authority
    letter: str
    units: frozenset[str]
    reproduction: bool = False
    until: date | None = None
    motive: str = ""


@dataclass(frozen=True, slots=True)
class Derogation:
    """A request and what has become of it."""

    request: Request
    accord: Accord | None = None
    opinion: Opinion | None = None
    decision: Decision | None = None

    @property
    def step(self) -> Step:
        if self.decision is not None:
            return Step.GRANTED if self.decision.units else Step.REFUSED
        if self.opinion is not None:
            return Step.OPINED
        return Step.REQUESTED if self.accord is None else Step.ANSWERED

    @property
    def due(self) -> date:
        """The day on which two months are over since the request was registered."""
        return end_of(self.request.registered, TIME_TO_ANSWER)

    def is_refused_by_silence(self, today: date) -> bool:
        """Whether silence is a refusal by now. A decision that comes later still counts."""
        return self.decision is None and self.due <= today

    def refused_units(self, today: date) -> frozenset[str]:
        """What the reader has been refused, by a decision or by silence."""
        if self.decision is not None:
            return self.request.units - self.decision.units
        return self.request.units if self.is_refused_by_silence(today) else frozenset()

    def voies_de_recours(self, today: date) -> Words | None:
        """What a reader who is refused, even in part, must be told; None while nothing is refused."""
        if not self.refused_units(today):
            return None
        refused = self.due if self.decision is None else self.decision.day
        before = day_in_words(end_of(refused, TIME_TO_APPEAL))
        return Words(
            f"vous pouvez saisir la Commission d'accès aux documents administratifs (CADA) avant le {before.fr} "
            "(CRPA, R343-1) ; si le refus demeure, vous pourrez ensuite saisir le tribunal administratif",
            f"you may apply to the Commission d'accès aux documents administratifs (CADA) before {before.en} "
            "(CRPA, R343-1); if the refusal stands, you may then apply to the tribunal administratif",
        )

    def permits(self, reader: str, unit: str, day: date, *, reproduction: bool = False) -> bool:
        """Whether that reader may read, or reproduce, that unit on that day by this dérogation."""
        decision = self.decision
        return (
            decision is not None
            and reader == self.request.reader
            and unit in decision.units
            and decision.day <= day
            and (decision.until is None or day <= decision.until)
            and (decision.reproduction or not reproduction)
        )


def record_accord(derogation: Derogation, accord: Accord) -> Derogation:
    """With the answer of the producing service: all, some or none of the units.

    Raises Conflict out of order, InvalidInput for a unit not asked for or a refusal without motive.
    """
    _must_be(derogation, Step.REQUESTED)
    _must_follow(accord.day, derogation.request.registered)
    _must_be_asked_for(derogation, accord.units)
    _must_be_motivated(derogation.request.units - accord.units, accord.motive)
    return replace(derogation, accord=accord)


def record_opinion(derogation: Derogation, opinion: Opinion) -> Derogation:
    """With the opinion of the Archives départementales. Raises Conflict out of order."""
    _must_be(derogation, Step.ANSWERED)
    assert derogation.accord is not None
    _must_follow(opinion.day, derogation.accord.day)
    return replace(derogation, opinion=opinion)


def record_decision(derogation: Derogation, decision: Decision) -> Derogation:
    """With the decision.

    Raises Conflict out of order; NotAllowed where it grants what the producing service refused, or where another than
    the SIAF refuses what that service agreed to; InvalidInput where it lacks its letter or the motive of a refusal,
    grants what was not asked for, or ends before it begins.
    """
    _must_be(derogation, Step.OPINED)
    assert derogation.accord is not None
    assert derogation.opinion is not None
    _must_follow(decision.day, derogation.opinion.day)
    if not decision.letter.strip():
        raise InvalidInput(say.NO_LETTER)
    _must_be_asked_for(derogation, decision.units)
    beyond = decision.units - derogation.accord.units
    if beyond:
        raise NotAllowed(say.REFUSAL_BINDS, count=len(beyond))
    if decision.authority is not Authority.SIAF and derogation.accord.units - decision.units:
        raise NotAllowed(say.REFUSED_BY_DEPARTEMENT)
    _must_be_motivated(derogation.request.units - decision.units, decision.motive)
    if decision.until is not None and decision.until < decision.day:
        raise InvalidInput(say.PERIOD_REVERSED, until=str(decision.until), day=str(decision.day))
    if decision.reproduction and not derogation.request.reproduction:
        raise InvalidInput(say.NO_REPRODUCTION)
    return replace(derogation, decision=decision)


def _must_be(derogation: Derogation, step: Step) -> None:
    if derogation.step is not step:
        said = STEPS[derogation.step]
        raise Conflict(say.OUT_OF_ORDER, step_fr=said.fr, step_en=said.en)


def _must_follow(day: date, before: date) -> None:
    if day < before:
        raise InvalidInput(say.BACKWARDS, day=str(day), before=str(before))


def _must_be_asked_for(derogation: Derogation, units: frozenset[str]) -> None:
    beyond = units - derogation.request.units
    if beyond:
        raise InvalidInput(say.BEYOND_THE_LIST, count=len(beyond))


def _must_be_motivated(refused: frozenset[str], motive: str) -> None:
    if refused and not motive.strip():
        raise InvalidInput(say.REFUSAL_UNMOTIVATED)
