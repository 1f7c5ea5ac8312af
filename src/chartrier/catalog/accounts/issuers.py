"""The register of issuers."""

from __future__ import annotations

from django.db import IntegrityError

from chartrier.catalog.accounts.models import Issuer
from chartrier.catalog.findings import ISSUER_TAKEN
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict


def add(issuer: Issuer) -> None:
    """Raises Conflict when its slug or its address is that of another, or was."""
    try:
        with transaction([]):
            issuer.save(force_insert=True)
    except IntegrityError as problem:
        raise Conflict(ISSUER_TAKEN, slug=issuer.slug) from problem


def issuers(*, closed: bool = False) -> list[Issuer]:
    """Those that are open, by name; the closed ones too when they are asked for."""
    with transaction([]):
        found = Issuer.objects.order_by("name", "slug")
        return list(found if closed else found.filter(active=True))


def issuer(slug: str) -> Issuer | None:
    """The one that has this slug, closed or not."""
    with transaction([]):
        return Issuer.objects.filter(slug=slug).first()


def close(slug: str) -> bool:
    """Sign nobody in by it any more; its slug stays taken. False when there is none."""
    with transaction([]):
        return bool(Issuer.objects.filter(slug=slug).update(active=False))
