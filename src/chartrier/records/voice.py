"""For whom an account deposits: the services that a bordereau may name, and the units that it may attach to."""

from __future__ import annotations

from dataclasses import dataclass

from stdnum.fr import siren, siret


@dataclass(frozen=True, slots=True)
class Bound:
    """Where somebody may look: units of these services and of these séries; empty, of all."""

    services: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Voice:
    """What an account may say in a bordereau.

    `services`: those that it speaks for, by identifier; None: all of the collectivité, but for the `closed` ones;
    empty: none, it deposits no more. `within`: where the units lie that it may attach to; None: nowhere, empty:
    everywhere in the collectivité. `depositing`: the services and séries to which roles bound what it deposits; empty:
    to none. `known`: the collectivité itself and the services that it has entered, closed ones too: another body may be
    named by its SIREN or SIRET where it is one of them.
    """

    services: frozenset[str] | None
    within: tuple[Bound, ...] | None
    closed: frozenset[str] = frozenset()
    depositing: tuple[Bound, ...] = ()
    known: frozenset[str] = frozenset()

    def series_for(self, service: str) -> frozenset[str] | None:
        """The séries that it may deposit for a service that it speaks for; None: any."""
        bounds = [each.series for each in self.depositing if not each.services or service in each.services]
        if not bounds or not all(bounds):
            return None
        return frozenset[str]().union(*bounds)

    def is_another_body(self, service: str) -> bool:
        """Whether this is the number of a body that is neither the collectivité nor entered among its services."""
        number = siret.compact(service)
        if siren.is_valid(number):
            return number not in self.known and service not in self.known
        return siret.is_valid(number) and number[:9] not in self.known and service not in self.known

    def speaks_for(self, service: str) -> bool:
        return service not in self.closed and (self.services is None or service in self.services)


SILENT = Voice(frozenset(), None)
"""Of who may not deposit."""
