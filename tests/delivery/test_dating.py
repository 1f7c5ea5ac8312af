"""Départs put into what a unit declares: the same start as the archive counts from."""

from __future__ import annotations

from datetime import date

import pytest

from chartrier.delivery.dating import with_departs
from chartrier.records.finding import Findings
from chartrier.rules.reading import read_declaration
from chartrier.seda.values import ElementValue

EARLY, LATE = date(2010, 1, 31), date(2020, 2, 29)


def category(**children: list[ElementValue]) -> ElementValue:
    return {"AppraisalRule": [{**children, "FinalAction": ["Keep"]}]}


@pytest.mark.parametrize(
    ("management", "departs", "starts"),
    [
        (category(Rule=["A"]), {"A": LATE}, [("A", LATE)]),
        (category(Rule=["A"]), {"B": LATE}, [("A", None)]),
        (category(Rule=["A"], StartDate=[EARLY.isoformat()]), {"A": LATE}, [("A", LATE)]),
        (category(Rule=["A"], StartDate=[LATE.isoformat()]), {"A": EARLY}, [("A", LATE)]),
        (category(Rule=["A", "B"]), {"A": EARLY}, [("A", EARLY), ("B", None)]),
        (category(Rule=["A", "B"]), {"B": EARLY}, [("A", None), ("B", EARLY)]),
        (category(Rule=["A", "B"], StartDate=[LATE.isoformat()]), {"A": EARLY}, [("A", EARLY), ("B", LATE)]),
    ],
)
def test_starts(management: ElementValue, departs: dict[str, date], starts: list[tuple[str, date | None]]) -> None:
    findings = Findings()
    made = with_departs(management, departs)
    (declared,) = read_declaration(made, findings).categories.values()
    assert [(rule.rule, rule.start) for rule in declared.rules] == starts
    assert declared.properties == {"FinalAction": "Keep"}


def test_nothing_to_date() -> None:
    assert with_departs(None, {"A": EARLY}) is None
    assert with_departs({"NeedAuthorization": ["true"]}, {"A": EARLY}) == {"NeedAuthorization": ["true"]}
