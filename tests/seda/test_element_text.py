"""Element values as text: whatever was read comes back as it was read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chartrier.records.canonical import canonical
from chartrier.seda.element_text import element_text, of_children, with_child, without_children
from chartrier.seda.fitting import Fitting, Grammar
from chartrier.seda.renaming import Outside, Renaming
from chartrier.seda.values import ElementValue, element_value
from chartrier.seda.versions import Version

SEDA = Version.V2_2.namespace
CONTENT = "DescriptiveMetadataContentType"

NAME = st.sampled_from(["Title", "Rule", "StartDate", "Écriture", "{urn:x}Name", "{}Bare", "Content"])
TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=12)
ATTRIBUTES = st.dictionaries(st.sampled_from(["@id", "@xml:lang", "@{urn:x}a", "@when"]), TEXT, max_size=3)


@st.composite
def values(draw: st.DrawFn, depth: int = 3) -> ElementValue:
    if depth == 0 or draw(st.booleans()):
        return draw(TEXT)
    pairs = draw(st.lists(st.tuples(NAME, values(depth=depth - 1)), max_size=5))
    made = of_children(draw(ATTRIBUTES), pairs)
    return made or ""


def read_again(text: str) -> ElementValue:
    root = etree.fromstring(f'<r xmlns="{SEDA}">{text}</r>'.encode(), etree.XMLParser(collect_ids=False))
    return element_value(root[0], f"{{{SEDA}}}")


def stored(value: ElementValue) -> ElementValue:
    """As a package keeps it: names in another order."""
    kept: ElementValue = json.loads(canonical(value))
    return kept


@given(values(), st.sampled_from([CONTENT, "AppraisalRuleType", None]))
def test_what_is_written_reads_the_same(value: ElementValue, type_name: str | None) -> None:
    assert stored(read_again(element_text(Version.V2_2, "Content", type_name, stored(value)))) == stored(
        read_again(element_text(Version.V2_2, "Content", None, value))
    )


@given(values())
def test_nothing_is_lost(value: ElementValue) -> None:
    again = read_again(element_text(Version.V2_2, "Content", None, value))
    assert canonical(_without_blanks(again)) == canonical(_without_blanks(value))


def _without_blanks(value: ElementValue) -> ElementValue:
    """White space alone, beside elements, is no text of an element value."""
    if isinstance(value, str):
        return value
    return {
        key: [_without_blanks(child) for child in held] if isinstance(held, list) else held
        for key, held in value.items()
    }


@pytest.mark.parametrize("name", ["a b", "a><b", "", "{urn:x}", 'a"', "a:b"])
def test_a_name_that_no_element_has_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        element_text(Version.V2_2, "Content", None, {name: ["x"]})


def test_children_get_their_place() -> None:
    content: ElementValue = {"Title": ["T"], "Description": ["D"], "SystemId": ["old"]}
    assert isinstance(content, dict)
    first = with_child(CONTENT, content, "SystemId", "new", first=True)
    last = with_child(CONTENT, content, "SystemId", "new")
    assert (first["SystemId"], last["SystemId"]) == (["new", "old"], ["old", "new"])
    text = element_text(Version.V2_2, "Content", CONTENT, first)
    assert [text.index(part) for part in ("T<", "new", "old", "D<")] == sorted(
        text.index(part) for part in ("T<", "new", "old", "D<")
    )
    assert without_children(CONTENT, first, "SystemId", "Title") == {"Description": ["D"]}


def test_a_value_that_tells_its_order_keeps_it() -> None:
    rule: ElementValue = {"Rule": ["A", "B"], "StartDate": ["2001-01-01"], "<": ["Rule", "StartDate", "Rule"]}
    assert isinstance(rule, dict)
    made = with_child("AppraisalRuleType", rule, "FinalAction", "Keep")
    assert made["<"] == ["Rule", "StartDate", "Rule", "FinalAction"]
    assert "<" not in without_children("AppraisalRuleType", made, "StartDate")


@pytest.mark.parametrize(
    ("name", "type_name", "value", "official"),
    [
        ("Content", CONTENT, {"Agent": [{"Corpname": ["x"]}]}, {"2.2", "2.3"}),
        ("Content", CONTENT, {"Signature": [{}]}, {"2.1", "2.2"}),
        ("Content", CONTENT, {"PersistentIdentifier": [{}]}, {"2.3"}),
        ("Content", CONTENT, {"Source": ["a", "b"]}, set()),
        ("Content", CONTENT, {"Invented": ["a"]}, set()),
        ("Management", "ManagementType", {"HoldRule": [{"Rule": ["a", "b"]}]}, {"2.2", "2.3"}),
    ],
)
def test_which_versions_hold_it(name: str, type_name: str, value: ElementValue, official: set[str]) -> None:
    fitting = Fitting()
    fitting.take(name, type_name, value)
    assert {str(grammar.version) for grammar in fitting.held if not grammar.vitam} == official


def test_what_no_official_version_holds_is_left_to_the_variant() -> None:
    fitting = Fitting()
    fitting.take("Content", CONTENT, {"Invented": ["a"]})
    assert fitting.best([Version.V2_2, Version.V2_1], [Version.V2_1]) is Version.V2_1
    assert fitting.refused[Grammar(Version.V2_2, vitam=False)] == "Content/Invented"


def test_references_follow_what_they_name_or_go_with_it() -> None:
    there = {"U1": "V2-U1", "O1": "V2-O1", "K": "V2-K"}
    renaming = Renaming(
        lambda own: f"V2-{own}", lambda target, _: there.get(target, Outside("sys") if target == "U9" else None)
    )
    content: ElementValue = {
        "Keyword": [{"@id": "K", "KeywordContent": ["mot"]}],
        "RelatedObjectReference": [
            {
                "IsPartOf": [{"ArchiveUnitRefId": ["U1"]}, {"ArchiveUnitRefId": ["U9"]}],
                "Requires": [{"ArchiveUnitRefId": ["nowhere"]}],
            }
        ],
        "Signature": [
            {"ReferencedObject": [{"SignedObjectId": ["gone"]}]},
            {"ReferencedObject": [{"SignedObjectId": ["O1"]}]},
        ],
    }
    assert renaming.of("Content", content) == {
        "Keyword": [{"@id": "V2-K", "KeywordContent": ["mot"]}],
        "RelatedObjectReference": [
            {"IsPartOf": [{"ArchiveUnitRefId": ["V2-U1"]}, {"RepositoryArchiveUnitPID": ["sys"]}]}
        ],
        "Signature": [{"ReferencedObject": [{"SignedObjectId": ["V2-O1"]}]}],
    }
    assert renaming.lost == {"Requires": 1, "Signature": 1}
