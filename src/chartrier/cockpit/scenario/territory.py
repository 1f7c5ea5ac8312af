"""The communes of a territory, from the national list or as somebody gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartrier.cockpit.findings import NO_INHABITANTS, NO_SUCH_PLACE, NOBODY_THERE, NOWHERE_KNOWN
from chartrier.cockpit.scenario.description import Place
from chartrier.errors import InvalidInput
from chartrier.geography import national_list as listed
from chartrier.geography.territory import Commune, Epci
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Asked:
    """Codes of régions, départements and communes, SIREN of EPCI; bounds of inhabitants, both included."""

    regions: Sequence[str] = ()
    departements: Sequence[str] = ()
    epci: Sequence[str] = ()
    communes: Sequence[str] = ()
    given: Sequence[Place] = ()
    at_least: int = 0
    at_most: int | None = None


def around(tenant: Tenant) -> dict[str, list[str]]:
    """The territory of a collectivité, in the words of a file: its own, or that of its intercommunalité for a commune.

    Raises InvalidInput (COC-023) where nothing says where it is.
    """
    where, own = tenant.where, listed.with_siren(tenant.siren)
    if isinstance(own, Epci):
        return {"epci": [own.siren]}
    if tenant.kind in (None, CollectiviteKind.COMMUNE) and where.epci in listed.epcis():
        return {"epci": [where.epci]}
    departement = listed.departements().get(where.departement)
    if departement is None:
        raise InvalidInput(NOWHERE_KNOWN, name=tenant.name)
    if tenant.kind is CollectiviteKind.REGION:
        return {"regions": [departement.region]}
    return {"departements": [departement.code]}


def territory(asked: Asked, findings: Findings) -> tuple[tuple[Place, ...], str]:
    """The communes, each once, and their territory in words.

    Raises InvalidInput for a code that the national list does not know, or when nothing is left.
    """
    names: list[str] = []
    found: dict[str, Commune] = {}

    def take(name: str, communes: Iterable[Commune]) -> None:
        names.append(name)
        found.update((each.insee, each) for each in communes)

    for code in asked.regions:
        region = listed.regions().get(code)
        if region is None:
            raise InvalidInput(NO_SUCH_PLACE, code=code[:20], key="territoire.regions")
        within = {each.code for each in listed.departements().values() if each.region == code}
        take(region.name, (each for each in listed.communes().values() if each.departement in within))
    for code in asked.departements:
        departement = listed.departements().get(code)
        if departement is None:
            raise InvalidInput(NO_SUCH_PLACE, code=code[:20], key="territoire.departements")
        take(departement.name, (each for each in listed.communes().values() if each.departement == code))
    for siren in asked.epci:
        epci = listed.epcis().get(siren)
        if epci is None:
            raise InvalidInput(NO_SUCH_PLACE, code=siren[:20], key="territoire.epci")
        take(epci.name, listed.members_of(siren))
    for code in asked.communes:
        commune = listed.successor(code)
        if commune is None:
            raise InvalidInput(NO_SUCH_PLACE, code=code[:20], key="territoire.communes")
        take(commune.name, [commune])
    places = [_place(each) for each in found.values() if each.population is not None]
    if missing := len(found) - len(places):
        findings.add(NO_INHABITANTS, count=missing)
    if asked.given:
        names.append(", ".join(place.name for place in asked.given[:3]) + ("…" if len(asked.given) > 3 else ""))
    kept = [
        each
        for each in (*places, *asked.given)
        if asked.at_least <= each.inhabitants and (asked.at_most is None or each.inhabitants <= asked.at_most)
    ]
    if not kept:
        raise InvalidInput(NOBODY_THERE)
    return tuple(sorted(kept, key=lambda each: each.code)), ", ".join(names)


def _place(commune: Commune) -> Place:
    return Place(commune.insee, commune.name, commune.population or 0, commune.epci or "")
