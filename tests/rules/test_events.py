"""Lists of events, the age of a record, and the sentences that say why something ends."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import pytest

from chartrier.records.finding import Findings
from chartrier.rules.age import Age, age_of
from chartrier.rules.declaration import Open
from chartrier.rules.ending import Ending
from chartrier.rules.events import LARGEST, read_day, read_events
from chartrier.rules.explaining import explain

UNIT = "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000001"
TODAY = date(2026, 11, 28)


def read(text: str | bytes) -> tuple[list[tuple[int, str, str]], list[tuple[str, int | None]]]:
    findings = Findings()
    data = text.encode() if isinstance(text, str) else text
    events = read_events(io.BytesIO(data), findings, file="liste.csv")
    assert all(event.unit == UUID(UNIT) for event in events)
    said = [(event.line, event.rule, event.day.isoformat()) for event in events]
    return said, [(each.code, each.place.line) for each in findings]


def test_a_list_as_a_spreadsheet_writes_it() -> None:
    rows = f"{UNIT};Bail;DUA-10;31/03/2020\r\n;;;\r\n{UNIT};Bail;'-X;2021-01-02\r\n"
    table = f"\ufeffIdentifiant;Intitulé;RÈGLE;Date\r\n{rows}"
    assert read(table) == ([(2, "DUA-10", "2020-03-31"), (4, "-X", "2021-01-02")], [])
    assert read(f"date,regle,identifiant\n2020-01-01,R,{UNIT}\n,S,{UNIT}\n") == ([(2, "R", "2020-01-01")], [])


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("", [("RUL-601", 1)] * 3),
        ("identifiant;date\n", [("RUL-601", 1)]),
        (b"identifiant;r\xe8gle\x81;date\n", [("RUL-600", None)]),
        ('identifiant;règle;date\n"x\n', [("RUL-600", None)]),
        (f"identifiant;règle;date\n{UNIT};R\n", [("RUL-012", 2)]),
        (f"identifiant;règle;date\n{UNIT};R;2020-02-30\n{UNIT};R;20200101\n", [("RUL-604", 2), ("RUL-604", 3)]),
        (f"identifiant;règle;date\n{UNIT};R;2020-01-01\n{UNIT};R;2020-01-01\n", [("RUL-605", 3)]),
        ("identifiant;règle;date\nU1;R;2020-01-01\n", [("RUL-602", 2)]),
        (f"identifiant;règle;date\n{UNIT};;2020-01-01\n", [("RUL-603", 2)]),
        ("identifiant;règle;date" + " " * LARGEST, [("RUL-600", None)]),
    ],
    ids=range(10),
)
def test_what_is_wrong_is_told_line_by_line(table: str | bytes, found: list[tuple[str, int | None]]) -> None:
    assert read(table)[1] == found


def test_days() -> None:
    assert read_day("9001-01-01") is None
    assert read_day("9000-12-31") == date(9000, 12, 31)
    assert read_day("2020-W01-1") is None


NONE, OVER = Ending(None), Ending(TODAY)
LATER = Ending(date(2027, 1, 1))
WAITS = Ending(None, ("DUC-1",), Open.NO_START)


@pytest.mark.parametrize(
    ("storage", "selected", "age"),
    [
        (NONE, False, Age.INTERMEDIAIRE),
        (OVER, False, Age.INTERMEDIAIRE),
        (LATER, False, Age.COURANTE),
        (WAITS, False, Age.COURANTE),
        (LATER, True, Age.DEFINITIVE),
    ],
)
def test_age(storage: Ending, selected: bool, age: Age) -> None:
    assert age_of(storage, TODAY, selected=selected) is age


def test_why() -> None:
    assert explain(NONE, TODAY, "fr") == "aucune règle"
    assert explain(OVER, TODAY, "fr") == "échue depuis le 28 novembre 2026"
    assert explain(LATER, TODAY, "fr") == "échéance le 1er janvier 2027"
    assert explain(LATER, TODAY, "en") == "ends on 1 January 2027"
    assert explain(WAITS, TODAY, "fr") == "attend son événement : la date de départ de DUC-1 n'est pas connue"
    for reason in Open:
        assert "R-1" in explain(Ending(None, ("R-1",), reason), TODAY, "en")
