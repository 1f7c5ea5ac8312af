"""The bordereau of a transfert or a dépôt, as the paper that both sides sign, while its units are still here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from chartrier.catalog.archive.paper import linear_metres
from chartrier.catalog.disposition.deciding import look_at
from chartrier.catalog.disposition.describing import Extent, describe_lines
from chartrier.clock import day_of, read_instant
from chartrier.disposition import findings as say
from chartrier.disposition.transfers.reading import KnownTransfer
from chartrier.errors import Conflict
from chartrier.papers import words
from chartrier.papers.bordereau_depot import BordereauDepot, DepotLine, Nature
from chartrier.papers.parties import Collectivite
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.transfer import Kind, Step

NATURES = {Kind.TRANSFERT: Nature.TRANSFERT, Kind.DEPOT: Nature.DEPOT}


def bordereau(known: KnownTransfer, tenant: Tenant, today: date) -> BordereauDepot:
    """A line for each uppermost unit. Raises Conflict (DSP-039) when units are gone, Unavailable.

    Its digest is that of `units.jsonl`, which the act signs. Communicabilité is left to be written by hand.
    """
    asked = [UUID(unit) for unit in known.record["asked"]]
    region = look_at(tenant.key, asked, today)
    if known.state.step is Step.PURGED or region.decisions.keys() != known.state.units:
        raise Conflict(say.NO_BORDEREAU_NOW, transfer=str(known.id))
    members = {number: _below(unit, region.children) for number, unit in enumerate(asked, 1)}
    described = describe_lines(tenant.key, members, asked)
    metres = linear_metres(tenant.key, known.state.units)
    sent = read_instant(known.record["date"])
    return BordereauDepot(
        number=str(known.id),
        nature=NATURES[known.kind],
        collectivite=Collectivite(tenant.name, tenant.siren),
        receiver=known.receiver,
        day=day_of(sent),
        lines=[
            _line(number, described.titles[unit][0], described.extents[number], _metres(metres, members[number]))
            for number, unit in enumerate(asked, 1)
        ],
        digest=known.record["units"]["digest"],
        made=sent,
        message=known.message,
    )


def _below(root: UUID, children: Mapping[UUID, Sequence[UUID]]) -> set[UUID]:
    found, left = {root}, [root]
    while left:
        new = set(children.get(left.pop(), ())) - found
        found |= new
        left += new
    return found


def _metres(measured: Mapping[UUID, Decimal | None], units: Collection[UUID]) -> Decimal | None:
    known = [metres for unit in units if (metres := measured.get(unit)) is not None]
    return sum(known, Decimal(0)) if known else None


def _line(number: int, title: str, extent: Extent, metres: Decimal | None) -> DepotLine:
    support = "numérique"
    if extent.physical:
        support = "mixte" if extent.files else "papier"
    return DepotLine(
        number=number,
        title=title,
        cote="",
        first=extent.start,
        last=extent.end,
        files=extent.files,
        size=extent.bytes,
        metres=metres,
        support=support,
        access=words.NOTHING,
    )
