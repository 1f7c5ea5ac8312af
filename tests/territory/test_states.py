"""The state of a commune on a day, by all that is said of it: each rule tried on facts made for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chartrier.geography import national_list
from chartrier.records.territory import Flow, State
from chartrier.territory.area import area_of
from chartrier.territory.coverage import Known, coverage, known_on
from chartrier.territory.facts import Fact, Origin
from chartrier.territory.states import by_commune, standing

ON = date(2026, 6, 30)
PLACE = "22278"


def fact(state: State, first: str, **more: Any) -> Fact:
    begun = date.fromisoformat(first)
    given = {"insee": PLACE, "flow": None, "last": None, "seen": begun, "origin": Origin.STATEMENT, "source": "AD"}
    return Fact(**{**given, "state": state, "first": begun, **more})


def found(*facts: Fact, flow: Flow | None = None, on: date = ON) -> tuple[State, bool]:
    told = standing(facts, flow, on)
    return told.state, told.covered


def test_nothing_known_is_not_nothing() -> None:
    assert found() == (State.INCONNU, False)
    assert found(fact(State.AUCUNE, "2025-01-01")) == (State.AUCUNE, False)
    assert found(fact(State.AUCUNE, "2026-07-01")) == (State.INCONNU, False), "not yet"


def test_a_convention_holds_until_it_ends() -> None:
    ended = fact(State.CONVENTION, "2020-01-01", last=date(2024, 12, 31))
    assert found(ended) == (State.INCONNU, False)
    assert found(ended, on=date(2024, 12, 31)) == (State.CONVENTION, True)
    before = fact(State.SENSIBILISEE, "2019-01-01")
    assert found(before, ended) == (State.SENSIBILISEE, False), "what was before is left"


def test_the_later_word_counts_but_awareness_takes_nothing_back() -> None:
    convention = fact(State.CONVENTION, "2020-01-01")
    assert found(convention, fact(State.SENSIBILISEE, "2025-01-01")) == (State.CONVENTION, True)
    assert found(convention, fact(State.AUCUNE, "2025-01-01")) == (State.AUCUNE, False)
    assert found(convention, fact(State.INCONNU, "2025-01-01")) == (State.INCONNU, False)
    again = fact(State.CONVENTION, "2025-06-01")
    assert found(convention, fact(State.AUCUNE, "2025-01-01"), again) == (State.CONVENTION, True)
    assert found(fact(State.AUCUNE, "2025-01-01"), fact(State.CONVENTION, "2025-01-01")) == (State.CONVENTION, True)


def test_regular_is_regular_for_the_period_of_its_flow() -> None:
    regular = fact(State.REGULIERE, "2026-01-01")
    assert found(regular, flow=Flow.ACTES) == (State.REGULIERE, True)
    assert found(regular, flow=Flow.ACTES, on=date(2026, 8, 1)) == (State.PREMIER, True)
    assert found(regular, flow=Flow.PES, on=date(2026, 8, 1)) == (State.REGULIERE, True)
    assert found(regular, flow=Flow.PES, on=date(2027, 8, 1)) == (State.PREMIER, True)


def test_flows_are_apart_and_the_commune_is_the_best_of_them() -> None:
    actes = fact(State.CONVENTION, "2025-01-01", flow=Flow.ACTES)
    none = fact(State.AUCUNE, "2024-01-01")
    assert found(actes, flow=Flow.PES) == (State.INCONNU, False)
    assert found(actes, none, flow=Flow.PES) == (State.AUCUNE, False)
    assert found(actes, none) == (State.CONVENTION, True)
    only = fact(State.AUCUNE, "2025-01-01", flow=Flow.ACTES)
    assert found(only) == (State.INCONNU, False), "of the other flows nobody knows"
    assert found(*(fact(State.AUCUNE, "2025-01-01", flow=flow) for flow in Flow)) == (State.AUCUNE, False)


def test_what_this_instance_sees_is_undone_by_nobody_and_is_no_convention() -> None:
    here = {"origin": Origin.INSTANCE, "source": ""}
    seen = fact(State.REGULIERE, "2024-01-01", seen=date(2026, 5, 1), flow=Flow.PES, **here)
    assert found(seen, fact(State.AUCUNE, "2026-06-01")) == (State.REGULIERE, False)
    convention = fact(State.CONVENTION, "2024-01-01", **here)
    assert found(seen, convention) == (State.REGULIERE, True)
    any_documents = fact(State.PREMIER, "2024-01-01", whole=True, **here)
    assert found(any_documents) == (State.PREMIER, False)
    assert found(any_documents, flow=Flow.ACTES) == (State.INCONNU, False)


def merged_away() -> tuple[str, str]:
    """A code that the list has in another commune today, and that commune's."""
    gone = next(
        each for each in national_list.former().values() if each.kind == "deleguee" and each.insee != each.commune
    )
    return gone.insee, gone.commune


def test_a_part_has_what_it_had_but_does_not_speak_for_the_whole() -> None:
    part, whole = merged_away()
    facts = {part: [fact(State.CONVENTION, "2015-01-01", insee=part)]}
    assert set(by_commune(facts)) == {whole}
    assert by_commune({part: [fact(State.AUCUNE, "2015-01-01", insee=part)]}) == {}
    assert by_commune({"99999": [fact(State.CONVENTION, "2015-01-01")]}) == {}
    both = {part: [fact(State.AUCUNE, "2025-01-01", insee=part)], whole: [fact(State.CONVENTION, "2020-01-01")]}
    assert standing(by_commune(both)[whole], None, ON).covered


def test_two_communes_merge_between_two_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next edition has Binic in Saint-Brieuc: its convention is found there, nobody is counted twice or lost."""
    kept, gone = national_list.communes()["22278"], national_list.communes()["22070"]
    people = (kept.population or 0) + (gone.population or 0)
    facts = {"22070": [fact(State.CONVENTION, "2024-01-01", insee="22070")]}

    def known() -> Known:
        told = by_commune(facts)
        return Known(ON, told, {insee: standing(each, None, ON) for insee, each in told.items()})

    before = coverage(known(), area_of("D22"))
    rows = national_list.rows_of

    def next_edition(name: str) -> Any:
        for row in rows(name):
            if name == "communes" and row[0] == "22070":
                continue
            if name == "communes" and row[0] == "22278":
                row = [*row[:4], str(people), row[5]]
            yield row
        if name == "former":
            yield ["22070", "Guingamp", "deleguee", "22278"]

    forgetting = national_list._added.forget
    monkeypatch.setattr(national_list, "rows_of", next_edition)
    for forget in forgetting:
        forget()
    try:
        after = coverage(known(), area_of("D22"))
        assert area_of("22070").code == "22278"
    finally:
        monkeypatch.undo()
        for forget in forgetting:
            forget()
    assert after.tally.all.communes == before.tally.all.communes - 1
    assert after.tally.all.inhabitants == before.tally.all.inhabitants
    assert (before.tally.covered.communes, before.tally.covered.inhabitants) == (1, gone.population)
    assert (after.tally.covered.communes, after.tally.covered.inhabitants) == (1, people)


def test_a_fresh_instance_says_unknown(wired: Any) -> None:
    told = coverage(known_on(ON)).as_json()
    assert told["communes"] == told["unknown"]["communes"] == 34_875
    assert told["unknown"]["communes_rate"] == told["unknown"]["inhabitants_rate"] == 1
    assert told["white"] == [] and told["covered"]["communes"] == 0
    assert told["apart"]["communes"] == told["apart"]["unknown"]["communes"] == 94
    assert sum(each["communes"] for each in told["by_size"]) == 34_875
