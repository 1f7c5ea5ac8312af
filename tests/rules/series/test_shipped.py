"""The retention table that Chartrier brings, against the table it was made from, by hand."""

from __future__ import annotations

import io
from datetime import date
from importlib.resources import files

import pytest

from chartrier.records.finding import Findings
from chartrier.rules.calendar import Unit
from chartrier.rules.categories import DESTROY, KEEP
from chartrier.rules.communicabilite.grounds import GROUNDS
from chartrier.rules.communicabilite.provenance import Confidence
from chartrier.rules.series import shipped
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.reading import read_series
from chartrier.rules.series.serie import Series, end_of_dua
from chartrier.rules.series.shipped import FILE, shipped_table
from chartrier.rules.series.table import IndicativeTable
from chartrier.rules.series.vocabulary import Counting, Depart, SortFinal
from chartrier.rules.series.writing import write_series

TABLE = shipped_table()
ROWS = list(TABLE.series.values())
DATA = files("chartrier.rules.series").joinpath(FILE).read_bytes()


def test_ninety_six_series_some_in_parts():
    """The source has 96; where one of them holds several DUA or sorts, each is a line: S082a and S082b."""
    assert list(dict.fromkeys(row.code[:4] for row in ROWS)) == [f"S{number:03}" for number in range(1, 97)]
    assert len(ROWS) == 115
    parts = [row.code for row in ROWS if len(row.code) > 4]
    assert all(code[4:] in "abcd" and f"{code[:4]}b" in parts for code in parts)


def test_it_is_indicative_and_read_without_a_word():
    assert isinstance(TABLE, IndicativeTable)
    assert TABLE.status.fr == "indicatif"
    findings = Findings()
    assert list(read_series(io.BytesIO(DATA), findings).values()) == ROWS
    assert len(findings) == 0


def test_an_epci_has_no_civil_register():
    epci = shipped_table(shipped.Kind.EPCI).series
    assert set(TABLE.series) - set(epci) == {
        *("S051a", "S051b", "S052", "S053", "S054", "S055", "S056", "S057a", "S057b"),
        *("S059", "S060", "S061", "S062", "S063"),
    }
    assert "S058" in epci


def test_it_is_written_as_the_writer_writes():
    stream = io.BytesIO()
    write_series(ROWS, stream)
    assert stream.getvalue() == DATA


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_row_is_complete_and_sane(row: Series):
    assert row.domain and row.title and row.source and row.legal_basis
    assert set(row.access) <= set(GROUNDS)
    assert row.access or row.code == "S072"
    if row.dua.duration is not None:
        years = {Unit.YEAR: 1, Unit.MONTH: 12, Unit.DAY: 365}[row.dua.duration.unit]
        assert 0 < row.dua.duration.number <= 80 * years
    assert row.mention or row.sort_final is not SortFinal.TRIER
    assert row.doubts or not row.undecided
    assert row.doubts or row.confidence is not Confidence.G
    assert (row.final_action == DESTROY) == (row.sort_final is SortFinal.ELIMINER and not row.sort_undecided)
    if set(row.access) & {"AR043", "AR048", "AR054", "AR057", "AR061"}:
        assert row.personal_data or row.code in {"S096c", "S096d"}


BY_HAND = [
    # code, DUA, départ, sort, access, confidence
    ("S001", "1 an", Depart.FILE_CLOSED, SortFinal.CONSERVER, "AR038", "A"),
    ("S005", "1 an", Depart.FILE_CLOSED, SortFinal.ELIMINER, "AR038", "B"),
    ("S008", "1 an", Depart.MANDATE_ENDED, SortFinal.TRIER, "AR038 AR048", "B"),
    ("S009", "aucune", None, SortFinal.CONSERVER, "AR048", "B"),
    ("S011", "jusqu'à l'événement", Depart.VALIDITY_ENDED, SortFinal.TRIER, "AR038", "B"),
    ("S013", "1 an", Depart.APPEALS_EXHAUSTED, SortFinal.TRIER, "AR057", "B"),
    ("S015", "5 ans", Depart.CONTRACT_ENDED, SortFinal.ELIMINER, "AR038", "B"),
    ("S016", "30 ans", Depart.FILE_CLOSED, SortFinal.TRIER, "AR048 AR061", "B"),
    ("S022", "10 ans", Depart.DISPOSAL, SortFinal.ELIMINER, "AR038", "B"),
    ("S023", "5 ans", Depart.FILE_CLOSED, SortFinal.CONSERVER, "AR038", "B"),
    ("S026", "10 ans", Depart.FISCAL_YEAR_CLOSED, SortFinal.ELIMINER, "AR048", "A"),
    ("S027", "10 ans", Depart.FISCAL_YEAR_CLOSED, SortFinal.ELIMINER, "AR048", "A"),
    ("S030", "10 ans", Depart.LOAN_ENDED, SortFinal.ELIMINER, "AR038", "B"),
    ("S034", "10 ans", Depart.WORKS_DONE, SortFinal.TRIER, "AR039 AR038", "A"),
    ("S037", "5 ans", Depart.NOTIFICATION, SortFinal.ELIMINER, "AR039", "A"),
    ("S042", "jusqu'à l'événement", Depart.BUILDING_ENDED, SortFinal.CONSERVER, "AR050 AR038", "B"),
    ("S043", "80 ans", Depart.BIRTH, SortFinal.TRIER, "AR048 AR061", "A"),
    ("S044", "5 ans", Depart.FILE_CLOSED, SortFinal.ELIMINER, "AR048", "A"),
    ("S051a", "aucune", None, SortFinal.CONSERVER, "AR054", "A"),
    ("S051b", "aucune", None, SortFinal.CONSERVER, "AR038", "A"),
    ("S054", "5 ans", Depart.DISSOLUTION, SortFinal.ELIMINER, "AR048", "B"),
    ("S058", "à établir", None, SortFinal.UNKNOWN, "AR052", "G"),
    ("S063", "40 mois", Depart.FILE_CLOSED, SortFinal.ELIMINER, "AR048", "B"),
    ("S064", "3 ans", Depart.FILE_CLOSED, SortFinal.CONSERVER, "AR048", "B"),
    ("S069a", "15 ans", Depart.FILE_CLOSED, SortFinal.ELIMINER, "AR048", "B"),
    ("S072", "au plus 1 mois", Depart.RECORDING, SortFinal.ELIMINER, "", "A"),
    ("S073", "aucune", None, SortFinal.CONSERVER, "AR038", "A"),
    ("S074", "1 an", Depart.DECISION, SortFinal.ELIMINER, "AR048", "B"),
    ("S082b", "10 ans", Depart.FILE_CLOSED, SortFinal.CONSERVER, "AR038", "B"),
    ("S086", "30 ans", Depart.FILE_CLOSED, SortFinal.CONSERVER, "AR048", "B"),
    ("S092", "28 ans", Depart.BIRTH, SortFinal.ELIMINER, "AR048 AR061", "B"),
    ("S093b", "2 ans", Depart.FILE_CLOSED, SortFinal.ELIMINER, "AR048", "B"),
]


@pytest.mark.parametrize(("code", "dua", "depart", "sort_final", "access", "confidence"), BY_HAND)
def test_by_hand(code, dua, depart, sort_final, access, confidence):
    row = TABLE.series[code]
    assert (str(row.dua), row.depart, row.sort_final) == (dua, depart, sort_final)
    assert (" ".join(row.access), row.confidence) == (access, confidence)


def test_where_sources_conflict_both_values_are_kept_and_nothing_is_computed():
    others = {row.code: [str(other.value) for other in row.others] for row in ROWS if row.others}
    assert others == {
        "S004": ["Trier"],
        "S035": ["5 ans"],
        "S044": ["10 ans"],
        "S063": ["4 mois"],
        "S084": ["à établir", "À établir"],
        "S095b": ["1 an"],
    }
    assert [row.code for row in ROWS if row.undecided] == sorted([*others, "S058", "S079"])
    assert TABLE.series["S004"].final_action == KEEP
    assert end_of_dua(TABLE.series["S044"], date(2000, 1, 1)) is None


def test_an_invoice_of_2019_leaves_in_2030():
    invoice = TABLE.series["S027"]
    assert invoice.counting is Counting.YEAR_END
    for day in (date(2019, 1, 2), date(2019, 12, 31)):
        assert end_of_dua(invoice, day) == date(2030, 1, 1)
    assert [row.code for row in ROWS if row.counting is Counting.YEAR_END] == ["S026", "S027", "S028", "S029"]


def test_an_agent_born_in_1960():
    assert end_of_dua(TABLE.series["S043"], date(1960, 2, 29)) == date(2040, 2, 29)
    assert end_of_dua(TABLE.series["S043"], None) is None


def test_what_has_no_dua_to_wait_for_has_no_end():
    for row in ROWS:
        if row.dua.kind not in (Kind.LASTS, Kind.UNTIL_EVENT):
            assert end_of_dua(row, date(2000, 1, 1)) is None
    assert end_of_dua(TABLE.series["S042"], date(2001, 2, 3)) == date(2001, 2, 3)


def test_open_data_and_personal_data():
    schemas = {row.code: row.open_data for row in ROWS if row.open_data.startswith("scdl")}
    assert schemas == {
        "S001": "scdl/deliberations",
        "S020": "scdl/equipements",
        "S023": "scdl/budget",
        "S033": "scdl/subventions",
    }
    assert {TABLE.series[code].personal_data for code in ("S043", "S051a", "S072", "S094")} == {True}
    assert {TABLE.series[code].personal_data for code in ("S001", "S012", "S023", "S082a")} == {False}
