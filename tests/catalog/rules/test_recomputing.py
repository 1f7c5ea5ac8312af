"""What the index says of échéances is what inheritance gives, unit by unit, however it came to be."""

from __future__ import annotations

import json
import random
import threading
import uuid
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chartrier.catalog import consequences
from chartrier.catalog.rules.codes import CATEGORY, OPEN
from chartrier.catalog.rules.declaring import NO_TRANSFER
from chartrier.catalog.rules.departs import Depart, enter_departs
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.impact import impact_of_rules
from chartrier.catalog.rules.loading import LoadedRules
from chartrier.catalog.rules.referentials import enter_referential, replace_referential, versions, what_would_change
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.identifiers import member_id
from chartrier.rules.categories import Category
from chartrier.rules.dating import date_declaration
from chartrier.rules.declaration import Open
from chartrier.rules.ending import ending_of
from chartrier.rules.inheritance import RuledUnit, inherit
from chartrier.rules.reading import read_declaration
from tests.catalog.conftest import ALPHA
from tests.catalog.rules.planting import (
    REFERENTIAL,
    RULES,
    declared,
    endings,
    plant_unit,
    plant_versement,
    rule,
    working,
)
from tests.conftest import Home

APP, ACC = CATEGORY[Category.APPRAISAL], CATEGORY[Category.ACCESS]
ACT = UUID(int=7 << 76)
FROM_2020 = date(2020, 1, 1)


def a_management(choose: random.Random) -> dict[str, Any] | None:
    management: dict[str, Any] = {}
    for category, rules in RULES.items():
        if choose.random() < 0.4:
            starts = [date(choose.randrange(1990, 2024), 1, 1), None]
            given = [(choose.choice(rules), choose.choice(starts))]
            more = {"PreventInheritance": "true"} if choose.random() < 0.2 else {}
            if choose.random() < 0.3:
                more["RefNonRuleId"] = choose.choice(rules)
            if category == "AppraisalRule" and choose.random() < 0.5:
                more["FinalAction"] = choose.choice(["Keep", "Destroy"])
            management |= rule(category, *given, **more)
    return management or None


class Oracle:
    """The same graph, in memory, by the pure rules and without any shortcut."""

    def __init__(self) -> None:
        self.units: dict[UUID, tuple[list[UUID], str | None, Any, Any]] = {}

    def expected(self, cursor: Any) -> dict[tuple[UUID, int], tuple[Any, ...]]:
        referential = effective_referential(cursor, ALPHA)
        ruled = []
        for unit, (parents, agency, management, above) in self.units.items():
            declaration = read_declaration(management, Findings()).under(read_declaration(above, Findings()))
            ruled.append(RuledUnit(unit, parents, agency, date_declaration(declaration, referential, Findings())))
        inheritance = inherit(ruled)
        rows = {}
        for unit in self.units:
            for category in Category:
                held = inheritance.of(unit).of(category)
                ending = ending_of(held)
                if ending.ruled:
                    finals = held.properties.get("FinalAction", ()) if category is Category.APPRAISAL else ()
                    bits = sum({"Keep": 1, "Destroy": 2}[each] for each in {origin.value for origin in finals})
                    why = ending.why and OPEN[ending.why]
                    rows[unit, CATEGORY[category]] = (ending.end, why, bits, sorted(held.rules))
        return rows


@pytest.mark.parametrize("seed", range(12))
def test_endings_are_those_of_the_pure_rules(tenants: Any, seed: int) -> None:
    choose, oracle = random.Random(seed), Oracle()
    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
        known: list[UUID] = []
        for _ in range(3):
            agency, above = choose.choice(["A", "B", None]), a_management(choose)
            versement = plant_versement(cursor, ALPHA, agency, above)
            here: list[UUID] = []
            for number in range(1, choose.randrange(5, 40)):
                unit = member_id(versement, number)
                parents = choose.sample(here, min(len(here), choose.randrange(3)))
                attached = choose.sample(known, min(len(known), choose.choice([0, 0, 1, 2])))
                management = a_management(choose)
                plant_unit(cursor, ALPHA, versement, unit, parents=parents, attached=attached, management=management)
                oracle.units[unit] = ([*parents, *attached], agency, management, None if parents else above)
                here.append(unit)
            consequences.graph_changed(cursor, ALPHA, here)
            known += here
        assert endings(cursor, ALPHA) == oracle.expected(cursor)

        changed = REFERENTIAL.replace(",5,Year", ",9,Year").replace("25 ans,,25", "25 ans,,3")
        enter_referential(cursor, ALPHA, UUID(int=ACT.int + (1 << 24)), changed)
        assert endings(cursor, ALPHA) == oracle.expected(cursor)

        assert {row[1] for row in declared(cursor, ALPHA)} <= set(known)


def test_every_way_of_having_no_end_is_told_apart(tenants: Any) -> None:
    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
        versement = plant_versement(cursor, ALPHA, "A")
        said = {
            1: None,
            2: rule("AppraisalRule", ("APP-N", FROM_2020)),
            3: rule("AppraisalRule", ("APP-5", None)),
            4: rule("AppraisalRule", ("APP-?", FROM_2020)),
            5: rule("AppraisalRule", ("APP-5", FROM_2020)),
            6: rule("AppraisalRule", ("APP-5", None), ("APP-N", FROM_2020)),
        }
        for number, management in said.items():
            plant_unit(cursor, ALPHA, versement, member_id(versement, number), management=management)
        consequences.graph_changed(cursor, ALPHA, [member_id(versement, number) for number in said])
        found = {unit.int & 0xFFFFFF: row[:2] for (unit, _), row in endings(cursor, ALPHA).items()}
        assert found == {
            2: (None, OPEN[Open.UNLIMITED]),
            3: (None, OPEN[Open.NO_START]),
            4: (None, OPEN[Open.UNKNOWN_RULE]),
            5: (date(2025, 1, 1), None),
            6: (None, OPEN[Open.UNLIMITED]),
        }
        assert {(row[0], row[1].int & 0xFFFFFF) for row in declared(cursor, ALPHA) if row[3]} == {
            ("APP-5", 3),
            ("APP-5", 6),
        }


def test_an_event_ends_the_wait_and_moves_all_below(tenants: Any) -> None:
    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
        versement = plant_versement(cursor, ALPHA, "A", rule("AppraisalRule", ("APP-5", None)))
        top, below, dated = (member_id(versement, number) for number in (1, 2, 3))
        plant_unit(cursor, ALPHA, versement, top)
        plant_unit(cursor, ALPHA, versement, below, parents=[top])
        plant_unit(
            cursor, ALPHA, versement, dated, parents=[top], management=rule("AppraisalRule", ("APP-1", FROM_2020))
        )
        consequences.graph_changed(cursor, ALPHA, [top])
        assert {row[0] for row in endings(cursor, ALPHA).values()} == {None}
        for number, day in enumerate((date(2021, 5, 1), date(2022, 5, 1)), 2):
            enter_departs(cursor, ALPHA, UUID(int=ACT.int + number), [Depart(top, "APP-5", day)])
            assert {row[0] for row in endings(cursor, ALPHA).values()} == {day.replace(year=day.year + 5)}
        # never earlier than what the unit states itself
        enter_departs(cursor, ALPHA, UUID(int=ACT.int + 9), [Depart(dated, "APP-1", date(2001, 1, 1))])
        enter_departs(cursor, ALPHA, UUID(int=ACT.int + 10), [Depart(top, "APP-5", date(1990, 1, 1))])
        assert endings(cursor, ALPHA)[dated, APP][0] == date(2021, 1, 1)
        cursor.execute("SELECT number, day FROM rules_depart WHERE unit = %s ORDER BY number", [top])
        assert [number for number, _ in cursor.fetchall()] == [1, 2, 3]


def test_loading_computes_what_recomputing_does(tenants: Any) -> None:
    choose = random.Random(5)
    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
        versement = plant_versement(cursor, ALPHA, "A", rule("AccessRule", ("ACC-25", FROM_2020)))
        cursor.execute("SELECT operation FROM archive_versement WHERE id = %s", [versement])
        ((operation,),) = cursor.fetchall()
        transfer = NO_TRANSFER.of(operation)
        loaded = LoadedRules(ALPHA, versement, transfer)
        planted: list[tuple[UUID, set[UUID]]] = []
        order = list(range(1, 60))
        choose.shuffle(order)
        for number in order:
            unit = member_id(versement, number)
            management = choose.choice(["", a_management(choose)])
            # some of the parents come later in the bordereau
            links = {member_id(versement, other) for other in range(1, number) if choose.random() < 0.05}
            record = {"id": str(unit), "parents": sorted(map(str, links)), "attached_to": [], "management": management}
            loaded.take(record)
            plant_unit(cursor, ALPHA, versement, unit, management=management)
            planted.append((unit, links))
        for unit, links in planted:
            for parent in links:
                cursor.execute(
                    "INSERT INTO archive_unitparent (tenant, unit, parent, attached) VALUES (%s, %s, %s, false)",
                    [ALPHA, unit, parent],
                )
        loaded.write(cursor)
        before, said = endings(cursor, ALPHA), declared(cursor, ALPHA)
        assert before
        consequences.graph_changed(cursor, ALPHA, [unit for unit, _ in planted])
        assert (endings(cursor, ALPHA), declared(cursor, ALPHA)) == (before, said)


def test_a_cycle_is_refused(tenants: Any) -> None:
    with working(ALPHA) as cursor:
        versement = plant_versement(cursor, ALPHA, "A")
        one, other = member_id(versement, 1), member_id(versement, 2)
        plant_unit(cursor, ALPHA, versement, one)
        plant_unit(cursor, ALPHA, versement, other, parents=[one])
        cursor.execute(
            "INSERT INTO archive_unitparent (tenant, unit, parent, attached) VALUES (%s, %s, %s, true)",
            [ALPHA, one, other],
        )
        with pytest.raises(InvalidInput, match="RUL-040"):
            consequences.graph_changed(cursor, ALPHA, [one])


def test_a_rule_in_use_is_protected(tenants: Any) -> None:
    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
        versement = plant_versement(cursor, ALPHA, "A")
        unit = member_id(versement, 1)
        plant_unit(cursor, ALPHA, versement, unit, management=rule("AppraisalRule", ("APP-5", FROM_2020)))
        consequences.graph_changed(cursor, ALPHA, [unit])
    used = next(line for line in REFERENTIAL.splitlines() if line.startswith("APP-5"))
    spared = "\n".join(line for line in REFERENTIAL.splitlines() if not line.startswith("ACC-50")) + "\n"
    for code, line in (
        ("CAT-090", ""),
        ("CAT-091", "APP-5,AppraisalRule,Cinq,,unlimited,Year"),
        ("CAT-092", "APP-5,AccessRule,Cinq,,5,Year"),
    ):
        content, findings = REFERENTIAL.replace(used, line), Findings()
        what_would_change(ALPHA, uuid.uuid4(), content, FROM_2020, findings)
        assert [finding.code for finding in findings] == [code]
        with pytest.raises(Conflict, match=code), working(ALPHA) as cursor:
            replace_referential(cursor, ALPHA, uuid.uuid4(), content)
    findings = Findings()
    longer = spared.replace("Cinq ans,,5", "Cinq ans,,7")
    changed, (moved,) = what_would_change(ALPHA, uuid.uuid4(), longer, FROM_2020, findings)
    assert (changed, len(findings)) == (["ACC-50", "APP-5"], 0)
    assert (moved.category, moved.units, moved.earliest) == (Category.APPRAISAL, 1, date(2027, 1, 1))
    assert len(versions(ALPHA)) == 1
    shorter = spared.replace("Cinq ans,,5", "Cinq ans,,2")
    _, (moved,) = what_would_change(ALPHA, uuid.uuid4(), shorter, date(2023, 1, 1), findings)
    assert (moved.ending_now, moved.latest) == (1, date(2022, 1, 1))
    with working(ALPHA) as cursor:
        assert impact_of_rules(cursor, ALPHA, ["APP-5"], FROM_2020) == []
        assert endings(cursor, ALPHA)[unit, APP][0] == date(2025, 1, 1)


def test_a_change_waits_for_those_who_compute(tenants: Any) -> None:
    """A versement under way has computed with the referential before: the next one comes after it."""
    taken = threading.Event()

    def change() -> None:
        with working(ALPHA) as cursor:
            enter_referential(cursor, ALPHA, uuid.uuid4(), REFERENTIAL.replace(",5,Year", ",9,Year"))
        taken.set()

    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
    changing = threading.Thread(target=change)
    with working(ALPHA) as cursor:
        versement = plant_versement(cursor, ALPHA, "A")
        unit, management = member_id(versement, 1), rule("AppraisalRule", ("APP-5", FROM_2020))
        loaded = LoadedRules(ALPHA, versement, NO_TRANSFER)
        loaded.take({"id": str(unit), "parents": [], "attached_to": [], "management": management})
        plant_unit(cursor, ALPHA, versement, unit, management=management)
        loaded.write(cursor)
        changing.start()
        assert not taken.wait(0.5)
        assert endings(cursor, ALPHA)[unit, APP][0] == date(2025, 1, 1)
    changing.join()
    with working(ALPHA) as cursor:
        assert endings(cursor, ALPHA)[unit, APP][0] == date(2029, 1, 1)


def test_what_no_longer_holds_goes(tenants: Any, wired: Home) -> None:
    with working(ALPHA) as cursor:
        enter_referential(cursor, ALPHA, ACT, REFERENTIAL)
        versement = plant_versement(cursor, ALPHA, "A")
        top, below = member_id(versement, 1), member_id(versement, 2)
        held = {**rule("AppraisalRule", ("APP-5", FROM_2020)), **rule("AccessRule", ("ACC-25", None))}
        plant_unit(cursor, ALPHA, versement, top, management=held)
        plant_unit(cursor, ALPHA, versement, below, parents=[top], management=rule("AccessRule", ("ACC-50", None)))
        consequences.graph_changed(cursor, ALPHA, [top])
        assert len(endings(cursor, ALPHA)) == 4
    corrected = json.dumps(rule("AccessRule", ("ACC-25", FROM_2020)))
    with wired.database.connect("postgres") as connection:
        connection.execute("UPDATE archive_unit SET management = %s WHERE id = %s", [corrected, top])
    with working(ALPHA) as cursor:
        consequences.graph_changed(cursor, ALPHA, [top])
        assert set(endings(cursor, ALPHA)) == {(top, ACC), (below, ACC)}
        assert {row[0]: row[3] for row in declared(cursor, ALPHA)} == {"ACC-25": False, "ACC-50": True}
        consequences.units_gone(cursor, ALPHA, [top])
        assert {row[1] for row in declared(cursor, ALPHA)} == {below} == {unit for unit, _ in endings(cursor, ALPHA)}
