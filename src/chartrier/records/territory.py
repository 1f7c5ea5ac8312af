"""What is known of the archiving of a territory: states of communes, initiatives, actors. It is of no tenant.

An area is written by its code: `FR`, `R53` (a région), `D22` (a département), a SIREN (an EPCI), an INSEE code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Flow(StrEnum):
    """A flow of documents that communes make."""

    ACTES = "actes"
    PES = "pes"
    MARCHES = "marches"
    RH = "rh"
    URBANISME = "urbanisme"
    ETAT_CIVIL = "etat-civil"


class State(StrEnum):
    """How far a commune has come, of one flow or of all; in order, each further than the one before."""

    INCONNU = "inconnu"
    """No source says anything."""
    AUCUNE = "aucune"
    """Somebody verified that there is none, on a day: the only state that makes a white zone."""
    SENSIBILISEE = "sensibilisee"
    CONVENTION = "convention"
    """A convention is in force."""
    PREMIER = "premier-versement"
    REGULIERE = "reguliere"
    """Accepted versements within the period that is expected of the flow."""

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {state: rank for rank, state in enumerate(State)}


class Offer(StrEnum):
    """What an initiative brings to those whom it serves."""

    SAE = "sae"
    TIERS_ARCHIVAGE = "tiers-archivage"
    SENSIBILISATION = "sensibilisation"
    ITINERANT = "archiviste-itinerant"

    @property
    def keeps(self) -> bool:
        """Whether it keeps electronic archives: a member is then bound by a convention."""
        return self in (Offer.SAE, Offer.TIERS_ARCHIVAGE)


class Model(StrEnum):
    """Who carries an initiative."""

    REGION = "region"
    DEPARTEMENT = "departement"
    CENTRE_DE_GESTION = "centre-de-gestion"
    SYNDICAT = "syndicat"
    EPCI = "epci"
    SEULE = "seule"
    """The collectivité, for itself alone: it takes no convention."""
    ETAT = "etat"
    """A shared service of the State."""


class Stage(StrEnum):
    """Where an initiative stands."""

    IDEE = "idee"
    ETUDE = "etude"
    PILOTE = "pilote"
    PRODUCTION = "production"
    MONTEE_EN_CHARGE = "montee-en-charge"

    @property
    def serves(self) -> bool:
        """Whether somebody can be served."""
        return self in (Stage.PILOTE, Stage.PRODUCTION, Stage.MONTEE_EN_CHARGE)


class ActorKind(StrEnum):
    """What an actor of the territory is, that the national list does not have."""

    SYNDICAT = "syndicat"
    CCAS = "ccas"
    CENTRE_DE_GESTION = "centre-de-gestion"
    ARCHIVES = "archives-departementales"
    DEPARTEMENT = "departement"
    REGION = "region"
    AUTRE = "autre"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is known from: in words, and the day on which it was so."""

    words: str
    day: date


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says of one commune. `insee` is the code as it was given, which a merger may have retired.

    `flow` None: of all flows. `last`: the last day on which it holds; None: none is known. `host`: who serves.
    """

    insee: str
    state: State
    source: Source
    flow: Flow | None = None
    last: date | None = None
    host: str = ""
    remark: str = ""

    def as_json(self) -> dict[str, Any]:
        return {each.name: _written(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Statement:
        """Read what `as_json` wrote."""
        return cls(
            insee=value["insee"],
            state=State(value["state"]),
            source=_source(value["source"]),
            flow=Flow(value["flow"]) if value["flow"] else None,
            last=_day(value["last"]),
            host=value["host"],
            remark=value["remark"],
        )


@dataclass(frozen=True, slots=True)
class Member:
    """Who is served by an initiative: a commune or an EPCI, by its code; `whole`: an EPCI or an area with its communes.

    `first` None: since the initiative began; `last` None: until it ends.
    """

    code: str
    whole: bool = False
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """Who offers what to whom. `perimeter`: areas whose communes may ask; `flows` empty: all; `volume`: bytes kept."""

    name: str
    host: str
    offers: tuple[Offer, ...]
    model: Model
    stage: Stage
    source: Source
    siren: str = ""
    """Of the host, where it is known."""
    perimeter: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    flows: tuple[Flow, ...] = ()
    first: date | None = None
    last: date | None = None
    volume: int | None = None
    remark: str = ""
    gone: bool = False
    """It was entered by mistake, and is not shown any more."""

    @property
    def keeps(self) -> bool:
        """Whether it keeps electronic archives."""
        return any(offer.keeps for offer in self.offers)

    def goes_on(self, on: date) -> bool:
        """Whether a day is between its first and its last."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def as_json(self) -> dict[str, Any]:
        return {each.name: _written(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Initiative:
        """Read what `as_json` wrote; what a later version added is left aside."""
        known = {each.name: value[each.name] for each in fields(cls) if each.name in value}
        return cls(
            **{
                **known,
                "offers": tuple(map(Offer, known["offers"])),
                "model": Model(known["model"]),
                "stage": Stage(known["stage"]),
                "source": _source(known["source"]),
                "perimeter": tuple(known["perimeter"]),
                "members": tuple(
                    Member(each["code"], each["whole"], _day(each["first"]), _day(each["last"]))
                    for each in known["members"]
                ),
                "flows": tuple(map(Flow, known["flows"])),
                "first": _day(known["first"]),
                "last": _day(known["last"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who counts in a territory and is not in the national list."""

    name: str
    kind: ActorKind
    source: Source
    siren: str = ""
    perimeter: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {each.name: _written(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Actor:
        """Read what `as_json` wrote."""
        kind, perimeter = ActorKind(value["kind"]), tuple(value["perimeter"])
        return cls(value["name"], kind, _source(value["source"]), value["siren"], perimeter)


def _source(value: Mapping[str, str]) -> Source:
    return Source(value["words"], date.fromisoformat(value["day"]))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _written(value: Any) -> Any:
    """Every member by its name, days as `YYYY-MM-DD`."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, (Source, Member)):
        return {each.name: _written(getattr(value, each.name)) for each in fields(value)}
    return value
