"""The register of offers: what the operator enters, linked to the copies of the settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chartrier.catalog.hosting import register
from chartrier.catalog.hosting.register import Entered
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.hosting.findings import COPY_ELSEWHERE, COPY_UNKNOWN, NO_OFFER, NOTHING_TO_CHANGE, OFFER_EXISTS
from chartrier.hosting.reading import code_of, read_offer
from chartrier.records.hosting import Offer

_SHOWN = 40


def add_offer(
    code: str, given: Mapping[str, str], copies: Collection[str], now: datetime, person: UUID | None = None
) -> Entered:
    """Enter an offer; `copies` are those of the settings. One of a code that is gone goes on with its versions.

    Raises InvalidInput for what cannot be read, Conflict when there is one, or when another holds a copy of it.
    """
    former = register.offer(code_of(code))
    if former is not None and not former.offer.gone:
        raise Conflict(OFFER_EXISTS, code=code)
    offer = read_offer(given)
    _require_copies(code, offer, copies)
    register.enter_offer(code, offer, now, person, after=former.number if former else 0)
    return offer_of(code)


def add_offers(
    wanted: Mapping[str, Mapping[str, str]], copies: Collection[str], now: datetime, person: UUID | None = None
) -> list[Entered]:
    """Enter several, all or none of them. Raises as `add_offer`."""
    with transaction([]):
        return [add_offer(code, given, copies, now, person) for code, given in wanted.items()]


def change_offer(
    code: str,
    given: Mapping[str, str],
    copies: Collection[str],
    now: datetime,
    person: UUID | None = None,
    *,
    after: int | None = None,
) -> Entered:
    """Say anew what is given of it. `after`: the number of the version that was looked at, None: the one that stands.

    Raises NotFound, InvalidInput, Conflict.
    """
    known = offer_of(code)
    if not given:
        raise InvalidInput(NOTHING_TO_CHANGE, code=code)
    offer = read_offer(given, known.offer)
    _require_copies(code, offer, copies)
    register.enter_offer(code, offer, now, person, after=known.number if after is None else after)
    return offer_of(code)


def remove_offer(code: str, now: datetime, person: UUID | None = None) -> None:
    """Say that nothing of ours lies there any more; its versions stay. Raises NotFound."""
    known = offer_of(code)
    register.enter_offer(code, replace(known.offer, gone=True, copies=()), now, person, after=known.number)


def offer_of(code: str) -> Entered:
    """The one that stands. Raises NotFound."""
    known = register.offer(code)
    if known is None or known.offer.gone:
        raise NotFound(NO_OFFER, code=code[:_SHOWN])
    return known


def _require_copies(code: str, offer: Offer, copies: Collection[str]) -> None:
    for name in offer.copies:
        if name not in copies:
            raise InvalidInput(COPY_UNKNOWN, copy=name[:_SHOWN], choices=", ".join(copies))
    for other in register.offers():
        for name in offer.copies:
            if other.code != code and name in other.offer.copies:
                raise Conflict(COPY_ELSEWHERE, copy=name, code=other.code)
