"""A collectivité as an archive knows it: the tenant of one folder per copy and of one log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chartrier.records.collectivite import NOWHERE, UNBOUNDED, Accord, CollectiviteKind, Where
from chartrier.records.policy import Policy

SMALL = 2_000
"""Inhabitants under which a commune has rules of deposit of its own (code du patrimoine, L212-11)."""


@dataclass(frozen=True, slots=True)
class Custody:
    """Who may hold the archives définitives of a tenant.

    `service` names the public archives service that it is or that serves it, None when there is none; `population` is
    that of a commune, None when it is not said.
    """

    service: str | None = None
    population: int | None = None

    @property
    def small(self) -> bool:
        return self.population is not None and self.population < SMALL

    def as_json(self) -> dict[str, str | int | None]:
        """The form kept with the tenant."""
        return {"service": self.service, "population": self.population}

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Custody:
        """Read what `as_json` wrote; absent parts are not said."""
        return cls(value.get("service"), value.get("population"))


@dataclass(frozen=True, slots=True)
class Tenant:
    """`code` is nine digits, fixed; `siren` is the present one, which may change (communes nouvelles)."""

    code: str
    siren: str
    name: str
    origin: str
    """The origin line of its log."""
    public_key: bytes
    """Ed25519, 32 bytes."""
    policy: Policy
    custody: Custody = Custody()
    kind: CollectiviteKind | None = None
    where: Where = NOWHERE
    accord: Accord = UNBOUNDED
    """What its services may deposit, unless their own accord says otherwise."""

    @property
    def key(self) -> int:
        """The tenant's key in the database."""
        return int(self.code)
