"""The register of offers: roles that collectivités offer to addresses, whoever has them or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chartrier.catalog.accounts.invitations import digest_of
from chartrier.catalog.accounts.models import Offer
from chartrier.catalog.transaction import transaction


def enter(token: str, offer: Offer) -> None:
    """Keep an offer in the place of the one of the same collectivité to the same address, and forget what is over."""
    offer.digest = digest_of(token)
    with transaction([]):
        Offer.objects.filter(expires__lte=offer.made).delete()
        Offer.objects.filter(tenant=offer.tenant, email=offer.email).delete()
        offer.save(force_insert=True)


def offered(token: str, now: datetime) -> Offer | None:
    """What a token offers; None when it was accepted, has expired or never was."""
    with transaction([]):
        return Offer.objects.filter(digest=digest_of(token), expires__gt=now).first()


def offers_of(tenant: int, now: datetime) -> Sequence[Offer]:
    """Those of a collectivité that nobody has accepted yet, by name."""
    with transaction([]):
        return list(Offer.objects.filter(tenant=tenant, expires__gt=now).order_by("name", "email"))


def forget(tenant: int, email: str) -> bool:
    """Let the offer of a collectivité to an address serve no more; False when there is none."""
    with transaction([]):
        return bool(Offer.objects.filter(tenant=tenant, email=email).delete()[0])
