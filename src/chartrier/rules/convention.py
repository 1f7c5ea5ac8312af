"""A convention between collectivités, and what the law asks before it is signed and after.

Mutualised management of archives (code du patrimoine, L212-4 II, L212-4-1, R212-18-1; law 3DS, art. 202; decree
2022-1305); dépôt; tiers-archivage, by a third party that is agréé (L212-4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from chartrier.rules.calendar import Duration, Unit, end_of


class ConventionKind(StrEnum):
    """What a convention is about."""

    MUTUALISATION = "mutualisation"
    DEPOT = "depot"
    """Archives définitives deposited with a service public d'archives, of which the depositor stays owner."""
    TIERS_ARCHIVAGE = "tiers-archivage"
    """Archives courantes and intermédiaires kept by an agréé third party."""


class Covers(StrEnum):
    """Which archives it is about."""

    INTERMEDIAIRES = "intermediaires"
    DEFINITIVES = "definitives"


class Position(StrEnum):
    """What the Archives départementales said of a draft."""

    CONFORME = "conforme"
    NON_CONFORME = "non-conforme"


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs. `code`: that of the tenant, empty for a party that is none; `part`: what it is in the convention."""

    name: str
    code: str = ""
    part: str = ""


class Happened(StrEnum):
    """What happens to a draft before it is signed."""

    SENT = "envoi"
    OBSERVED = "avis"
    CHANGED = "modification"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a draft, kept whatever comes after.

    `day`: on which it took place; `written`: the day on which it was entered, None when an older version did; `by`:
    the identifier of the person who did, empty for the command line.
    """

    what: Happened
    day: date
    written: date | None = None
    by: str = ""
    position: Position | None = None
    observations: str = ""


TO_OBSERVE = Duration(4, Unit.MONTH)
"""How long the Archives départementales have for their observations, from the day on which they were sent the draft."""


@dataclass(frozen=True, slots=True)
class Convention:
    """A convention, from its draft to its end. Days are those of the law, in France; None: not yet."""

    kind: ConventionKind
    covers: Covers
    name: str
    parties: tuple[Party, ...]
    first: date
    """The first day on which it holds."""
    last: date | None = None
    """The last one; None: without term."""
    perimetre: str = ""
    missions: str = ""
    service_level: str = ""
    indicators: tuple[str, ...] = ()
    cost_key: str = ""
    """How the cost of running is shared."""
    host: str = ""
    """Who runs the service for the others."""
    means: str = ""
    """With what: premises, machines, staff."""
    skills: str = ""
    """What its staff knows and is trained in."""
    report_by: str = ""
    """Who writes the annual report."""
    public_service: str = ""
    """The participating service public d'archives, which définitives need."""
    agrement: str = ""
    """Reference of the agrément of the third party."""
    agrement_until: date | None = None
    declared: date | None = None
    """The day on which the collectivité declared the externalisation to the Archives départementales."""
    sent: date | None = None
    """The day on which the draft went to the Archives départementales."""
    observed: date | None = None
    position: Position | None = None
    observations: str = ""
    signed: date | None = None
    copy_sent: date | None = None
    history: tuple[Step, ...] = ()
    """What happened to the draft, in the order in which it was entered."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its history, with the sending and the opinion that an older version entered without one."""
        told = {(each.what, each.day) for each in self.history}
        found = []
        if self.sent is not None and (Happened.SENT, self.sent) not in told:
            found.append(Step(Happened.SENT, self.sent))
        if self.observed is not None and (Happened.OBSERVED, self.observed) not in told:
            found.append(Step(Happened.OBSERVED, self.observed, None, "", self.position, self.observations))
        return (*found, *self.history)

    @property
    def opinions(self) -> tuple[Step, ...]:
        """All that the Archives départementales said of it, whichever sending it answered, by day."""
        said = [each for each in self.steps if each.what is Happened.OBSERVED]
        return tuple(sorted(said, key=lambda each: each.day))

    @property
    def needs_observation(self) -> bool:
        """Whether the draft goes to the Archives départementales first."""
        return self.covers is Covers.DEFINITIVES or self.kind is ConventionKind.DEPOT

    @property
    def earliest_signature(self) -> date | None:
        """The day from which a draft that needs observations may be signed: four months after it was sent.

        None while it was not sent, and when it needs none. A conforming answer that comes sooner does not shorten it.
        """
        if not self.needs_observation or self.sent is None:
            return None
        return end_of(self.sent, TO_OBSERVE)

    @property
    def copy_owed(self) -> bool:
        """Whether the Archives départementales have yet to be sent a copy of what was concluded."""
        return self.signed is not None and not self.needs_observation and self.copy_sent is None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.signed is not None and self.first <= on and (self.last is None or on <= self.last)

    def as_json(self) -> dict[str, Any]:
        """Every member by its name, days as `YYYY-MM-DD`."""
        return {each.name: _written(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Convention:
        """Read what `as_json` wrote; members of a later version are left aside."""
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        for name in _DAYS & known.keys():
            known[name] = known[name] and date.fromisoformat(known[name])
        position = known.get("position")
        return cls(
            **{
                **known,
                "kind": ConventionKind(known["kind"]),
                "covers": Covers(known["covers"]),
                "parties": tuple(Party(**each) for each in known["parties"]),
                "indicators": tuple(known.get("indicators", ())),
                "position": Position(position) if position else None,
                "history": tuple(map(_step, known.get("history", ()))),
            }
        )


_DAYS = frozenset({"first", "last", "agrement_until", "declared", "sent", "observed", "signed", "copy_sent"})


def _step(value: Mapping[str, Any]) -> Step:
    written, position = value["written"], value["position"]
    return Step(
        Happened(value["what"]),
        date.fromisoformat(value["day"]),
        date.fromisoformat(written) if written else None,
        value["by"],
        Position(position) if position else None,
        value["observations"],
    )


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, Party):
        return {"name": value.name, "code": value.code, "part": value.part}
    if isinstance(value, Step):
        return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    return value
