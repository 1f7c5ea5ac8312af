"""Who might take in a commune that has nothing: leads to be verified, never more; and where two initiatives meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chartrier.catalog.territory import register
from chartrier.catalog.territory.register import Entered
from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.geography.archives import archives_services
from chartrier.geography.territory import Commune
from chartrier.records.territory import Actor, ActorKind, Initiative, Offer
from chartrier.rules.communicabilite.words import Words
from chartrier.territory.area import Area, area_of, within
from chartrier.territory.coverage import Known
from chartrier.territory.facts import served

TO_VERIFY = Words("une piste à vérifier (compétence, statuts)", "a lead to be verified (competence, statutes)")
"""What is said of every lead."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who might take a commune in, and why it is thought of."""

    name: str
    reason: Words
    initiative: UUID | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Communes that several initiatives which keep archives serve, or offer to serve, for the same flows."""

    initiatives: tuple[Entered[Initiative], ...]
    communes: tuple[Commune, ...]
    served: int
    """How many of these communes are members of at least two of them."""


@dataclass(frozen=True, slots=True)
class Field:
    """All initiatives and actors on a day, and where they are: read once, asked of each commune."""

    initiatives: Sequence[Entered[Initiative]]
    actors: Sequence[Entered[Actor]]
    members: Mapping[UUID, frozenset[str]]
    """The communes that each initiative serves."""
    perimeters: Mapping[UUID, frozenset[str]]
    """The areas that each offers itself to, as their codes are written today."""


def field_of(known: Known) -> Field:
    """What is there on that day."""
    going = [each for each in register.initiatives() if each.content.goes_on(known.on)]
    return Field(
        initiatives=going,
        actors=register.actors(),
        members={each.id: _members(each.content, known) for each in going},
        perimeters={each.id: frozenset(_written(each.content.perimeter)) for each in going},
    )


def leads(commune: Commune, field: Field, known: Known) -> list[Lead]:
    """Who might take it in: by its perimeter, by its neighbours in the EPCI, by its competence."""
    areas = within(commune)
    found: list[Lead] = []
    for each in field.initiatives:
        if not (each.content.keeps and each.content.stage.serves):
            continue
        neighbours = _neighbours(commune, field.members[each.id])
        if field.perimeters[each.id] & areas:
            words = Words(
                f"son périmètre comprend la commune ({_where(field.perimeters[each.id] & areas)})",
                f"its perimeter has the commune ({_where(field.perimeters[each.id] & areas)})",
            )
        elif neighbours:
            epci = national_list.epcis()[commune.epci or ""].name
            words = Words(
                f"elle sert déjà {neighbours} commune(s) de {epci}",
                f"it serves {neighbours} commune(s) of {epci} already",
            )
        else:
            continue
        found.append(Lead(f"{each.content.name} ({each.content.host})", words, each.id))
    found += _by_competence(commune, areas, field)
    return found


def overlaps(field: Field, area: Area) -> list[Overlap]:
    """Where initiatives that keep archives meet in an area, those of most communes first."""
    keeping = [each for each in field.initiatives if each.content.keeps and each.content.stage.serves]
    if len(keeping) < 2:
        return []
    meeting: dict[tuple[UUID, ...], list[Commune]] = {}
    for commune in area.communes:
        areas = within(commune)
        there = [
            each for each in keeping if commune.insee in field.members[each.id] or field.perimeters[each.id] & areas
        ]
        if len(there) > 1 and _same_flows(there):
            meeting.setdefault(tuple(each.id for each in there), []).append(commune)
    by_id = {each.id: each for each in keeping}
    found = [
        Overlap(
            tuple(by_id[each] for each in ids),
            tuple(communes),
            sum(1 for commune in communes if sum(commune.insee in field.members[each] for each in ids) > 1),
        )
        for ids, communes in meeting.items()
    ]
    return sorted(found, key=lambda each: (-each.served, -len(each.communes)))


def _members(initiative: Initiative, known: Known) -> frozenset[str]:
    return frozenset(
        insee
        for member in initiative.members
        if (member.first is None or member.first <= known.on) and (member.last is None or known.on <= member.last)
        for insee in served(member)
    )


def _written(codes: Sequence[str]) -> Iterator[str]:
    for code in codes:
        try:
            yield area_of(code).written
        except NotFound:
            continue


def _neighbours(commune: Commune, members: frozenset[str]) -> int:
    if commune.epci is None:
        return 0
    return sum(1 for insee in national_list.epcis()[commune.epci].members if insee in members)


def _where(codes: frozenset[str]) -> str:
    return ", ".join(sorted(area_of(code).name for code in codes))


def _same_flows(there: Sequence[Entered[Initiative]]) -> bool:
    """Whether two of them are for the same flow; no flow named is all of them."""
    named = [frozenset(each.content.flows) for each in there]
    return any(not one or not other or one & other for at, one in enumerate(named) for other in named[at + 1 :])


def _by_competence(commune: Commune, areas: frozenset[str], field: Field) -> Iterator[Lead]:
    for actor in field.actors:
        if actor.content.kind is ActorKind.CENTRE_DE_GESTION and areas & set(_written(actor.content.perimeter)):
            yield Lead(
                actor.content.name,
                Words(
                    "centre de gestion du département : beaucoup ont un service d'archives",
                    "centre de gestion of the département: many have an archives service",
                ),
            )
        elif actor.content.kind is ActorKind.SYNDICAT and areas & set(_written(actor.content.perimeter)):
            yield Lead(
                actor.content.name,
                Words("syndicat dont le périmètre comprend la commune", "syndicat whose perimeter has the commune"),
            )
    if (commune.population or 0) < 2_000 and commune.epci is not None:
        yield Lead(
            national_list.epcis()[commune.epci].name,
            Words(
                "une commune de moins de 2 000 habitants peut déposer auprès de son EPCI (code du patrimoine, L212-11)",
                "a commune of fewer than 2,000 inhabitants may deposit with its EPCI (code du patrimoine, L212-11)",
            ),
        )
    service = archives_services().get(commune.departement)
    if service is not None and not any(
        Offer.SAE in each.content.offers
        for each in field.initiatives
        if service.name in (each.content.host, each.content.name)
    ):
        yield Lead(
            service.name,
            Words(
                "dépôt de ses archives numériques, quelle que soit sa taille (code du patrimoine, L212-12)",
                "deposit of its digital archives, whatever its size (code du patrimoine, L212-12)",
            ),
        )
