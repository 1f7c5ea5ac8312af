"""Corrections of element values: what they give is what a bordereau would have given."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.records.finding import Findings
from chartrier.rules.categories import Category
from chartrier.rules.reading import read_declaration
from chartrier.seda.corrections import Change, correct_description
from chartrier.seda.values import ORDER
from chartrier.seda.versions import Version

NAMES = [f"R{number}" for number in range(5)]
STARTS = st.sampled_from(["", "2001-01-01", "2002-02-02"])
RULES = st.dictionaries(st.sampled_from(NAMES), STARTS, max_size=5)


def corrected(management: Any, *changes: Change) -> tuple[Any, list[str]]:
    findings = Findings()
    _, changed = correct_description({"Title": ["x"]}, management, changes, Version.V2_1, findings)
    return changed, [finding.code for finding in findings]


def added(rules: dict[str, str]) -> Any:
    changes = [Change("AppraisalRule/add", (f"{rule} {start}".strip(),)) for rule, start in rules.items()]
    management, codes = corrected(None, Change("AppraisalRule/FinalAction", ("Keep",)), *changes)
    assert codes == []
    return management


def declared(management: Any) -> dict[str, str]:
    """The rules as those who compute échéances read them."""
    category = read_declaration(management, Findings()).categories[Category.APPRAISAL]
    return {each.rule: each.start.isoformat() if each.start else "" for each in category.rules}


@given(RULES)
def test_each_rule_keeps_its_own_date(rules: dict[str, str]) -> None:
    assert declared(added(rules)) == rules


@given(RULES.filter(bool), st.data())
@settings(max_examples=50)
def test_one_rule_changes_and_no_other(rules: dict[str, str], data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(sorted(rules)))
    start = data.draw(STARTS)
    changed, codes = corrected(added(rules), Change("AppraisalRule/change", (f"{rule} {start}".strip(),)))
    assert codes == []
    assert declared(changed) == rules | {rule: start}
    left, codes = corrected(changed, Change("AppraisalRule/remove", (rule,)))
    assert codes == []
    assert declared(left) == {name: held for name, held in rules.items() if name != rule}
    # there and back again
    again, codes = corrected(left, Change("AppraisalRule/add", (f"{rule} {start}".strip(),)))
    assert codes == []
    assert declared(again) == rules | {rule: start}


@given(RULES)
def test_what_is_not_named_stays(rules: dict[str, str]) -> None:
    """Other categories, and what else a category says, are as they were."""
    management = {**added(rules), "AccessRule": [{"Rule": ["A"], "StartDate": ["2000-01-01"]}]}
    changed, _ = corrected(management, Change("AppraisalRule/PreventInheritance", ("true",)))
    assert changed["AccessRule"] == management["AccessRule"]
    assert declared(changed) == rules
    assert changed["AppraisalRule"][0]["FinalAction"] == ["Keep"]
    back, _ = corrected(changed, Change("AppraisalRule/PreventInheritance"))
    assert back == management


def test_the_order_is_told_where_it_speaks() -> None:
    (category,) = added({"R0": "2001-01-01", "R1": ""})["AppraisalRule"]
    assert category[ORDER] == ["Rule", "StartDate", "Rule", "FinalAction"]
    (category,) = added({"R0": "", "R1": "2001-01-01"})["AppraisalRule"]
    assert ORDER not in category


def test_a_language_stays_with_its_text() -> None:
    content = {"Title": [{"@xml:lang": "fr", "#": "Ancien"}], "Tag": ["a"]}
    changed, _ = correct_description(content, None, [Change("Title", ("Nouveau",))], Version.V2_1, Findings())
    assert changed == {"Title": [{"@xml:lang": "fr", "#": "Nouveau"}], "Tag": ["a"]}


def test_of_another_version() -> None:
    findings = Findings()
    change = Change("DateLitteral", ("vers 1900",))
    correct_description({"Title": ["x"]}, None, [change], Version.V2_1, findings)
    assert [finding.code for finding in findings] == ["SEDA-200"]
    content, _ = correct_description({"Title": ["x"]}, None, [change], Version.V2_2, Findings())
    assert content == {"Title": ["x"], "DateLitteral": ["vers 1900"]}
