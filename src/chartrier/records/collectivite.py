"""What a collectivité is, its services, and what each of them may deposit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from chartrier.records.finding import Finding


class CollectiviteKind(StrEnum):
    """What a collectivité is; the value is what the interface and lists write."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    SYNDICAT = "syndicat"
    CCAS = "ccas"
    CENTRE_DE_GESTION = "centre-de-gestion"
    AUTRE = "autre"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a collectivité is: `insee` of its commune, `departement` by code, `epci` by SIREN; each empty if unsaid."""

    insee: str = ""
    departement: str = ""
    epci: str = ""


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Accord:
    """What may be deposited, and how. `series` (codes) and `formats` (PUID) bound it; empty: they do not.

    `largest` is that of one deposit, `yearly` that of a year and `quota` that of all that is held, in bytes; None: no
    bound. `review`: an archivist looks first; otherwise what passes the controls is accepted at once. `identifier` is
    what bordereaux name it by (`ArchivalAgreement`); empty: as `Agreement.reference` says.
    """

    series: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    largest: int | None = None
    quota: int | None = None
    review: bool = False
    yearly: int | None = None
    identifier: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form kept with the service or the tenant."""
        return {
            "series": sorted(self.series),
            "formats": sorted(self.formats),
            "largest": self.largest,
            "quota": self.quota,
            "review": self.review,
            "yearly": self.yearly,
            "identifier": self.identifier,
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Accord:
        """Read what `as_json` wrote; absent parts do not bound."""
        return cls(
            series=frozenset(value.get("series", ())),
            formats=frozenset(value.get("formats", ())),
            largest=value.get("largest"),
            quota=value.get("quota"),
            review=bool(value.get("review", False)),
            yearly=value.get("yearly"),
            identifier=value.get("identifier", ""),
        )


UNBOUNDED = Accord()
"""Nothing bounds what is deposited, nobody looks first."""


class Accords(Protocol):
    """The accords of a collectivité as they bound a deposit, by the identifier of a service; the SIREN or None is the
    collectivité itself.
    """

    def of(self, service: str | None) -> Accord:
        """The accord that holds for a service."""
        ...

    def against(self, service: str | None, size: int) -> list[Finding]:
        """What it says against a deposit of so many bytes, with what is held already."""
        ...


@dataclass(frozen=True, slots=True)
class Agreement:
    """The accord that holds for a deposit. `service` is whose it is; None: that of the whole collectivité, `tenant`."""

    tenant: str
    service: str | None
    accord: Accord

    @property
    def reference(self) -> str:
        """What the bordereau names it by."""
        return self.accord.identifier or f"ACCORD-{self.service or self.tenant}"


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a collectivité. `identifier` is what bordereaux write (`OriginatingAgency`, `TransferringAgency`).

    `producer`: documents come from it; `transferring`: it deposits. A service that is closed keeps what it deposited.
    """

    identifier: str
    name: str
    producer: bool = True
    transferring: bool = True
    closed: bool = False
    accord: Accord | None = None
    """None: that of the collectivité."""
