"""The steps of a dérogation, written and read back."""

from __future__ import annotations

import json
from datetime import date

from chartrier.records.canonical import canonical
from chartrier.rules.communicabilite import written
from chartrier.rules.communicabilite.derogation import Accord, Authority, Decision, Derogation, Opinion, Request
from chartrier.rules.communicabilite.early_opening import EarlyOpening

UNITS = frozenset({"u1", "u2"})
REQUEST = Request("r", UNITS, "Thèse", True, True, date(2026, 1, 31))
ACCORD = Accord(date(2026, 2, 1), frozenset({"u1"}), "Santé")
OPINION = Opinion(date(2026, 2, 2), False, "Trop tôt")
DECISION = Decision(
    date(2026, 2, 3), Authority.SIAF, "S/1", frozenset({"u1"}), True, date(2027, 1, 1), "Le producteur refuse"
)


def test_every_step_is_read_as_written() -> None:
    steps = {
        written.REQUEST: written.write_request(REQUEST),
        written.ACCORD: written.write_accord(ACCORD),
        written.OPINION: written.write_opinion(OPINION),
        written.DECISION: written.write_decision(DECISION),
    }
    read = json.loads(canonical(steps))
    assert written.read_derogation(read) == Derogation(REQUEST, ACCORD, OPINION, DECISION)
    assert written.read_derogation({written.REQUEST: read[written.REQUEST]}) == Derogation(REQUEST)
    without_end = {**read, written.DECISION: {**read[written.DECISION], "until": None}}
    decision = written.read_derogation(without_end).decision
    assert decision is not None and decision.until is None


def test_an_early_opening_is_read_as_written() -> None:
    opening = EarlyOpening("A/1", date(2026, 1, 1), date(2026, 1, 2), UNITS)
    assert written.read_early_opening(json.loads(canonical(written.write_early_opening(opening)))) == opening
