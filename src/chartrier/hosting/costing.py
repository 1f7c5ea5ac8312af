"""What hosting costs a tenant (docs/hebergement.md): of the prices that were entered, and of nothing else.

A copy whose offer has no price makes the sum incomplete, and it says so; where none has any, there is no sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chartrier.catalog.archive.volumes import Volume, volumes_by_month
from chartrier.catalog.extents import Extent
from chartrier.catalog.hosting.by_series import due_for_destruction, held_by_service
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.hosting.checking import Checked
from chartrier.hosting.placing import Placed
from chartrier.rules.categories import KEEP

TERABYTE = Decimal(10**12)
CENT = Decimal("0.01")
MONTHS = 12
"""Of the past, from which growth is taken: the full months before this one, as many as there are."""
MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Rate:
    """What one more byte costs a year, over all copies, and what is paid whatever there is: the tenant's share of it.

    None: no offer says it. `unpriced`, `unmetered`: the copies whose price, or energy, nobody entered.
    """

    per_terabyte: Decimal | None
    fixed: Decimal | None
    energy: Decimal | None
    unpriced: tuple[str, ...]
    unmetered: tuple[str, ...]
    sources: tuple[str, ...]

    def of(self, size: int) -> Decimal | None:
        """Euros a year for so many bytes, the fixed part left out."""
        return None if self.per_terabyte is None else (self.per_terabyte * size / TERABYTE).quantize(CENT)

    def whole(self, size: int) -> Decimal | None:
        """The same with the fixed part."""
        parts = [each for each in (self.of(size), self.fixed) if each is not None]
        return sum(parts[1:], parts[0]).quantize(CENT) if parts else None

    def kilowatt_hours(self, size: int) -> Decimal | None:
        """A year, for so many bytes."""
        return None if self.energy is None else (self.energy * size / TERABYTE).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Year:
    """What is held at the end of a year, and what that costs; None: no price, or no energy, was entered."""

    year: int
    bytes: int
    price: Decimal | None
    energy: Decimal | None
    projected: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A série or a service, what it holds, and the part of the price that follows volume; `saving`: if what is due
    there were destroyed.
    """

    name: str
    extent: Extent
    price: Decimal | None
    ending: Extent
    saving: Decimal | None


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one tenant. `past`: the ends of the years before this one, by what of today's archive was there, at today's
    prices. `growth`: bytes a month in the last full months; None: nothing came yet, nothing is projected.
    """

    rate: Rate
    now: Year
    past: Sequence[Year]
    years: Sequence[Year]
    series: Sequence[Part]
    services: Sequence[Part]
    ending: Extent
    saving: Decimal | None
    growth: int | None

    def as_json(self) -> dict[str, Any]:
        return {
            "now": _year(self.now),
            "unpriced_copies": list(self.rate.unpriced),
            "unmetered_copies": list(self.rate.unmetered),
            "sources": list(self.rate.sources),
            "growth_bytes_a_month": self.growth,
            "past": [_year(each) for each in self.past],
            "years": [_year(each) for each in self.years],
            "series": [_part(each) for each in self.series],
            "services": [_part(each) for each in self.services],
            "due_for_destruction": {**self.ending.as_json(), "saving": _plain(self.saving)},
        }


def cost_of(checked: Checked, years: int) -> Cost:
    """Now, and at the end of this year and of those that follow; `years`: how many of them in all."""
    tenant, situation = checked.tenant, checked.situation
    rate = rate_of(situation.places, share())
    months = volumes_by_month([tenant.key])
    growth = growth_of(months, situation.on)
    ending = _destroyable(tenant.key, due_for_destruction(tenant.key, situation.on))
    due = _sum(ending.values())
    size = situation.whole.bytes
    return Cost(
        rate=rate,
        now=_costs(rate, situation.on.year, size, projected=False),
        past=gone_by(rate, size, months, situation.on),
        years=projected(rate, size, growth, situation.on, years),
        series=_by_series(checked, rate, ending),
        services=[
            Part(name, extent, rate.of(extent.bytes), Extent(), None)
            for name, extent in sorted(held_by_service(tenant.key, situation.on).items())
        ],
        ending=due,
        saving=rate.of(due.bytes),
        growth=growth,
    )


def rate_of(places: Sequence[Placed], share: Decimal) -> Rate:
    """Of all copies together; of each fixed price, once, the tenant's share."""
    offers = [(each.name, each.offer) for each in places]
    priced = [offer for _, offer in offers if offer is not None and offer.priced]
    by_volume = [offer.price_per_terabyte for offer in priced if offer.price_per_terabyte is not None]
    fixed = {id(offer): offer.fixed_price for offer in priced if offer.fixed_price is not None}
    energy = [offer.energy_per_terabyte for _, offer in offers if offer and offer.energy_per_terabyte is not None]
    said = [text for offer in priced if (text := offer.price_source)]
    said += [offer.energy_source for _, offer in offers if offer and offer.energy_source]
    return Rate(
        per_terabyte=sum(by_volume, Decimal(0)) if by_volume else None,
        fixed=(sum(fixed.values(), Decimal(0)) * share).quantize(CENT) if fixed else None,
        energy=sum(energy, Decimal(0)) if energy else None,
        unpriced=tuple(name for name, offer in offers if offer is None or not offer.priced),
        unmetered=tuple(name for name, offer in offers if offer is None or offer.energy_per_terabyte is None),
        sources=tuple(dict.fromkeys(said)),
    )


def share() -> Decimal:
    """Each collectivité's share of a fixed price: an equal one, since one by volume would tell what others hold."""
    return Decimal(1) / max(len(tenant_keys()), 1)


def growth_of(months: Sequence[tuple[date, Volume]], on: date) -> int | None:
    """Bytes a month over the last full months; months in which nothing came count."""
    this = on.replace(day=1)
    if not months or months[0][0] >= this:
        return None
    first = months[0][0]
    count = min(MONTHS, (this.year - first.year) * 12 + this.month - first.month)
    earliest = date(this.year + (this.month - 1 - count) // 12, (this.month - 1 - count) % 12 + 1, 1)
    return sum(volume.bytes for month, volume in months if earliest <= month < this) // count


def gone_by(rate: Rate, size: int, months: Sequence[tuple[date, Volume]], on: date) -> Sequence[Year]:
    """The end of each year before this one, from the first in which something came: what came later taken away."""
    if not months:
        return []
    return [
        _costs(
            rate,
            year,
            max(0, size - sum(volume.bytes for month, volume in months if month.year > year)),
            projected=False,
        )
        for year in range(months[0][0].year, on.year)
    ]


def projected(rate: Rate, size: int, growth: int | None, on: date, years: int) -> Sequence[Year]:
    """The end of this year and of those that follow, `growth` bytes a month going on; none when it is not known."""
    if growth is None:
        return []
    return [
        _costs(rate, on.year + after, size + growth * (12 * (after + 1) - on.month), projected=True)
        for after in range(years)
    ]


def _costs(rate: Rate, year: int, size: int, *, projected: bool) -> Year:
    return Year(year, size, rate.whole(size), rate.kilowatt_hours(size), projected)


def _destroyable(tenant: int, ending: Mapping[str, Extent]) -> dict[str, Extent]:
    """Without what the tableau keeps, sorts or has not decided on, whatever its bordereau says."""
    table = current(tenant)
    series = table.series if table is not None else {}
    kept = {code for code, each in series.items() if each.final_action == KEEP}
    return {code: extent for code, extent in ending.items() if code not in kept}


def _by_series(checked: Checked, rate: Rate, ending: Mapping[str, Extent]) -> list[Part]:
    codes = sorted({each.code for each in checked.situation.held})
    parts = []
    for code in codes:
        extent = _sum(each.extent for each in checked.situation.held if each.code == code)
        due = ending.get(code, Extent())
        parts.append(Part(code, extent, rate.of(extent.bytes), due, rate.of(due.bytes)))
    return parts


def _sum(extents: Any) -> Extent:
    units, files, size = 0, 0, 0
    for each in extents:
        units, files, size = units + each.units, files + each.files, size + each.bytes
    return Extent(units, files, size)


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _year(each: Year) -> dict[str, Any]:
    return {
        "year": each.year,
        "bytes": each.bytes,
        "euros": _plain(each.price),
        "kilowatt_hours": _plain(each.energy),
        "projected": each.projected,
    }


def _part(each: Part) -> dict[str, Any]:
    return {
        "name": each.name or None,
        "bytes": each.extent.bytes,
        "euros": _plain(each.price),
        "due_bytes": each.ending.bytes,
        "saving": _plain(each.saving),
    }
