"""The members of a host, from the first contact to regular versements: each with what makes it and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

from chartrier.catalog.conventions import register as conventions
from chartrier.catalog.tenants import register as tenants
from chartrier.catalog.territory import register
from chartrier.catalog.territory.depositing import Volume, volumes
from chartrier.catalog.territory.register import Entered
from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.records.tenant import Tenant
from chartrier.records.territory import Initiative, State
from chartrier.rules.convention import Convention
from chartrier.rules.flows import EXPECTED
from chartrier.territory.area import AreaKind, area_of
from chartrier.territory.coverage import known_on
from chartrier.territory.facts import communes_here, served, state_of_members
from chartrier.territory.own import Viewer

PIPELINE = (State.SENSIBILISEE, State.CONVENTION, State.PREMIER, State.REGULIERE)
"""The steps, in order: contacted, by a convention, once, regularly."""


@dataclass(frozen=True, slots=True)
class Member:
    """One collectivité. `tenant`: it is on this instance; `seen`: the viewer may see its figures.

    `opened` is the day on which it was opened here. `agreed` is the day from which its convention holds and was signed.
    What is not known, or not the viewer's to see, is None.
    """

    name: str
    insee: str | None = None
    inhabitants: int | None = None
    tenant: Tenant | None = None
    seen: bool = False
    state: State = State.SENSIBILISEE
    opened: date | None = None
    convention: UUID | None = None
    convention_name: str = ""
    agreed: date | None = None
    initiative: UUID | None = None
    initiative_name: str = ""
    source: str = ""
    """Who says that it was contacted, where that is all that is known."""
    first: date | None = None
    last: date | None = None

    @property
    def since(self) -> date | None:
        """The day from which its first versement is waited for: that of its convention, else of its opening here.

        A convention of which the first versement came before says nothing of a wait.
        """
        days = [day for day in (self.agreed, self.opened) if day is not None]
        return next((day for day in days if self.first is None or day <= self.first), None)

    @property
    def days_to_first(self) -> int | None:
        """From `since` to the first versement."""
        return (self.first - self.since).days if self.first is not None and self.since is not None else None

    def waiting(self, on: date) -> int | None:
        """Days for which the first versement has been waited for; None for who deposited, or of no known beginning."""
        return (on - self.since).days if self.first is None and self.since is not None else None

    def as_json(self, on: date) -> dict[str, Any]:
        return {
            "name": self.name,
            "tenant": self.tenant and self.tenant.code,
            "insee": self.insee,
            "inhabitants": self.inhabitants,
            "state": self.state.value,
            "opened": _written(self.opened),
            "convention": self.convention and str(self.convention),
            "agreed": _written(self.agreed),
            "initiative": self.initiative and str(self.initiative),
            "source": self.source or None,
            "first": _written(self.first),
            "last": _written(self.last),
            "days_to_first": self.days_to_first,
            "days_waiting": self.waiting(on),
        }


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the first versement takes: the median in days of those who made it, and who waits still.

    Who waits is not in the median, which is therefore the lower the younger the whole is.
    """

    deposited: int
    median: float | None
    waiting: int
    median_waiting: float | None

    def as_json(self) -> dict[str, Any]:
        return {
            "deposited": self.deposited,
            "median_days": self.median,
            "waiting": self.waiting,
            "median_days_waiting": self.median_waiting,
        }


def members(on: date, viewer: Viewer) -> list[Member]:
    """All of them, the furthest last, by name within a step."""
    every = {each.key: each for each in tenants.tenants()}
    seen = {key: each for key, each in every.items() if viewer.every or key in viewer.tenants}
    agreements = _agreements(seen, on)
    sirens = _sirens(seen.values()) - {""}
    hosted = [each for each in register.initiatives() if each.content.siren in sirens]
    hosted = [each for each in hosted if each.content.goes_on(on)]
    joined = _joined(hosted, on)
    here = communes_here()
    there = seen.keys() | (agreements.keys() & every.keys())
    held = volumes(sorted(key for key in there if key in seen or key in here), on)
    opened = tenants.opened(sorted(seen))
    found = []
    for key in sorted(there):
        member = _of_tenant(every[key], agreements.get(key), joined)
        found.append(_deposited(replace(member, seen=key in seen, opened=opened.get(key)), held.get(key), on))
    return sorted(
        [*found, *_elsewhere(found, hosted, joined, on)],
        key=lambda each: (PIPELINE.index(each.state), national_list.key_of(each.name)),
    )


def counted(found: Iterable[Member]) -> dict[State, int]:
    """How many are at each step."""
    count = dict.fromkeys(PIPELINE, 0)
    for each in found:
        count[each.state] += 1
    return count


def wait(found: Sequence[Member], on: date) -> Wait:
    """How long the first versement takes them."""
    took = [days for each in found if (days := each.days_to_first) is not None]
    waited = [days for each in found if (days := each.waiting(on)) is not None]
    return Wait(len(took), median(took) if took else None, len(waited), median(waited) if waited else None)


def _agreements(seen: Mapping[int, Tenant], on: date) -> dict[int, tuple[UUID, Convention]]:
    """By tenant, the convention in force that it has had for the longest, of those that the viewer's tenants hold."""
    found: dict[int, tuple[UUID, Convention]] = {}
    for identifier, convention in conventions.conventions(sorted(seen)).items():
        if not convention.holds(on):
            continue
        for party in convention.parties:
            key = int(party.code) if party.code.isdecimal() else -1
            if key not in found or convention.first < found[key][1].first:
                found[key] = (identifier, convention)
    return found


def _sirens(seen: Iterable[Tenant]) -> frozenset[str]:
    return frozenset(code for each in seen for code in (each.siren, each.code))


Joined = Mapping[str, tuple[Entered[Initiative], date | None]]
"""By the code of a commune or an EPCI, the initiative of which it is a member, and since when, where that is known."""


def _joined(hosted: Iterable[Entered[Initiative]], on: date) -> Joined:
    found: dict[str, tuple[Entered[Initiative], date | None]] = {}
    for entered in hosted:
        for member in entered.content.members:
            if (member.first or on) <= on <= (member.last or on):
                for code in [*served(member)] or [member.code]:
                    found.setdefault(code, (entered, member.first or entered.content.first))
    return found


def _by_initiative(member: Member, joined: tuple[Entered[Initiative], date | None]) -> Member:
    """Being a member of an initiative that keeps archives for others is a convention; of another, a contact."""
    entered, since = joined
    agreed = state_of_members(entered.content) is State.CONVENTION
    return replace(
        member,
        state=State.CONVENTION if agreed else State.SENSIBILISEE,
        initiative=entered.id,
        initiative_name=entered.content.name,
        agreed=since if agreed else None,
    )


def _of_tenant(tenant: Tenant, agreement: tuple[UUID, Convention] | None, joined: Joined) -> Member:
    commune = national_list.communes().get(tenant.where.insee)
    member = Member(
        name=tenant.name,
        insee=tenant.where.insee or None,
        inhabitants=commune.population if commune is not None else None,
        tenant=tenant,
    )
    if agreement is None:
        initiative = joined.get(tenant.where.insee) or joined.get(tenant.siren)
        return _by_initiative(member, initiative) if initiative is not None else member
    identifier, convention = agreement
    agreed = max(convention.first, convention.signed) if convention.signed is not None else None
    return replace(
        member, state=State.CONVENTION, convention=identifier, convention_name=convention.name, agreed=agreed
    )


def _deposited(member: Member, held: Volume | None, on: date) -> Member:
    if held is None:
        return member
    regular = held.versements > 1 and on <= held.last + EXPECTED[None]
    state = State.REGULIERE if regular else State.PREMIER
    return replace(member, state=state, first=held.first, last=held.last)


def _elsewhere(
    found: Iterable[Member], hosted: Sequence[Entered[Initiative]], joined: Joined, on: date
) -> Iterator[Member]:
    """Those that are no tenant: members of an initiative of a host here, and whom a source says it made aware."""
    there = {each.insee for each in found} | _sirens(each.tenant for each in found if each.tenant is not None)
    for code, initiative in joined.items():
        if code not in there and (named := _named(code)) is not None:
            there.add(code)
            yield _by_initiative(Member(*named), initiative)
    if not hosted:
        return
    known = known_on(on)
    for insee in dict.fromkeys(
        insee for each in hosted for code in each.content.perimeter for insee in _communes(code)
    ):
        standing = known.standing(insee)
        if standing.state is State.SENSIBILISEE and standing.by is not None and insee not in there:
            named = _named(insee)
            if named is not None:
                yield Member(*named, source=standing.by.source)


def _named(code: str) -> tuple[str, str | None, int | None] | None:
    """Name, INSEE code and inhabitants of a commune or an EPCI."""
    try:
        area = area_of(code)
    except NotFound:
        return None
    if area.kind is AreaKind.COMMUNE:
        return area.name, area.code, area.communes[0].population
    return area.name, None, None


def _communes(code: str) -> Iterator[str]:
    try:
        yield from (each.insee for each in area_of(code).communes)
    except NotFound:
        return


def _written(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
