"""The communes of this instance that are counted, and their sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chartrier.catalog.territory.depositing import volumes
from chartrier.geography import national_list
from chartrier.geography.sizes import SIZES, class_of
from chartrier.geography.territory import Commune
from chartrier.records.territory import State
from chartrier.territory.facts import communes_here, of_tenants
from chartrier.territory.observatory.hiding import dominated, told_apart, told_over
from chartrier.territory.observatory.publication import Layer, Sized, Told, Volume
from chartrier.territory.states import standing

UNSIZED = "?"
"""The class of those of whom the list says no population: it is never told by itself."""


@dataclass(slots=True)
class Counted:
    """One commune that is served. `size` is its class (`SIZES`), None where its population is not known."""

    departement: str
    size: int | None
    layers: frozenset[Layer] = frozenset()
    versements: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """All that may be told of some communes."""

    places: Sequence[Told]
    rests: Mapping[Layer, int] = field(default_factory=dict)
    sizes: Sequence[Sized] = ()


def counted(on: date, keys: Collection[int]) -> list[Counted]:
    """The communes that these tenants are and that are served on a day: a convention is in force, or they deposit."""
    here = {key: tenant for key, tenant in communes_here().items() if key in keys}
    places = {key: place for key, tenant in here.items() if (place := _commune(tenant.where.insee)) is not None}
    facts: dict[str, list] = {}
    insee_here = {here[key].where.insee: place.insee for key, place in places.items()}
    for fact in of_tenants(on):
        if fact.first <= on and fact.insee in insee_here:
            facts.setdefault(insee_here[fact.insee], []).append(fact)
    found: dict[str, Counted] = {}
    for place in places.values():
        told = facts.get(place.insee, [])
        if standing(told, None, on).state.rank < State.CONVENTION.rank:
            continue
        deposits = {layer for layer in Layer if standing(told, layer.flow, on).state.rank >= State.PREMIER.rank}
        size = class_of(place.population) if place.population is not None else None
        found[place.insee] = Counted(place.departement, size, frozenset(deposits))
    for key, held in volumes(sorted(places), on).items():
        if (one := found.get(places[key].insee)) is not None:
            one.versements += held.versements
            one.bytes += held.bytes
    return list(found.values())


def sums(communes: Sequence[Counted]) -> Sums:
    """What may be told of them, which must be eleven at least."""
    groups = [(place, [each for each in communes if each.departement in covered]) for place, covered in _cut(communes)]
    layers: list[dict[Layer, int]] = [{} for _ in groups]
    rests = {}
    for layer in Layer:
        told, rest = told_over([sum(layer in each.layers for each in there) for _, there in groups])
        for number, of_place in zip(told, layers, strict=True):
            if number is not None:
                of_place[layer] = number
        if rest is not None:
            rests[layer] = rest
    places = [
        Told(place.area, place.without, len(there), told, _volume(there) if Layer.DEPOSITING in told else None)
        for (place, there), told in zip(groups, layers, strict=True)
    ]
    return Sums(places, rests, _sizes(communes))


def _cut(communes: Sequence[Counted]) -> list[tuple[Told, frozenset[str]]]:
    """The places that are told: régions first, then départements of those that are; each with its départements."""
    by_departement = dict.fromkeys(national_list.departements(), 0)
    for each in communes:
        by_departement[each.departement] += 1
    inside: dict[str, dict[str, int]] = {}
    for departement in national_list.departements().values():
        inside.setdefault(f"R{departement.region}", {})[f"D{departement.code}"] = by_departement[departement.code]
    regions, rest = told_apart({region: sum(parts.values()) for region, parts in inside.items()})
    found = []
    for region in sorted(regions):
        alone, others = told_apart(inside[region])
        found += [Told(code, (), 0) for code in sorted(alone)]
        if others:
            found.append(Told(region, tuple(sorted(alone)), 0))
    if rest:
        found.append(Told("FR", tuple(sorted(regions)), 0))
    return [(place, place.departements) for place in found]


def _volume(there: Sequence[Counted]) -> Volume | None:
    if dominated([each.bytes for each in there]) or dominated([each.versements for each in there]):
        return None
    return Volume(sum(each.versements for each in there), sum(each.bytes for each in there))


def _sizes(communes: Sequence[Counted]) -> list[Sized]:
    counts = {str(number): 0 for number in range(len(SIZES))} | {UNSIZED: 0}
    for each in communes:
        counts[UNSIZED if each.size is None else str(each.size)] += 1
    told, rest = told_apart(counts)
    if UNSIZED in told:
        told, rest = told - {UNSIZED}, rest | {UNSIZED}
    found = [Sized(SIZES[int(each)], counts[each]) for each in sorted(told, key=int)]
    return [*found, Sized(None, sum(counts[each] for each in rest))] if rest else found


def _commune(insee: str) -> Commune | None:
    return national_list.communes().get(insee) or national_list.successor(insee)
