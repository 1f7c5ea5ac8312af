"""What the archive and the national list know of a convention and its parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from chartrier.catalog.classification import Classed, classed
from chartrier.catalog.hosting import register as hosting
from chartrier.catalog.people import directory
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants import register as tenants
from chartrier.catalog.tenants.services import services
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.geography.archives import Archives, archives_services
from chartrier.geography.territory import Commune, Epci
from chartrier.records.collectivite import CollectiviteKind, Service
from chartrier.records.hosting import Offer
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.rules.convention import Convention, Party
from chartrier.rules.series.table import ValidatedTable


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a party has in this archive, and who looks after it there. `validated` None: no tableau de gestion."""

    classed: Sequence[Classed]
    services: Sequence[Service]
    signatories: tuple[str, ...]
    dpo: tuple[str, ...]
    archivists: tuple[str, ...]
    validated: bool | None
    audited: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A party. What is not known, or not for who asks, is empty or None."""

    party: Party
    kind: CollectiviteKind | None = None
    siren: str = ""
    inhabitants: int | None = None
    archives: Archives | None = None
    """The public archives service that has the contrôle scientifique et technique."""
    holdings: Holdings | None = None

    @property
    def name(self) -> str:
        return self.party.name


@dataclass(frozen=True, slots=True)
class Facts:
    """`copies` are the names of the copies, `minimum` how many must be durable before a deposit is answered; `offers`:
    by the name of a copy, the offer of storage that the register has it in.
    """

    id: UUID
    convention: Convention
    members: tuple[Member, ...]
    copies: tuple[str, ...]
    minimum: int
    made: datetime
    offers: Mapping[str, Offer] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return day_of(self.made)

    @property
    def archives(self) -> tuple[Archives, ...]:
        """The services of the parties, each once."""
        return tuple(dict.fromkeys(each.archives for each in self.members if each.archives is not None))

    @property
    def shown(self) -> tuple[Member, ...]:
        """The parties of which the archive may tell what they have."""
        return tuple(each for each in self.members if each.holdings is not None)


def facts_of(identifier: UUID, convention: Convention, copies: Copies, visible: Collection[int]) -> Facts:
    """Ask everything once; nothing is written. `visible`: the tenants of which what they have may be told."""
    now = copies.clock()
    return Facts(
        id=identifier,
        convention=convention,
        members=tuple(_member(each, visible, day_of(now)) for each in convention.parties),
        copies=tuple(store.name for store in copies.stores),
        minimum=copies.minimum,
        made=now,
        offers={name: each.offer for each in hosting.offers() for name in each.offer.copies},
    )


def place_of(tenant: Tenant) -> Commune | Epci | None:
    """What the national list has of a tenant: by where it says it is, else by its SIREN."""
    if tenant.where.insee and tenant.kind in (None, CollectiviteKind.COMMUNE):
        return national_list.successor(tenant.where.insee)
    return national_list.with_siren(tenant.siren)


def _member(party: Party, visible: Collection[int], today: date) -> Member:
    if not party.code:
        return Member(party)
    try:
        tenant = tenants.tenant(party.code)
    except NotFound:
        return Member(party, siren=party.code)
    place = place_of(tenant)
    departement = tenant.where.departement or _departement(place)
    return Member(
        party=party,
        kind=tenant.kind,
        siren=tenant.siren,
        inhabitants=place.population if place is not None else None,
        archives=archives_services().get(departement),
        holdings=_holdings(tenant.key, today) if tenant.key in visible else None,
    )


def _departement(place: Commune | Epci | None) -> str:
    """That of a commune; of an EPCI that straddles several, the one of most of its communes."""
    match place:
        case Commune():
            return place.departement
        case Epci():
            communes = [national_list.communes()[insee] for insee in place.members]
            return Counter(each.departement for each in communes).most_common(1)[0][0] if communes else ""
        case None:
            return ""


def _holdings(tenant: int, today: date) -> Holdings:
    held = directory.members(tenant)
    names = directory.names_of({person for person, _ in held})

    def those(*roles: Role) -> tuple[str, ...]:
        return tuple(sorted({names[person] for person, role in held if role in roles and person in names}))

    table, audit = current(tenant), campaigns.last(tenant)
    return Holdings(
        classed=classed(tenant, today),
        services=[each for each in services(tenant) if not each.closed],
        signatories=those(Role.SIGNATAIRE),
        dpo=those(Role.DPO),
        archivists=those(Role.ARCHIVISTE, Role.ARCHIVISTE_ITINERANT),
        validated=None if table is None else isinstance(table.table, ValidatedTable),
        audited=day_of(audit.ended) if audit is not None and audit.ended is not None else None,
    )
