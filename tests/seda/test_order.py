"""The order of siblings that an element value keeps: which date belongs to which rule."""

from __future__ import annotations

import io

import pytest
from lxml import etree

from chartrier.seda.element_text import element_text
from chartrier.seda.values import ElementValue, element_value
from chartrier.seda.versions import Version
from chartrier.seda.xmlout import xml_document

PREFIX = "{" + Version.V2_1.namespace + "}"

CASES = {
    "every rule dated": ("Rule A,StartDate 1,Rule B,StartDate 2", True),
    "only the first rule dated": ("Rule A,StartDate 1,Rule B", True),
    "only the last rule dated": ("Rule A,Rule B,StartDate 2", False),
    "one rule": ("Rule A,StartDate 1", False),
    "no date": ("Rule A,Rule B", False),
    "a date in the middle": ("Rule A,Rule B,StartDate 2,Rule C", True),
}


def appraisal(spec: str) -> etree._Element:
    rule = etree.Element(f"{PREFIX}AppraisalRule", nsmap={None: Version.V2_1.namespace})
    for part in spec.split(","):
        name, text = part.split()
        etree.SubElement(rule, f"{PREFIX}{name}").text = text if name == "Rule" else f"2001-01-0{text}"
    etree.SubElement(rule, f"{PREFIX}FinalAction").text = "Keep"
    return rule


def told(element: etree._Element) -> list[tuple[str, str | None]]:
    return [(etree.QName(child).localname, child.text) for child in element]


@pytest.mark.parametrize("case", CASES)
def test_what_is_read_is_written_in_the_same_order(case: str) -> None:
    spec, marked = CASES[case]
    value = element_value(appraisal(spec), PREFIX)
    assert isinstance(value, dict)
    assert ("<" in value) == marked
    out = io.BytesIO()
    with xml_document(out, Version.V2_1, "ArchiveTransfer") as document:
        document.many([element_text(Version.V2_1, "AppraisalRule", "AppraisalRuleType", value)])
    written = etree.fromstring(out.getvalue())[0]
    assert told(written) == told(appraisal(spec))


def test_values_made_by_hand_pair_each_rule_with_its_date() -> None:
    value: ElementValue = {"Rule": ["A", "B"], "StartDate": ["2001-01-01", "2001-01-02"], "FinalAction": ["Keep"]}
    out = io.BytesIO()
    with xml_document(out, Version.V2_1, "ArchiveTransfer") as document:
        document.many([element_text(Version.V2_1, "AppraisalRule", "AppraisalRuleType", value)])
    written = etree.fromstring(out.getvalue())[0]
    assert told(written) == told(appraisal("Rule A,StartDate 1,Rule B,StartDate 2"))
