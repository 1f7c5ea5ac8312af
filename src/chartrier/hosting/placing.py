"""Where the copies of a tenant really are: as each copy is seen now, beside the offer that the register has it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chartrier.administration.status import status_of
from chartrier.catalog.hosting.register import Entered
from chartrier.copies.copies import Copies
from chartrier.copies.status import CopyStatus
from chartrier.geography.folding import fold
from chartrier.records.hosting import Offer
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Placed:
    """A copy of a tenant. `entered` None: nobody has said with whom it is."""

    status: CopyStatus
    entered: Entered | None

    @property
    def name(self) -> str:
        return self.status.name

    @property
    def whole(self) -> bool:
        """Whether it is there, and holds all that the journal has."""
        return self.status.finding is None

    @property
    def offer(self) -> Offer | None:
        return self.entered.offer if self.entered else None

    @property
    def site(self) -> str | None:
        """Where it is, so that two places can be told apart; None when that is not known."""
        offer = self.offer
        if offer is None or not offer.country or not offer.site:
            return None
        return " / ".join((offer.country, offer.departement, fold(offer.site)))

    def as_json(self) -> dict[str, Any]:
        offer = self.offer
        return {
            "copy": self.name,
            "whole": self.whole,
            "reachable": self.status.reachable,
            "code": self.status.finding.code if self.status.finding else None,
            "offer": self.entered.code if self.entered else None,
            "provider": offer.provider if offer else None,
            "country": offer.country or None if offer else None,
            "departement": offer.departement or None if offer else None,
            "site": offer.site or None if offer else None,
        }


def places(tenant: Tenant, copies: Copies, offers: Sequence[Entered]) -> list[Placed]:
    """Each copy of the settings, in their order. Copies are read; nothing is written."""
    holding = {name: each for each in offers for name in each.offer.copies}
    return [Placed(each, holding.get(each.name)) for each in status_of(tenant, copies).copies]
