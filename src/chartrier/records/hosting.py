"""Where copies lie, in words of the host: offers of storage, and what a host wants of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

FRANCE = "FR"


class Statute(StrEnum):
    """Who holds the copy, for whoever's archives it is (code du patrimoine, L212-4, II).

    HOST: machines of somebody who keeps no archives for others, which asks for no agrément. THIRD_PARTY: a tiers-
    archiveur, who must have one.
    """

    OWN = "propre"
    MUTUALISED = "mutualise"
    HOST = "hebergeur"
    THIRD_PARTY = "tiers-archiveur"


class Certified(StrEnum):
    """What a provider may be certified for; the value is what files and commands write."""

    SECNUMCLOUD = "secnumcloud"
    HDS = "hds"
    ISO_27001 = "iso-27001"
    NF_461 = "nf-461"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of storage as it was entered. Empty texts, None: not said, which is never read as good.

    `country` is of two letters, `departement` its code; `copies` are those of the settings that lie there. Prices are
    in euros a year, of a terabyte (10^12 bytes) and fixed; energy in kWh a terabyte and year. `certifications` have
    their last day, None: not said.
    """

    provider: str
    statute: Statute
    country: str = ""
    departement: str = ""
    site: str = ""
    technology: str = ""
    copies: tuple[str, ...] = ()
    certifications: tuple[tuple[Certified, date | None], ...] = ()
    agrement_until: date | None = None
    contract_until: date | None = None
    reversal_tested: date | None = None
    price_per_terabyte: Decimal | None = None
    fixed_price: Decimal | None = None
    price_source: str = ""
    energy_per_terabyte: Decimal | None = None
    energy_source: str = ""
    remark: str = ""
    gone: bool = False
    """Whether nothing of ours lies there any more."""

    @property
    def in_france(self) -> bool | None:
        """None: the country is not said."""
        return self.country == FRANCE if self.country else None

    @property
    def priced(self) -> bool:
        """Whether any price was entered."""
        return self.price_per_terabyte is not None or self.fixed_price is not None

    def certified(self, what: Certified, on: date) -> bool:
        """Whether that certification holds on a day; one whose end is not said does not."""
        return any(each is what and until is not None and on <= until for each, until in self.certifications)

    def as_json(self) -> dict[str, Any]:
        """The form kept in the catalog."""
        return {
            "provider": self.provider,
            "statute": self.statute.value,
            "country": self.country,
            "departement": self.departement,
            "site": self.site,
            "technology": self.technology,
            "copies": list(self.copies),
            "certifications": {each.value: _iso(until) for each, until in self.certifications},
            "agrement_until": _iso(self.agrement_until),
            "contract_until": _iso(self.contract_until),
            "reversal_tested": _iso(self.reversal_tested),
            "price_per_terabyte": _plain(self.price_per_terabyte),
            "fixed_price": _plain(self.fixed_price),
            "price_source": self.price_source,
            "energy_per_terabyte": _plain(self.energy_per_terabyte),
            "energy_source": self.energy_source,
            "remark": self.remark,
            "gone": self.gone,
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Offer:
        """Read what `as_json` wrote."""
        certified = tuple((Certified(name), _day(until)) for name, until in value["certifications"].items())
        days: dict[str, Any] = {
            name: _day(value[name]) for name in ("agrement_until", "contract_until", "reversal_tested")
        }
        amounts = ("price_per_terabyte", "fixed_price", "energy_per_terabyte")
        numbers: dict[str, Any] = {name: _number(value[name]) for name in amounts}
        texts = ("provider", "country", "departement", "site", "technology", "price_source", "energy_source", "remark")
        return cls(
            statute=Statute(value["statute"]),
            copies=tuple(value["copies"]),
            certifications=certified,
            gone=value["gone"],
            **{name: value[name] for name in texts},
            **days,
            **numbers,
        )


@dataclass(frozen=True, slots=True)
class HostingPolicy:
    """What is wanted of the copies of every tenant. The defaults are a choice of this program, not the law's.

    `ahead`: days before an end from which it is told; `drill`: days after which a return of the archives, tried out,
    is too old. `french`: whether archives that the law does not hold in France shall be there too.
    """

    copies: int = 2
    sites: int = 2
    technologies: int = 2
    ahead: int = 180
    drill: int = 365
    french: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "copies": self.copies,
            "sites": self.sites,
            "technologies": self.technologies,
            "ahead": self.ahead,
            "drill": self.drill,
            "french": self.french,
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> HostingPolicy:
        """Read what `as_json` wrote."""
        return cls(**value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
