"""The notice of what is deposited elsewhere: what the registers of its owner still say of each unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from chartrier.catalog.disposition.deciding import Region
from chartrier.catalog.transfers.register import Left, described, write_lines
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category


def notices(
    units: Collection[UUID],
    region: Region,
    left: Left,
    taken: Mapping[UUID, str],
    objects: Mapping[UUID, str | None],
    receiver: str,
    tenant: Tenant,
) -> bytes:
    """`notices.jsonl` (docs/format.md §2.1.3). Of a nominative série the title is its typology, never a name."""
    told = described(tenant.key, units)
    held: dict[UUID, list[dict[str, str | None]]] = {}
    for each, object_ in sorted(left.objects.items(), key=lambda item: str(item[0])):
        line = {"id": str(each), "identifier": objects.get(each), "sha512": object_.sha512}
        for unit in object_.units:
            held.setdefault(unit, []).append(line)
    return write_lines(
        {
            "id": str(unit),
            "title": _typology(unit, region) or told[unit].title,
            "start": told[unit].start,
            "end": told[unit].end,
            "versement": str(told[unit].versement),
            "receiver": receiver,
            "identifier": taken[unit],
            "objects": held.get(unit, []),
        }
        for unit in units
    )


def _typology(unit: UUID, region: Region) -> str | None:
    for rule in region.inheritance.of(unit).of(Category.APPRAISAL).rules:
        series = region.series.get(rule)
        if series is not None and series.personal_data:
            return series.title
    return None
