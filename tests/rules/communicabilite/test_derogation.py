"""Dérogations: the order of the steps, what binds, what is permitted, what is not a dérogation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.errors import ChartrierError
from chartrier.rules.communicabilite.administrative import Relation
from chartrier.rules.communicabilite.dates import KnownDates
from chartrier.rules.communicabilite.derogation import (
    STEPS,
    Accord,
    Authority,
    Decision,
    Derogation,
    Opinion,
    Request,
    Step,
    record_accord,
    record_decision,
    record_opinion,
)
from chartrier.rules.communicabilite.early_opening import EarlyOpening
from chartrier.rules.communicabilite.public import public_access
from chartrier.rules.communicabilite.screening import open_derogation, why_not_a_derogation

LIST = frozenset({"u1", "u2", "u3"})
REQUEST = Request("r-1", LIST, "thèse", undertaking=True, reproduction=True, registered=date(2026, 1, 15))
ACCORD = Accord(date(2026, 1, 20), LIST)
OPINION = Opinion(date(2026, 2, 1), favourable=True)
DECISION = Decision(date(2026, 2, 10), Authority.SIAF, "2026/D/17", LIST, reproduction=True)
NOTHING = frozenset[str]()


def opined(accord: Accord = ACCORD) -> Derogation:
    return record_opinion(record_accord(Derogation(REQUEST), accord), OPINION)


def granted(**changes) -> Derogation:
    return record_decision(opined(), replace(DECISION, **changes))


def refusal(code: str):
    return pytest.raises(ChartrierError, match=code)


def test_from_request_to_reading():
    asked = Derogation(REQUEST)
    answered = record_accord(asked, ACCORD)
    told = record_opinion(answered, OPINION)
    decided = record_decision(told, DECISION)
    assert [each.step for each in (asked, answered, told, decided)] == [
        Step.REQUESTED,
        Step.ANSWERED,
        Step.OPINED,
        Step.GRANTED,
    ]
    assert asked == Derogation(REQUEST)
    assert decided.permits("r-1", "u2", date(2026, 2, 10))
    assert set(STEPS) == set(Step)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reader": " "}, "RUL-213"),
        ({"units": NOTHING}, "RUL-212"),
        ({"motive": "\n"}, "RUL-210"),
        ({"undertaking": False}, "RUL-211"),
    ],
)
def test_a_request_is_complete(changes, code):
    with refusal(code):
        replace(REQUEST, **changes)


def test_one_reader_one_list_a_period():
    decided = granted(units=frozenset({"u1"}), until=date(2026, 12, 31), motive="u2 et u3 : procès en cours")
    assert decided.permits("r-1", "u1", date(2026, 12, 31))
    assert not decided.permits("r-1", "u1", date(2027, 1, 1))
    assert not decided.permits("r-1", "u1", date(2026, 2, 9))
    assert not decided.permits("r-1", "u2", date(2026, 3, 1))
    assert not decided.permits("r-2", "u1", date(2026, 3, 1))
    assert granted().permits("r-1", "u1", date(2126, 3, 1))


def test_reproduction_only_as_granted_and_asked():
    assert granted().permits("r-1", "u1", date(2026, 3, 1), reproduction=True)
    plain = granted(reproduction=False)
    assert plain.permits("r-1", "u1", date(2026, 3, 1))
    assert not plain.permits("r-1", "u1", date(2026, 3, 1), reproduction=True)
    not_asked = replace(opined(), request=replace(REQUEST, reproduction=False))
    with refusal("RUL-221"):
        record_decision(not_asked, DECISION)


def test_the_refusal_of_the_producer_binds():
    partly = opined(Accord(ACCORD.day, frozenset({"u1"}), "u2 et u3 : secret médical"))
    with refusal("RUL-216"):
        record_decision(partly, DECISION)
    decided = record_decision(partly, replace(DECISION, units=frozenset({"u1"}), motive="refus du producteur"))
    assert decided.refused_units(DECISION.day) == {"u2", "u3"}
    wholly = opined(Accord(ACCORD.day, NOTHING, "secret médical"))
    for units in (LIST, frozenset({"u3"})):
        with refusal("RUL-216"):
            record_decision(wholly, replace(DECISION, units=units, motive="x"))
    assert (
        record_decision(wholly, replace(DECISION, units=NOTHING, reproduction=False, motive="x")).step is Step.REFUSED
    )


def test_refusals_are_motivated():
    with refusal("RUL-217"):
        record_accord(Derogation(REQUEST), Accord(ACCORD.day, frozenset({"u1"})))
    with refusal("RUL-217"):
        granted(units=frozenset({"u1"}))
    with refusal("RUL-217"):
        granted(units=NOTHING, motive=" ")


def test_the_departement_grants_but_does_not_refuse():
    departement = Authority.ARCHIVES_DEPARTEMENTALES
    assert granted(authority=departement).step is Step.GRANTED
    with refusal("RUL-222"):
        granted(authority=departement, units=frozenset({"u1"}), motive="x")
    # what the producing service refused was not theirs to refuse
    partly = opined(Accord(ACCORD.day, frozenset({"u1"}), "motif"))
    some = replace(DECISION, authority=departement, units=frozenset({"u1"}), motive="refus du producteur")
    assert record_decision(partly, some).step is Step.GRANTED


def test_nothing_beyond_the_list_no_decision_without_letter_no_period_reversed():
    with refusal("RUL-215"):
        record_accord(Derogation(REQUEST), Accord(ACCORD.day, LIST | {"u4"}))
    with refusal("RUL-215"):
        granted(units=LIST | {"u4"})
    with refusal("RUL-219"):
        granted(letter=" ")
    with refusal("RUL-220"):
        granted(until=DECISION.day - timedelta(1))
    assert granted(until=DECISION.day).permits("r-1", "u1", DECISION.day)


def test_days_do_not_go_back():
    with refusal("RUL-218"):
        record_accord(Derogation(REQUEST), replace(ACCORD, day=date(2026, 1, 14)))
    with refusal("RUL-218"):
        record_opinion(record_accord(Derogation(REQUEST), ACCORD), replace(OPINION, day=date(2026, 1, 19)))
    with refusal("RUL-218"):
        granted(day=date(2026, 1, 31))


RECORD = {
    "accord": (record_accord, ACCORD),
    "opinion": (record_opinion, OPINION),
    "decision": (record_decision, DECISION),
}


@given(st.lists(st.sampled_from(sorted(RECORD)), max_size=6))
def test_any_other_order_is_refused(acts):
    """Whatever is tried, only accord, opinion, decision ever pass, in that order, once."""
    derogation, done = Derogation(REQUEST), []
    for act in acts:
        record, fact = RECORD[act]
        if (
            done == ["accord", "opinion", "decision"][: len(done)]
            and act == ["accord", "opinion", "decision", ""][len(done)]
        ):
            derogation = record(derogation, fact)
            done.append(act)
        else:
            with refusal("RUL-214"):
                record(derogation, fact)
    assert derogation.permits("r-1", "u1", date(2026, 6, 1)) == (len(done) == 3)


def test_two_months_then_silence_is_a_refusal_and_its_recourse():
    asked = Derogation(REQUEST)
    assert asked.due == date(2026, 3, 15)
    assert not asked.is_refused_by_silence(date(2026, 3, 14))
    assert asked.voies_de_recours(date(2026, 3, 14)) is None
    assert asked.is_refused_by_silence(date(2026, 3, 15))
    words = asked.voies_de_recours(date(2026, 3, 15))
    assert words is not None
    assert "CADA" in words.fr and "avant le 15 mai 2026" in words.fr and "tribunal administratif" in words.fr
    assert "before 15 May 2026" in words.en
    # a late decision still counts
    late = record_decision(opined(), replace(DECISION, day=date(2026, 4, 1)))
    assert late.permits("r-1", "u1", date(2026, 4, 1))
    assert late.voies_de_recours(date(2026, 6, 1)) is None


def test_two_months_to_a_shorter_month():
    assert Derogation(replace(REQUEST, registered=date(2025, 12, 31))).due == date(2026, 2, 28)


def test_a_refusal_even_in_part_tells_the_recourse_from_its_own_day():
    partly = granted(units=frozenset({"u1"}), motive="procès en cours")
    words = partly.voies_de_recours(DECISION.day)
    assert words is not None and "avant le 10 avril 2026" in words.fr
    assert granted().voies_de_recours(date(2027, 1, 1)) is None


CLOSED = public_access(["AR048"], KnownDates(date(2011, 3, 14)))
OPEN = public_access(["AR048"], KnownDates(date(1911, 3, 14)))
NEVER = public_access(["AR062"], KnownDates())
UNDATED = public_access(["AR048"], KnownDates())
NO_RULE = public_access([], KnownDates())


@pytest.mark.parametrize(
    ("relation", "accesses", "why"),
    [
        (Relation.STRANGER, [CLOSED], None),
        (Relation.STRANGER, [UNDATED], None),
        (Relation.STRANGER, [NO_RULE], None),
        (Relation.STRANGER, [], None),
        (Relation.STRANGER, [OPEN, CLOSED], None),
        (Relation.STRANGER, [OPEN, OPEN], "déjà communicables"),
        (Relation.STRANGER, [CLOSED, NEVER], "jamais communicables"),
        (Relation.PRODUCER, [CLOSED], "ses propres dossiers"),
        (Relation.TRANSFERRING, [CLOSED], "ses propres dossiers"),
        (Relation.ARCHIVES, [CLOSED], "ses propres dossiers"),
        (Relation.CONCERNED, [CLOSED], "L311-6"),
    ],
)
def test_what_is_not_a_derogation(relation, accesses, why):
    if why is None:
        assert why_not_a_derogation(relation, accesses, REQUEST) is None
        assert open_derogation(relation, accesses, REQUEST).step is Step.REQUESTED
        return
    said = why_not_a_derogation(relation, accesses, REQUEST)
    assert said is not None and why in said.fr
    with refusal("RUL-223"):
        open_derogation(relation, accesses, REQUEST)


def test_general_early_opening_is_for_everybody_and_never_for_what_is_never_open():
    opening = EarlyOpening("arrêté 12", date(2026, 1, 1), date(2026, 2, 1), frozenset({"u1", "u9"}))
    assert opening.opens("u1", CLOSED, date(2026, 2, 1))
    assert not opening.opens("u1", CLOSED, date(2026, 1, 31))
    assert not opening.opens("u2", CLOSED, date(2026, 2, 1))
    assert not opening.opens("u9", NEVER, date(2026, 2, 1))
    for changes, code in (
        ({"letter": ""}, "RUL-219"),
        ({"units": NOTHING}, "RUL-212"),
        ({"decided": date(2025, 12, 31)}, "RUL-218"),
    ):
        with refusal(code):
            replace(opening, **changes)
