"""The view of an area: the collectivités that lie there, as many as whoever looks may see, and their rows counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from chartrier.geography import national_list
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.territory.area import Area, AreaKind, parts_of
from chartrier.territory.area import within as areas_of_commune
from chartrier.view.cells import Column, Level, Summary, summary
from chartrier.view.tenant_view import TenantView

MOST = 200
"""Collectivités that are looked at in one answer of a page; of more, a narrower area is asked for."""

View = Callable[[Tenant], TenantView]


@dataclass(frozen=True, slots=True)
class Line:
    """A collectivité or an area: how many collectivités, and how the rows of all of them stand."""

    name: str
    code: str
    tenants: int
    summary: Summary


@dataclass(frozen=True, slots=True)
class AreaView:
    """`tenants` are in this area, by name; `parts` are the areas it is made of where one of them is."""

    area: Area
    tenants: Sequence[Line]
    parts: Sequence[Line]
    whole: Line

    def as_json(self, language: Language) -> dict[str, Any]:
        return {
            "area": self.area.written,
            "name": self.area.name,
            **_told(self.whole),
            "parts": [{"area": each.code, "name": each.name, **_told(each)} for each in self.parts],
            "collectivites": [{"siren": each.code, "name": each.name, **_told(each)} for each in self.tenants],
        }


def codes_of(tenant: Tenant) -> frozenset[str]:
    """The written codes of every area that a collectivité lies in; France alone when its place is not said."""
    where = tenant.where
    commune = national_list.successor(where.insee) if where.insee else None
    if commune is not None:
        return areas_of_commune(commune)
    codes = {"FR"}
    if tenant.kind is CollectiviteKind.EPCI:
        codes.add(tenant.siren)
    if where.epci:
        codes.add(where.epci)
    departement = national_list.departements().get(where.departement)
    if departement is not None:
        codes |= {f"D{departement.code}", f"R{departement.region}"}
    return frozenset(codes)


def within(area: Area, tenants: Sequence[Tenant]) -> list[Tenant]:
    """Those of them that lie in the area, by name."""
    found = [each for each in tenants if area.written in codes_of(each)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.code))


def area_view(area: Area, tenants: Sequence[Tenant], view: View) -> AreaView:
    """Of these collectivités, all of which lie in the area; each is looked at once."""
    found = [(each, codes_of(each), summary(list(view(each).rows))) for each in tenants]
    parts = []
    for part in parts_of(area) if area.kind is not AreaKind.EPCI else []:
        inside = [counted for _, codes, counted in found if part.written in codes]
        if inside:
            parts.append(Line(part.name, part.written, len(inside), _together(inside)))
    return AreaView(
        area=area,
        tenants=[Line(each.name, each.siren, 1, counted) for each, _, counted in found],
        parts=parts,
        whole=Line(area.name, area.written, len(found), _together([counted for _, _, counted in found])),
    )


def _together(counted: Sequence[Summary]) -> Summary:
    return {column: {level: sum(each[column][level] for each in counted) for level in Level} for column in Column}


def _told(line: Line) -> dict[str, Any]:
    counts = {column.value: {level.value: line.summary[column][level] for level in Level} for column in Column}
    return {"tenants": line.tenants, "rows": counts}
