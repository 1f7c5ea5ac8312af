"""What the national list says of a commune, an EPCI, a département, a région."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Commune(NamedTuple):
    """A commune of today. `siren` is None in the collectivités d'outre-mer, of which the list does not say it.

    `departement` is an INSEE code (`2A`, `974`; that of the collectivité where there is no département); `epci` a
    SIREN, None for the few communes of none. `population` is the legal one, municipale, in inhabitants.
    """

    insee: str
    name: str
    siren: str | None
    epci: str | None
    population: int | None
    postal_codes: tuple[str, ...]

    @property
    def departement(self) -> str:
        return departement_of(self.insee)


@dataclass(frozen=True, slots=True)
class Former:
    """A code that has been a commune or is a part of one: `commune` is the INSEE code of the one it is in today.

    `kind` is `deleguee`, `associee`, `arrondissement` (of Paris, Lyon, Marseille) or `absorbee`, of which the list
    keeps the code and no name.
    """

    insee: str
    name: str
    kind: str
    commune: str


@dataclass(frozen=True, slots=True)
class Epci:
    """An établissement public de coopération intercommunale: `kind` is CC, CA, CU, METRO, MET69 or EPT.

    `members` are INSEE codes. An EPT (Grand Paris) is inside a métropole, which is the EPCI of its communes.
    """

    siren: str
    name: str
    kind: str
    population: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departement:
    """A département, or a collectivité d'outre-mer (`zone` is metro, drom or com)."""

    code: str
    name: str
    region: str
    zone: str
    seat: str
    """INSEE code of its chef-lieu."""


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str
    zone: str
    seat: str


def departement_of(insee: str) -> str:
    """The département in an INSEE code: its first two characters, three overseas."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]
