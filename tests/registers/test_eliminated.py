"""What registers and the récolement say of a real élimination."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from chartrier.catalog.extents import Extent
from chartrier.clock import day_of
from chartrier.disposition.executing import execute
from chartrier.papers import words
from chartrier.registers.actes import ELIMINATIONS, register_of_acts
from chartrier.registers.entrees import register_of_entries
from chartrier.registers.recolement import recolement
from chartrier.registers.yearly import yearly_figures
from chartrier.rules.age import Age
from tests.curation.conftest import place
from tests.disposition.conftest import town
from tests.disposition.eliminating import Town
from tests.papers.reading import text
from tests.registers.test_registers import rows

__all__ = ["place", "town"]


def test_after_an_elimination(town: Town, tmp_path: Path) -> None:
    tenant, copies = town.bench.tenant, town.place.archive.copies
    today = day_of(copies.clock())
    goes, stays = town.dossier(tmp_path, "Factures"), town.dossier(tmp_path, "Marchés")
    before = rows(register_of_entries(tenant, None))
    number = town.propose(goes[0]).number
    town.sign(number)
    town.visa(number)
    done = execute(number, len(goes), tenant, copies, town.people["exploitant"])
    register = register_of_acts(ELIMINATIONS, tenant, today.year)
    (line,) = rows(register)
    assert (line["numero"], line["bordereau"], line["date"]) == ("1", number, today.isoformat())
    assert (line["visa"], line["acte"]) == (words.short_day(today), str(done.ordered.act))
    assert (line["unites_concernees"], line["objets"]) == ("3", "2")
    assert line["reste"] == ""
    assert [each.split(" le ")[0] for each in line["efface"].split(", ")] == ["a", "b"]
    assert number in text(register.pdf(today, copies.clock()))

    first, second = rows(register_of_entries(tenant, None))
    assert (first["descContenu"], before[0]["descContenu"]) == ("(éliminé ou transféré)", "Factures")
    for kept in ("numero", "octets", "objElec", "unites", "bordereau", "dateEntree", "operation"):
        assert first[kept] == before[0][kept]
    assert second == before[1]

    figures = yearly_figures(tenant, today.year, today)
    assert (figures.operations["elimination"].orders, figures.operations["elimination"].units) == (1, 3)
    assert (figures.came.units, figures.held.units) == (6, len(stays))
    stay = Extent(units=3, files=2, bytes=figures.held.bytes)
    assert figures.ages == {Age.COURANTE: Extent(), Age.INTERMEDIAIRE: stay, Age.DEFINITIVE: Extent()}
    assert figures.rules == [("R10", "Dix ans", stay)]
    assert "Archives intermédiaires" in text(figures.pdf(today, copies.clock()))

    found = recolement(tenant, copies, today=today + timedelta(days=1), at=today - timedelta(days=1))
    assert any("1\u00a0élimination ordonnée" in gap for gap in found.gaps)
    now = recolement(tenant, copies, today=today)
    assert [(each.units, each.remark) for each in now.electronic] == [
        (0, "plus rien de ce versement n’est là"),
        (3, ""),
    ]
    (left,) = now.series
    assert (left.code, left.label, left.agency, left.units, left.files) == (
        "R10", "Dix ans", "SERVICE-PRODUCTEUR", 3, 2,
    )  # fmt: skip
    assert any(gap.startswith("1\u00a0versement n’a plus rien") for gap in now.gaps)


def test_a_year_before_anything(town: Town) -> None:
    figures = yearly_figures(town.bench.tenant, 1999, date(2026, 11, 28))
    assert (figures.came.versements, figures.operations, figures.rules) == (0, {}, [])
