"""Reading and writing retention tables: round trip, wrong cells told one by one, hostile files bounded."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chartrier.errors import Conflict, InvalidInput
from chartrier.records.finding import Findings
from chartrier.rules.calendar import LONGEST, Duration, Unit
from chartrier.rules.categories import DESTROY, KEEP
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.communicabilite.provenance import Confidence
from chartrier.rules.series import reading
from chartrier.rules.series.cells import guarded, unguarded
from chartrier.rules.series.columns import NEEDED, Column
from chartrier.rules.series.dua import Dua, Kind, read_dua
from chartrier.rules.series.reading import LONGEST_CELL, MOST_SERIES, read_series
from chartrier.rules.series.serie import OtherValue, Series, decide, end_of_dua
from chartrier.rules.series.shipped import shipped_table
from chartrier.rules.series.table import IndicativeTable, ValidatedTable, Validation, indicative
from chartrier.rules.series.vocabulary import Counting, Depart, SortFinal, read_choice
from chartrier.rules.series.writing import write_series

CELLS = {
    Column.CODE: "T1",
    Column.DOMAIN: "Finances",
    Column.TITLE: "Factures",
    Column.DUA: "10 ans",
    Column.DEPART: "clôture de l'exercice",
    Column.COUNTING: "31 décembre",
    Column.SORT_FINAL: "Éliminer",
    Column.MENTION: "",
    Column.ACCESS: "AR038 AR048",
    Column.ACCESS_SOURCED: "oui",
    Column.LEGAL_BASIS: "instruction",
    Column.SOURCE: "AD",
    Column.CONFIDENCE: "B",
    Column.DOUBTS: "",
    Column.OTHERS: "",
    Column.PERSONAL_DATA: "non",
    Column.OPEN_DATA: "",
}


def table(*lines: dict[Column, str], header=tuple(Column)) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for line in lines:
        writer.writerow({**CELLS, **line}.values())
    return text.getvalue().encode()


def read(data: bytes) -> tuple[dict[str, Series], list[tuple[str, int | None]]]:
    findings = Findings()
    return read_series(io.BytesIO(data), findings), [(each.code, each.place.line) for each in findings]


def test_a_tenant_s_table():
    series, found = read(table({}))
    assert found == []
    assert series == {
        "T1": Series(
            code="T1",
            domain="Finances",
            title="Factures",
            dua=Dua(Kind.LASTS, Duration(10, Unit.YEAR)),
            depart=Depart.FISCAL_YEAR_CLOSED,
            counting=Counting.YEAR_END,
            sort_final=SortFinal.ELIMINER,
            mention="",
            access=("AR038", "AR048"),
            access_sourced=True,
            legal_basis="instruction",
            source="AD",
            confidence=Confidence.B,
            personal_data=False,
        )
    }
    assert read(b"\xef\xbb\xbf" + table({})) == (series, [])


def test_capitals_accents_and_apostrophes_are_tolerated():
    header = [column.upper().replace("É", "E").replace("È", "E") for column in Column]
    loose = {
        Column.DUA: "10  ANS",
        Column.DEPART: "Cloture de l’exercice",
        Column.SORT_FINAL: "ELIMINER",
        Column.COUNTING: "31 decembre",
        Column.CONFIDENCE: "b",
        Column.PERSONAL_DATA: "Non",
    }
    assert read(table(loose, header=header)) == read(table({}))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({Column.CODE: "T 1"}, "RUL-238"),
        ({Column.CODE: "é"}, "RUL-238"),
        ({Column.CODE: "T" * 33}, "RUL-238"),
        ({Column.DUA: "dix ans"}, "RUL-240"),
        ({Column.DUA: "-1 an"}, "RUL-240"),
        ({Column.DUA: "1000 ans"}, "RUL-240"),
        ({Column.DUA: "١٠ ans"}, "RUL-240"),
        ({Column.DUA: "10"}, "RUL-240"),
        ({Column.DEPART: "un jour"}, "RUL-241"),
        ({Column.COUNTING: "31 novembre"}, "RUL-241"),
        ({Column.SORT_FINAL: "Destroy"}, "RUL-241"),
        ({Column.CONFIDENCE: "C"}, "RUL-241"),
        ({Column.PERSONAL_DATA: "peut-être"}, "RUL-241"),
        ({Column.DEPART: ""}, "RUL-242"),
        ({Column.DUA: "aucune"}, "RUL-243"),
        ({Column.DUA: "à établir"}, "RUL-243"),
        ({Column.SORT_FINAL: "Trier"}, "RUL-244"),
        ({Column.ACCESS: "AR038 AR099"}, "RUL-245"),
        ({Column.OTHERS: "DUA : 5 ans"}, "RUL-246"),
        ({Column.OTHERS: "DUA : Trier (AD)"}, "RUL-246"),
        ({Column.OTHERS: "accès : AR038 (AD)"}, "RUL-246"),
        ({Column.OTHERS: "DUA : 5 ans ( )"}, "RUL-246"),
        ({Column.TITLE: "x" * (LONGEST_CELL + 1)}, "RUL-236"),
        ({Column.TITLE: "a\x1bb"}, "RUL-236"),
        *(({column: ""}, "RUL-237") for column in sorted(NEEDED)),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_leaves_the_line_out(line, code):
    series, found = read(table({Column.CODE: "T0"}, line, {Column.CODE: "T2"}))
    assert found == [(code, 3)]
    assert list(series) == ["T0", "T2"]


def test_all_that_is_wrong_with_a_line_is_told_and_lines_are_counted_by_the_file():
    wrong = {Column.CODE: "T 1", Column.DUA: "x", Column.ACCESS: "AR1", Column.SORT_FINAL: "y"}
    _, found = read(table({Column.TITLE: "sur\ndeux lignes"}, wrong))
    assert sorted(found) == [("RUL-238", 4), ("RUL-240", 4), ("RUL-241", 4), ("RUL-245", 4)]


def test_line_breaks_in_a_cell_are_spaces():
    series, found = read(table({Column.TITLE: "sur\ndeux\t lignes "}))
    assert found == []
    assert series["T1"].title == "sur deux  lignes"


def test_columns():
    absent = tuple(column for column in Column if column is not Column.DUA)
    assert read(table(header=absent)) == ({}, [("RUL-231", 1)])
    assert ("RUL-233", 1) in read(table(header=(*Column, "dua")))[1]
    findings = Findings()
    data = table({}).replace(b"\r\n", b";\r\n").replace("données ouvertes;".encode(), "données ouvertes;DUC".encode())
    assert list(read_series(io.BytesIO(data), findings)) == ["T1"]
    assert [each.code for each in findings] == ["RUL-232"] and not findings.refused
    assert read(b"") == ({}, [("RUL-231", 1)] * len(Column))


def test_twice_and_other_numbers_of_cells():
    series, found = read(table({}, {Column.TITLE: "autre"}) + b"T3;x\r\n\r\n;;\r\n")
    assert found == [("RUL-239", 3), ("RUL-234", 4)]
    assert series["T1"].title == "Factures"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00", "RUL-230"),
        (b"\xe9;\x81\n", "RUL-230"),
        (table({})[:-2] + b';"', "RUL-230"),
        (b'"a"b;c', "RUL-230"),
        (b"a\rb;c", "RUL-231"),
        (b"PK\x03\x04", "RUL-231"),
    ],
)
def test_what_is_not_a_table(data, code):
    series, found = read(data)
    assert series == {}
    assert code in dict(found)


def test_hostile_tables_are_bounded(monkeypatch):
    many = table(*({Column.CODE: f"T{number}"} for number in range(MOST_SERIES + 1)))
    series, found = read(many)
    assert len(series) == MOST_SERIES
    assert found == [("RUL-235", MOST_SERIES + 2)]
    monkeypatch.setattr(reading, "LARGEST", 2_000)
    assert read(many)[1] == [("RUL-230", None)]
    findings = Findings()
    read_series(io.BytesIO(table({Column.CODE: "x" * 1_999 + "é"})), findings)
    assert all(len(each.message("fr")) < 200 for each in findings)


text = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20).map(str.strip)
some_text = text.filter(bool)
durations = st.sampled_from(list(Unit)).flatmap(
    lambda unit: st.builds(Duration, st.integers(0, LONGEST[unit]), st.just(unit))
)
duas = st.builds(Dua, st.sampled_from([Kind.LASTS, Kind.AT_MOST]), durations) | st.sampled_from(
    [Dua(Kind.UNTIL_EVENT), Dua(Kind.NONE), Dua(Kind.UNKNOWN)]
)
others = st.builds(
    OtherValue, duas | st.sampled_from(list(SortFinal)), some_text.filter(lambda source: "|" not in source)
)


@st.composite
def series_of_any_kind(draw: st.DrawFn) -> Series:
    dua, sort_final = draw(duas), draw(st.sampled_from(list(SortFinal)))
    return Series(
        code=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", fullmatch=True)),
        domain=draw(some_text),
        title=draw(some_text | st.sampled_from(["=1+1", "'=x", "''-x", "@a;b", '"', "'", "+33 1"])),
        dua=dua,
        depart=draw(st.sampled_from(list(Depart))) if dua.needs_depart else None,
        counting=draw(st.sampled_from(list(Counting))),
        sort_final=sort_final,
        mention=draw(some_text if sort_final is SortFinal.TRIER else text),
        access=tuple(draw(st.lists(st.sampled_from(list(GROUNDS)), max_size=3, unique=True))),
        access_sourced=draw(st.booleans()),
        legal_basis=draw(some_text),
        source=draw(some_text),
        confidence=draw(st.sampled_from(list(Confidence))),
        doubts=draw(text),
        others=tuple(draw(st.lists(others, max_size=3))),
        personal_data=draw(st.booleans()),
        open_data=draw(text),
    )


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw makes the tables of characters
@given(st.lists(series_of_any_kind(), max_size=4, unique_by=lambda each: each.code))
def test_what_is_written_is_read_back_and_no_cell_is_a_formula(several):
    stream = io.BytesIO()
    write_series(several, stream)
    stream.seek(0)
    findings = Findings()
    assert list(read_series(stream, findings).values()) == several
    assert len(findings) == 0
    for row in csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@given(st.text())
@example("=1+1")
@example("'=1")
@example("''@x")
@example("\tx")
@example("\rx")
@example("'")
def test_the_apostrophe_comes_and_goes(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(duas)
def test_a_dua_is_read_as_written(dua):
    assert read_dua(str(dua)) == dua
    assert read_dua(f" {str(dua).upper()} ") == dua


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda body: table({Column.TITLE: body})))
def test_no_bytes_break_the_reader(data):
    series, found = read(data)
    assert found or series
    assert all(not any(unicodedata.category(char) == "Cc" for char in each.title) for each in series.values())


def test_trier_and_doubt_are_never_destroy():
    assert {each: each.final_action for each in SortFinal} == {
        SortFinal.CONSERVER: KEEP,
        SortFinal.ELIMINER: DESTROY,
        SortFinal.TRIER: KEEP,
        SortFinal.UNKNOWN: KEEP,
    }
    series = read(table({Column.OTHERS: "sort final : Conserver (AD)"}))[0]["T1"]
    assert series.sort_final is SortFinal.ELIMINER and series.final_action == KEEP
    assert decide(series, SortFinal.ELIMINER).final_action == DESTROY


def test_the_tenant_decides_one_thing_at_a_time():
    line = {Column.OTHERS: "DUA : 5 ans (AD) | sort final : Conserver (CDG (2020)) | DUA : aucune (W)"}
    series = read(table(line))[0]["T1"]
    assert [other.source for other in series.others] == ["AD", "CDG (2020)", "W"]
    assert end_of_dua(series, date(2019, 6, 1)) is None
    kept = decide(series, Dua(Kind.NONE))
    assert kept.depart is None and not kept.dua_undecided and kept.sort_undecided
    chosen = decide(series, Dua(Kind.LASTS, Duration(5, Unit.YEAR)))
    assert end_of_dua(chosen, date(2019, 6, 1)) == date(2025, 1, 1)
    assert not decide(chosen, SortFinal.CONSERVER).undecided


def test_a_series_that_cannot_be_is_not_made():
    series = read(table({}))[0]["T1"]
    with pytest.raises(ValueError, match="T1"):
        replace(series, depart=None)
    with pytest.raises(ValueError, match="duration"):
        Dua(Kind.NONE, Duration(1, Unit.YEAR))
    with pytest.raises(ValueError, match="duration"):
        Dua(Kind.LASTS)


VALIDATION = Validation(date(2026, 11, 23), "AD du Finistère", "2026/118")


def test_indicative_until_validated_and_again_after_a_change():
    series = read(table({}))[0]
    one = indicative(series.values())
    assert one.status.fr == one.status_of("T1").fr == "indicatif"
    validated = one.validated(VALIDATION)
    said = "validé le 23 novembre 2026 par AD du Finistère ; ce n'est pas un visa d'élimination"
    assert validated.status.fr == validated.status_of("T1").fr == said
    assert validated.status_of("T2").fr == "indicatif"
    assert not isinstance(validated, IndicativeTable)
    changed = validated.replaced([replace(series["T1"], title="Factures reçues"), replace(series["T1"], code="T2")])
    assert isinstance(changed, IndicativeTable)
    assert [each.title for each in changed.series.values()] == ["Factures reçues", "Factures"]
    assert [changed.status_of(code).fr for code in ("T1", "T2")] == ["indicatif", "indicatif"]
    with pytest.raises(TypeError):
        validated.series["T2"] = series["T1"]


def test_lines_that_have_not_changed_stay_validated():
    first = read(table({}))[0]["T1"]
    second = replace(first, code="T2")
    validated = indicative([first, second]).validated(VALIDATION)
    after = validated.replaced([first, replace(second, title="Autre"), replace(first, code="T3")])
    assert after.status.fr == "indicatif"
    assert [code for code in after.series if after.status_of(code) == VALIDATION.words] == ["T1"]
    # what comes back as it was is not what was validated any more: somebody has to say so again
    back = after.replaced([first, second])
    assert dict(back.unchanged) == {"T1": VALIDATION}
    assert dict(back.replaced([second]).unchanged) == {}


def test_what_awaits_a_decision_cannot_be_validated():
    with pytest.raises(Conflict, match="RUL-250") as raised:
        shipped_table().validated(VALIDATION)
    assert "8 séries" in raised.value.finding.message("fr") and "S004" in raised.value.finding.message("fr")
    with pytest.raises(Conflict, match="RUL-250"):
        ValidatedTable(shipped_table().series, VALIDATION)
    with pytest.raises(Conflict, match="RUL-251"):
        indicative([]).validated(VALIDATION)
    for by, letter in (("", "x"), ("x", " ")):
        with pytest.raises(InvalidInput, match="RUL-252"):
            Validation(date(2026, 1, 1), by, letter)


def test_vocabularies_do_not_collide():
    for vocabulary in (Depart, SortFinal, Counting):
        assert [read_choice(vocabulary, member.value) for member in vocabulary] == list(vocabulary)
