"""What a série has within somebody's bounds is what counting those units alone would tell, each object once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from chartrier.catalog.ages import standing_extents_by_age
from chartrier.catalog.archive.models import DataObject, Unit, UnitGroup
from chartrier.catalog.hosting.by_series import held as in_series
from chartrier.catalog.hosting.by_series import held_by_service
from chartrier.catalog.hosting.facts import series_facts
from chartrier.catalog.privacy.models import Scan
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.models import Ending
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of
from chartrier.records.voice import Bound
from chartrier.rules.categories import Category
from tests.catalog.conftest import ALPHA

ON = date(2026, 6, 1)
RULES = ((), ("S1",), ("S2",), ("S1", "S2"))
BOUNDS = (
    (), (Bound(),), (Bound(frozenset({"mairie"})),), (Bound(series=frozenset({"S1"})),),
    (Bound(frozenset({"mairie"}), frozenset({"S1"})), Bound(frozenset({"police"}), frozenset({"S2"}))),
    (Bound(frozenset({"mairie", "police"})),), (Bound(frozenset({"nobody"})),), (Bound(), Bound(frozenset({"police"}))),
)  # fmt: skip


@pytest.fixture
def held(tenants: Any, accept: Any) -> None:
    """Units of two services and of none, under each rule, due or not; a file that two services have, and the same one's
    file twice.
    """
    services = {"mairie": "mairie", "police": "police", None: None}
    for number, (service, rules) in enumerate(product(services, RULES)):
        own = {"OriginatingAgency": [{"Identifier": [service]}]} if service else {}
        content = accept(ALPHA, f"Un {number}", f"Deux {number}", agency=service or "transfer", content=own)
        with transaction([ALPHA]):
            for place in (1, 2):
                if rules:
                    Ending.objects.create(
                        tenant=ALPHA, unit=content.unit(place), category=CATEGORY[Category.APPRAISAL],
                        ending=ON + timedelta(days=30 * place - 45), final=2, rules=list(rules),
                    )  # fmt: skip
            # the second unit has the file of the first one too
            group = UnitGroup.objects.get(tenant=ALPHA, unit=content.unit(1)).object_group
            UnitGroup.objects.create(tenant=ALPHA, unit=content.unit(2), object_group=group)
    with transaction([ALPHA]):
        of = {each.title: each.id for each in Unit.objects.filter(tenant=ALPHA)}
        # units of the police have a file of the mairie
        for rules in range(len(RULES)):
            group = UnitGroup.objects.filter(tenant=ALPHA, unit=of[f"Un {rules}"])[0].object_group
            UnitGroup.objects.create(tenant=ALPHA, unit=of[f"Un {rules + 4}"], object_group=group)
        for number, each in enumerate(DataObject.objects.filter(tenant=ALPHA).order_by("id")):
            with connections["default"].cursor() as cursor:
                cursor.execute(
                    "INSERT INTO texts_text (tenant, object, state, cut, search) VALUES (%s, %s, 'nothing', false, '')",
                    [ALPHA, each.id],
                )
            Scan.objects.create(tenant=ALPHA, object=each.id, edition=1, score=number % 3,
                                counts={"nir": 1} if number % 4 == 0 else {}, occurrences=[])  # fmt: skip


def counted(bounds: Sequence[Bound]) -> dict[str, tuple[int, ...]]:
    """Unit by unit: units, files, bytes, due, with documents, files seen, personal, special."""
    with transaction([ALPHA]):
        rules = {each.unit: each for each in Ending.objects.filter(tenant=ALPHA)}
        scans = {each.object: each for each in Scan.objects.filter(tenant=ALPHA)}
        files: dict[UUID, set[UUID]] = {}
        for link in UnitGroup.objects.filter(tenant=ALPHA):
            objects = DataObject.objects.filter(tenant=ALPHA, object_group=link.object_group)
            files.setdefault(link.unit, set()).update(each.id for each in objects)
        units = list(Unit.objects.filter(tenant=ALPHA))
    found: dict[str, tuple[set[UUID], set[UUID], int]] = {}
    for unit in units:
        own = unit.content.get("OriginatingAgency")
        service = own[0]["Identifier"][0] if own else "transfer"
        ruled = rules.get(unit.id)
        for code in ruled.rules if ruled else [""]:
            within = [
                each for each in bounds
                if (not each.services or service in each.services) and (not each.series or code in each.series)
            ]  # fmt: skip
            if within or not bounds:
                ids, objects, due = found.setdefault(code, (set(), set(), 0))
                found[code] = (ids | {unit.id}, objects | files[unit.id], due + bool(ruled and ruled.ending <= ON))
    return {
        code: (
            len(ids), len(objects), 10 * len(objects), due, len(ids), len(objects),
            sum(scans[each].score > 0 for each in objects), sum("nir" in scans[each].counts for each in objects),
        )
        for code, (ids, objects, due) in found.items()
    }  # fmt: skip


@pytest.mark.parametrize("bounds", BOUNDS)
def test_what_is_added_up_is_what_is_there(held: None, bounds: tuple[Bound, ...]) -> None:
    told = {
        code: (
            each.extent.units, each.extent.files, each.extent.bytes, each.due, each.documents, each.seen.scanned,
            each.seen.personal, each.seen.special,
        )
        for code, each in series_facts(ALPHA, ON, bounds).items()
    }  # fmt: skip
    assert told == counted(bounds)


def test_what_is_kept_is_what_is_there(held: None) -> None:
    today = day_of(datetime.now(UTC))
    for bounds in (*BOUNDS, *BOUNDS):
        told = series_facts(ALPHA, today, bounds)
        expected = counted(bounds)
        assert {code: (each.extent.units, each.extent.files) for code, each in told.items()} == {
            code: each[:2] for code, each in expected.items()
        }
    files = {code: each[1] for code, each in counted(()).items()}
    for _ in range(2):
        assert {each.code: each.extent.files for each in in_series(ALPHA, today)} == files
        by_age = standing_extents_by_age(ALPHA, today)
        assert sum(each.units for each in by_age.values()) == sum(
            each.units for each in held_by_service(ALPHA, today).values()
        )
