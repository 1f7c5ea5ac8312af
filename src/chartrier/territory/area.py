"""Areas of the national list, by the codes that lists and addresses write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.geography.folding import fold
from chartrier.geography.territory import Commune
from chartrier.territory import findings as say


class AreaKind(StrEnum):
    """What an area is."""

    FRANCE = "france"
    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Area:
    """An area; `code` without its letter (`53`, `22`), empty for France."""

    kind: AreaKind
    code: str
    name: str

    @property
    def written(self) -> str:
        """The code as lists and addresses write it: `FR`, `R53`, `D22`, a SIREN, an INSEE code."""
        return {AreaKind.FRANCE: "FR", AreaKind.REGION: f"R{self.code}", AreaKind.DEPARTEMENT: f"D{self.code}"}.get(
            self.kind, self.code
        )

    @property
    def communes(self) -> tuple[Commune, ...]:
        """All communes of today that are there, by INSEE code."""
        return _communes(self.kind, self.code)


FRANCE = Area(AreaKind.FRANCE, "", "France")

_INSEE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")
_SIREN = re.compile(r"[0-9]{9}")


def area_of(written: str) -> Area:
    """The area of a code as it is written. Raises NotFound."""
    code = written.strip().upper()
    if code == "FR":
        return FRANCE
    if code.startswith("R") and (region := national_list.regions().get(code[1:])) is not None:
        return Area(AreaKind.REGION, region.code, region.name)
    if code.startswith("D") and (departement := national_list.departements().get(code[1:])) is not None:
        return Area(AreaKind.DEPARTEMENT, departement.code, departement.name)
    if _SIREN.fullmatch(code) and (found := national_list.with_siren(code)) is not None:
        if isinstance(found, Commune):
            return Area(AreaKind.COMMUNE, found.insee, found.name)
        return Area(AreaKind.EPCI, found.siren, found.name)
    if _INSEE.fullmatch(code) and (commune := national_list.successor(code)) is not None:
        return Area(AreaKind.COMMUNE, commune.insee, commune.name)
    raise NotFound(say.NO_AREA, code=written[:40])


def chosen(region: str | None = None, departement: str | None = None, epci: str | None = None) -> Area:
    """The narrowest of what is given, or France. Raises NotFound."""
    if epci is not None:
        if not _SIREN.fullmatch(epci.strip()):
            raise NotFound(say.NO_AREA, code=epci[:40])
        return area_of(epci)
    if departement is not None:
        return area_of(f"D{departement.strip().removeprefix('D')}")
    return area_of(f"R{region.strip().removeprefix('R')}") if region is not None else FRANCE


def is_apart(commune: Commune) -> bool:
    """Whether it is in a collectivité d'outre-mer, where the code du patrimoine applies otherwise."""
    return are_apart(commune.departement)


def are_apart(departement: str) -> bool:
    """Whether this code is that of a collectivité d'outre-mer."""
    return national_list.departements()[departement].zone == "com"


def region_of(commune: Commune) -> str:
    """The code of its région."""
    return national_list.departements()[commune.departement].region


def within(commune: Commune) -> frozenset[str]:
    """The written codes of every area that has it, its own too."""
    codes = {"FR", f"R{region_of(commune)}", f"D{commune.departement}", commune.insee}
    return frozenset(codes | {commune.epci} if commune.epci else codes)


def parts_of(area: Area) -> list[Area]:
    """What an area is shown by: régions, then départements, then EPCI (those of its communes), by name."""
    if area.kind is AreaKind.FRANCE:
        return [Area(AreaKind.REGION, each.code, each.name) for each in national_list.regions().values()]
    if area.kind is AreaKind.REGION:
        found = national_list.departements().values()
        return _by_name(Area(AreaKind.DEPARTEMENT, each.code, each.name) for each in found if each.region == area.code)
    if area.kind is AreaKind.DEPARTEMENT:
        sirens = dict.fromkeys(each.epci for each in area.communes if each.epci)
        epcis = national_list.epcis()
        return _by_name(Area(AreaKind.EPCI, siren, epcis[siren].name) for siren in sirens)
    return []


def above(area: Area) -> list[Area]:
    """The areas around it, the widest first, France apart."""
    if area.kind in (AreaKind.FRANCE, AreaKind.REGION):
        return []
    if area.kind is AreaKind.DEPARTEMENT:
        return [area_of(f"R{national_list.departements()[area.code].region}")]
    if area.kind is AreaKind.EPCI:
        departement = most_of(area.communes)
        return [*above(departement), departement]
    (commune,) = area.communes
    departement = area_of(f"D{commune.departement}")
    found = [*above(departement), departement]
    return [*found, area_of(commune.epci)] if commune.epci else found


def most_of(communes: Iterable[Commune]) -> Area:
    """The département in which most of these communes are."""
    count: dict[str, int] = {}
    for each in communes:
        count[each.departement] = count.get(each.departement, 0) + 1
    return area_of(f"D{max(sorted(count), key=lambda code: count[code])}")


def _by_name(areas: Iterable[Area]) -> list[Area]:
    return sorted(areas, key=lambda each: fold(each.name))


def _communes(kind: AreaKind, code: str) -> tuple[Commune, ...]:
    every = national_list.communes()
    if kind is AreaKind.FRANCE:
        return tuple(every.values())
    if kind is AreaKind.COMMUNE:
        return (every[code],)
    if kind is AreaKind.EPCI:
        return tuple(every[insee] for insee in sorted(national_list.epcis()[code].members))
    if kind is AreaKind.DEPARTEMENT:
        return _by_departement().get(code, ())
    departements = sorted(each.code for each in national_list.departements().values() if each.region == code)
    return tuple(commune for each in departements for commune in _by_departement().get(each, ()))


@national_list.kept
def _by_departement() -> Mapping[str, tuple[Commune, ...]]:
    found: dict[str, list[Commune]] = {}
    for commune in national_list.communes().values():
        found.setdefault(commune.departement, []).append(commune)
    return {code: tuple(communes) for code, communes in found.items()}
