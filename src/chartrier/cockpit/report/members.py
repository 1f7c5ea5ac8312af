"""What the conventions of a year say of costs, and what their keys may be counted by: a line a party."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from uuid import UUID

from chartrier.administration.conventions.drafting import tenants_of
from chartrier.catalog.conventions.register import conventions
from chartrier.catalog.tenants import register as tenants
from chartrier.cockpit.report.findings import WHICH_CONVENTION, WRONG_COST
from chartrier.cockpit.report.numbers import NUMBERS, Number
from chartrier.cockpit.report.sources import Sources
from chartrier.errors import InvalidInput
from chartrier.rules.convention import Convention, Party

BASES: tuple[Number, ...] = tuple(
    NUMBERS[code] for code in ("habitants", "entrees", "entrees-octets", "conserve-octets")
)
"""What a cost key is usually counted by."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The running cost of a year in euros, of which `equal` (0 to 1) is shared equally and the rest by inhabitant."""

    euros: Decimal
    equal: Decimal

    @classmethod
    def read(cls, euros: str, equal: str) -> Cost:
        """Raises InvalidInput (RAP-004)."""
        amount, share = _decimal(euros), _decimal(equal)
        if amount is None or not 0 < amount < 10**12:
            raise InvalidInput(WRONG_COST, value=euros[:40], wanted_fr="un coût en euros", wanted_en="a cost in euros")
        if share is None or not 0 <= share <= 1:
            raise InvalidInput(
                WRONG_COST, value=equal[:40], wanted_fr="une part entre 0 et 1", wanted_en="a share from 0 to 1"
            )
        return cls(amount, share)


@dataclass(frozen=True, slots=True)
class Member:
    """A party. `values` are of `BASES`, None for what is not known, or not for who asks; `share`: what it pays."""

    party: Party
    values: tuple[int | None, ...]
    share: Decimal | None = None

    @property
    def is_told(self) -> bool:
        """Whether it is a collectivité of ours that who asks may be told of."""
        return any(value is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class Shared:
    """A convention that was in force in the year. `cost` None: nobody told it."""

    id: UUID
    convention: Convention
    members: Sequence[Member]
    cost: Cost | None = None


def shared(
    of: Sources,
    visible: Collection[int],
    *,
    cost: Cost | None = None,
    which: str | None = None,
    most: int | None = None,
) -> list[Shared]:
    """The conventions of the year with their parties, of which only `visible` ones are told.

    `which` names the one whose cost it is, where several were in force: else InvalidInput (RAP-003). `most`: parties
    that are counted of each, the others being named alone.
    """
    first, last = date(of.year, 1, 1), date(of.year, 12, 31)
    found = {
        identifier: each
        for identifier, each in conventions([of.tenant.key]).items()
        if each.signed is not None and each.first <= last and (each.last is None or each.last >= first)
    }
    costed = {identifier for identifier, each in found.items() if which in (None, str(identifier), each.name)}
    if cost is not None and len(costed) != 1:
        raise InvalidInput(WHICH_CONVENTION, count=len(found), year=of.year)
    return [
        _of(of, identifier, each, visible, cost if identifier in costed else None, most)
        for identifier, each in found.items()
    ]


def _of(
    of: Sources, identifier: UUID, convention: Convention, visible: Collection[int], cost: Cost | None, most: int | None
) -> Shared:
    counted = {key for key in tenants_of(convention)[:most] if key in visible} | {of.tenant.key}
    members = [_member(of, each, counted) for each in convention.parties]
    if cost is not None:
        members = _shares(members, cost)
    return Shared(identifier, convention, members, cost)


def _member(of: Sources, party: Party, counted: Collection[int]) -> Member:
    if not party.code or int(party.code) not in counted:
        return Member(party, (None,) * len(BASES))
    theirs = of if int(party.code) == of.tenant.key else Sources(tenants.tenant(party.code), of.year, of.today)
    return Member(party, tuple(each.value(theirs) for each in BASES))


def _shares(members: Sequence[Member], cost: Cost) -> list[Member]:
    """c(i) = C × (β/n + (1 - β) × P(i)/P), in cents; the last one pays what is left by rounding.

    Where the inhabitants of a party are not known, and count, no share is.
    """
    people = [each.values[0] for each in members]
    if cost.equal < 1 and (None in people or not sum(each or 0 for each in people)):
        return list(members)
    count, total = len(members), sum(each or 0 for each in people) or 1
    exact = [cost.euros * (cost.equal / count + (1 - cost.equal) * (each or 0) / total) for each in people]
    rounded = [each.quantize(Decimal("0.01"), ROUND_HALF_UP) for each in exact]
    rounded[-1] += cost.euros.quantize(Decimal("0.01"), ROUND_HALF_UP) - sum(rounded)
    return [Member(each.party, each.values, share) for each, share in zip(members, rounded, strict=True)]


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
