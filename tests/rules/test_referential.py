"""The table of rules: Vitam's file, wrong lines told one by one, hostile files bounded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.records.finding import Findings
from chartrier.rules.calendar import LONGEST, Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.referential import (
    LARGEST,
    MOST_RULES,
    Referential,
    ReferentialRule,
    read_referential,
    write_referential,
)

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
HEADER = "RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n"
GOOD = "APP-1,AppraisalRule,Factures,,10,Year\n"


def read(table: str | bytes) -> tuple[Referential, list[tuple[str, int | None]]]:
    findings = Findings()
    data = table.encode() if isinstance(table, str) else table
    return read_referential(io.BytesIO(data), findings), [(each.code, each.place.line) for each in findings]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")
def test_the_table_of_the_corpus():
    referential, found = read((CORPUS / "referentials" / "rules_ok.csv").read_bytes())
    assert found == []
    assert len(referential.rules) == 67
    rule = referential.rules["APP-00001"]
    assert (rule.category, rule.duration, rule.unlimited) == (Category.APPRAISAL, Duration(80, Unit.YEAR), False)
    assert rule.label == "Dossier individuel d’agent civil"
    assert rule.description.count("\n") == 1
    holds = [each for each in referential.rules.values() if each.category is Category.HOLD]
    assert {(each.duration, each.unlimited) for each in holds} == {
        (None, False),
        (None, True),
        (Duration(1, Unit.YEAR), False),
        (Duration(10, Unit.YEAR), False),
    }


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(str.strip).filter(bool)
identifiers = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@st.composite
def rules(draw: st.DrawFn) -> ReferentialRule:
    category = draw(st.sampled_from(list(Category)))
    unit = draw(st.sampled_from(list(Unit)))
    duration = draw(st.none() | st.builds(Duration, st.integers(0, LONGEST[unit]), st.just(unit)))
    unlimited = duration is None and (category is not Category.HOLD or draw(st.booleans()))
    return ReferentialRule(draw(identifiers), category, draw(text), draw(st.just("") | text), duration, unlimited)


@given(st.lists(rules(), max_size=8, unique_by=lambda rule: rule.identifier))
def test_what_is_written_is_read_back(written):
    stream = io.BytesIO()
    write_referential(written, stream)
    referential, found = read(stream.getvalue())
    assert found == []
    assert list(referential.rules.values()) == written


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",AppraisalRule,Factures,,10,Year", "RUL-003"),
        ("A B,AppraisalRule,Factures,,10,Year", "RUL-003"),
        (f"{'A' * 300},AppraisalRule,Factures,,10,Year", "RUL-003"),
        ("APP-2,Appraisal,Factures,,10,Year", "RUL-004"),
        ("APP-1,AppraisalRule,Factures,,10,Year", "RUL-005"),
        ("APP-2,AppraisalRule,Factures,,dix,Year", "RUL-006"),
        ("APP-2,AppraisalRule,Factures,,-1,Year", "RUL-006"),
        ("APP-2,AppraisalRule,Factures,,1.5,Year", "RUL-006"),
        ("APP-2,AppraisalRule,Factures,,١,Year", "RUL-006"),
        ("APP-2,AppraisalRule,Factures,,10,Siècle", "RUL-007"),
        ("APP-2,AppraisalRule,Factures,,10,", "RUL-007"),
        ("APP-2,AppraisalRule,Factures,,1000,Year", "RUL-008"),
        (f"APP-2,AppraisalRule,Factures,,{'9' * 5000},Day", "RUL-008"),
        ("APP-2,AppraisalRule,Factures,,,Year", "RUL-009"),
        ("APP-2,AppraisalRule,,,10,Year", "RUL-010"),
        ("APP-2,AppraisalRule,Factures,,10", "RUL-012"),
    ],
)
def test_a_wrong_line_is_told_and_left_out(line, code):
    referential, found = read(
        f'{HEADER}{GOOD}\n{line}\nHOL-1,HoldRule,"Gel\nlong",,,\nACC-1,AccessRule,Jamais,,UNLIMITED,\n'
    )
    assert found == [(code, 4)]
    assert set(referential.rules) == {"APP-1", "HOL-1", "ACC-1"}
    assert referential.rules["ACC-1"].unlimited


def test_lines_are_counted_in_the_file():
    table = f'{HEADER}APP-1,AppraisalRule,"Factures\nde\nl\'an",,10,Year\n\nAPP-2,Rien,Titre,,1,Year\n'
    assert read(table)[1] == [("RUL-004", 6)]


def test_as_french_spreadsheets_write_it():
    table = "\ufeff" + (HEADER + GOOD).replace(",", ";").replace("\n", "\r\n")
    referential, found = read(table)
    assert (found, set(referential.rules)) == ([], {"APP-1"})


def test_columns_in_another_order_and_others_beside():
    referential, found = read(
        "Note,RuleMeasurement,RuleDuration,RuleId,RuleType,RuleValue,RuleDescription\nx,MONTH,3,A,accessrule,T,\n"
    )
    assert found == []
    assert referential.rules["A"].duration == Duration(3, Unit.MONTH)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (b"", "RUL-002"),
        (b"RuleId,RuleType\nA,B\n", "RUL-002"),
        (HEADER.encode() + b"\xe9\x81", "RUL-001"),
        (b"\xff\xfe" + HEADER.encode("utf-16-le"), "RUL-001"),
        (HEADER.encode() + b'APP-1,AppraisalRule,"Factures', "RUL-001"),
        (HEADER.encode() + b'APP-1,AppraisalRule,"' + b"x" * 200_000 + b'",,1,Year\n', "RUL-001"),
        (b"x" * (LARGEST + 10), "RUL-001"),
    ],
)
def test_what_is_no_table(table, code):
    referential, found = read(table)
    assert {each for each, _ in found} == {code}
    assert dict(referential.rules) == {}


def test_a_table_without_end():
    table = HEADER + "".join(f"R{n},AccessRule,T,,1,Year\n" for n in range(MOST_RULES + 5))
    referential, found = read(table)
    assert len(referential.rules) == MOST_RULES
    assert found == [("RUL-011", MOST_RULES + 2)]
