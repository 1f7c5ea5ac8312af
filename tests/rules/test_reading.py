"""The rules of a unit, from its `Management` as the archive keeps it; and when they end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.rules.calendar import CountFrom, Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.dating import date_declaration
from chartrier.rules.declaration import NOTHING, Declaration, Hold, Open
from chartrier.rules.ending import ending_of
from chartrier.rules.inheritance import RuledUnit, inherit
from chartrier.rules.reading import read_declaration
from chartrier.rules.referential import Referential, ReferentialRule
from chartrier.seda.values import element_value
from chartrier.seda.versions import Version

ACCESS, APPRAISAL, HOLD = Category.ACCESS, Category.APPRAISAL, Category.HOLD


def value(inside: str) -> Any:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    root = etree.fromstring(f'<Management xmlns="{Version.V2_1.namespace}" {xsi}>{inside}</Management>')
    return element_value(root, Version.V2_1.prefix)


def read(inside: str, *codes: str) -> Declaration:
    findings = Findings()
    declaration = read_declaration(value(inside), findings, Place("units.jsonl", 1))
    assert [each.code for each in findings] == list(codes)
    return declaration


def rules(inside: str, category: Category = ACCESS, *codes: str) -> list[tuple[Any, ...]]:
    held = read(f"<{category}>{inside}</{category}>", *codes).categories[category]
    return [(rule.rule, rule.start) for rule in held.rules]


DAY, OTHER = date(2020, 1, 2), date(2021, 3, 4)


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<Rule>A</Rule>", [("A", None)]),
        ("<Rule> A </Rule><StartDate>2020-01-02</StartDate>", [("A", DAY)]),
        ("<Rule>A</Rule><StartDate>2020-01-02</StartDate><Rule>B</Rule>", [("A", DAY), ("B", None)]),
        ("<Rule>A</Rule><Rule>B</Rule><StartDate>2020-01-02</StartDate>", [("A", None), ("B", DAY)]),
        (
            "<Rule>A</Rule><StartDate>2020-01-02</StartDate><Rule>B</Rule><StartDate>2021-03-04</StartDate>",
            [("A", DAY), ("B", OTHER)],
        ),
        (
            "<Rule>A</Rule><Rule>B</Rule><StartDate>2020-01-02</StartDate><Rule>C</Rule><Rule>D</Rule>",
            [("A", None), ("B", DAY), ("C", None), ("D", None)],
        ),
        ('<Rule id="x">A</Rule><StartDate xsi:nil="true"/>', [("A", None)]),
        ("<Rule>A</Rule><StartDate>2020-01-02Z</StartDate>", [("A", DAY)]),
        ("<Rule>A</Rule><StartDate>2020-01-02+02:00</StartDate>", [("A", DAY)]),
        ("<Rule/><StartDate>2020-01-02</StartDate>", []),
    ],
)
def test_a_date_is_of_the_rule_before_it(inside, found):
    assert rules(inside) == found
    assert rules(f"{inside}<RefNonRuleId>Z</RefNonRuleId>") == found


@pytest.mark.parametrize(
    "text", ["2020-02-30", "hier", "9001-01-01", "-0044-03-15", "12020-01-01", "2020", "2020-01-02T00:00:00"]
)
def test_a_date_that_cannot_be_used(text):
    assert rules(f"<Rule>A</Rule><StartDate>{text}</StartDate>", ACCESS, "RUL-020") == [("A", None)]


def test_every_field():
    declaration = read(
        """
        <StorageRule><Rule>S</Rule><FinalAction>Copy</FinalAction></StorageRule>
        <AppraisalRule><PreventInheritance>true</PreventInheritance><FinalAction>Destroy</FinalAction></AppraisalRule>
        <AccessRule><RefNonRuleId>A</RefNonRuleId><RefNonRuleId>B</RefNonRuleId></AccessRule>
        <DisseminationRule><PreventInheritance>0</PreventInheritance></DisseminationRule>
        <ClassificationRule><ClassificationAudience>a</ClassificationAudience>
          <ClassificationLevel>l</ClassificationLevel><ClassificationOwner>o</ClassificationOwner>
          <ClassificationReassessingDate>2030-01-01</ClassificationReassessingDate>
          <NeedReassessingAuthorization>false</NeedReassessingAuthorization></ClassificationRule>
        <NeedAuthorization>1</NeedAuthorization>
        <HoldRule><Rule>H</Rule><HoldEndDate>2030-01-01</HoldEndDate><HoldOwner>m</HoldOwner>
          <Rule>I</Rule><HoldReason>r</HoldReason><HoldReassessingDate>2029-01-01</HoldReassessingDate>
          <PreventRearrangement>true</PreventRearrangement></HoldRule>
        """
    )
    held = declaration.categories
    assert set(held) == set(Category) - {Category.REUSE}
    assert held[Category.STORAGE].properties == {"FinalAction": "Copy"}
    assert (held[APPRAISAL].prevents_all, held[APPRAISAL].properties) == (True, {"FinalAction": "Destroy"})
    assert held[ACCESS].prevented == {"A", "B"}
    assert not held[Category.DISSEMINATION].prevents_all
    assert held[Category.CLASSIFICATION].properties == {
        "ClassificationAudience": "a",
        "ClassificationLevel": "l",
        "ClassificationOwner": "o",
        "ClassificationReassessingDate": "2030-01-01",
        "NeedReassessingAuthorization": False,
    }
    assert declaration.need_authorization is True
    assert [rule.hold for rule in held[HOLD].rules] == [
        Hold(end=date(2030, 1, 1), owner="m"),
        Hold(reason="r", reassessing=date(2029, 1, 1), prevents_rearrangement=True),
    ]


@pytest.mark.parametrize(
    "management",
    [None, "", "texte", [], 3, {}, {"AccessRule": "x"}, {"AccessRule": []}, {"LogBook": [{}]}, {"<": ["Rule"]}],
)
def test_what_declares_nothing(management):
    assert read_declaration(management, Findings()) == NOTHING


@pytest.mark.parametrize(
    "access",
    ["", "texte", {"Rule": "A"}, {"<": ["Rule", 3, None, "Absent"], "Rule": [["x"]]}, {"Rule": [None, 3]}, {"<": {}}],
)
def test_what_is_no_element_value_does_no_harm(access):
    held = read_declaration({"AccessRule": [access]}, Findings()).categories[ACCESS]
    assert held.rules == ()


REFERENTIAL = Referential(
    {
        rule.identifier: rule
        for rule in (
            ReferentialRule("A", ACCESS, "", "", Duration(10, Unit.YEAR)),
            ReferentialRule("N", ACCESS, "", "", None, unlimited=True),
            ReferentialRule("D", APPRAISAL, "", "", Duration(10, Unit.YEAR)),
            ReferentialRule("H", HOLD, "", "", None),
            ReferentialRule("HD", HOLD, "", "", Duration(1, Unit.YEAR)),
            ReferentialRule("HU", HOLD, "", "", None, unlimited=True),
        )
    }
)


FROM_YEAR_END = Referential(
    {"D": ReferentialRule("D", APPRAISAL, "", "", Duration(10, Unit.YEAR), count_from=CountFrom.YEAR_END)}
)


def ends(inside: str, category: Category = ACCESS, *codes: str, referential: Referential = REFERENTIAL) -> list[Any]:
    findings = Findings()
    declaration = read(f"<{category}>{inside}</{category}>")
    dated = date_declaration(declaration, referential, findings)
    assert [each.code for each in findings] == list(codes)
    for each in findings:
        assert each.message("fr") != each.message("en")
    return [rule.end or rule.open for rule in dated.categories[category].rules]


START = "<StartDate>2019-05-06</StartDate>"


def test_when_rules_end():
    assert ends(f"<Rule>A</Rule>{START}") == [date(2029, 5, 6)]
    assert ends("<Rule>A</Rule>") == [Open.NO_START]
    assert ends(f"<Rule>N</Rule>{START}") == [Open.UNLIMITED]
    assert ends(f"<Rule>X</Rule>{START}", ACCESS, "RUL-021") == [Open.UNKNOWN_RULE]
    assert ends(f"<Rule>D</Rule>{START}", ACCESS, "RUL-022") == [Open.UNKNOWN_RULE]
    assert ends("<RefNonRuleId>A</RefNonRuleId><RefNonRuleId>D</RefNonRuleId>", ACCESS, "RUL-023") == []
    late = f"<Rule>D</Rule>{START}"
    assert ends(late, APPRAISAL, referential=FROM_YEAR_END) == [date(2030, 1, 1)]


def test_when_holds_end():
    end = "<HoldEndDate>2025-01-01</HoldEndDate>"
    assert ends("<Rule>H</Rule>", HOLD) == [Open.NO_DURATION]
    assert ends(f"<Rule>H</Rule>{START}{end}", HOLD) == [date(2025, 1, 1)]
    assert ends(f"<Rule>HD</Rule>{START}", HOLD) == [date(2020, 5, 6)]
    assert ends("<Rule>HU</Rule>", HOLD) == [Open.UNLIMITED]
    assert ends(f"<Rule>HD</Rule>{START}{end}", HOLD, "RUL-024") == [date(2020, 5, 6)]
    assert ends(f"<Rule>HU</Rule>{end}", HOLD, "RUL-024") == [Open.UNLIMITED]
    before = "<HoldEndDate>2018-01-01</HoldEndDate>"
    assert ends(f"<Rule>H</Rule>{START}{before}", HOLD, "RUL-025") == [Open.NO_DURATION]


def test_the_ending_of_a_unit():
    """All count; one that never ends makes it never, unlike the latest of those that do."""

    def ending(inside: str) -> Any:
        declaration = read(f"<AccessRule>{inside}</AccessRule>")
        dated = date_declaration(declaration, REFERENTIAL, Findings())
        return ending_of(inherit([RuledUnit("u", (), "A", dated)]).of("u").of(ACCESS))

    none, one, never = ending(""), ending(f"<Rule>A</Rule>{START}"), ending(f"<Rule>A</Rule>{START}<Rule>N</Rule>")
    assert (none.ruled, none.has_ended(date.max)) == (False, False)
    assert (one.ruled, one.end) == (True, date(2029, 5, 6))
    assert (one.has_ended(date(2029, 5, 5)), one.has_ended(date(2029, 5, 6))) == (False, True)
    assert (never.ruled, never.end, never.open, never.has_ended(date.max)) == (True, None, ("N",), False)
