"""The récolement and the list of paper that it is given."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from chartrier.clock import day_of
from chartrier.errors import InvalidInput
from chartrier.papers.proces_verbal_recolement import ProcesVerbalRecolement
from chartrier.preservation.audit import Means, audit
from chartrier.records.finding import Findings
from chartrier.registers.paper_list import read_paper_list
from chartrier.registers.recolement import Successors, recolement
from tests.ingest.archive import Bench
from tests.ingest.test_attachment import attaching, by_system_id, title_of
from tests.packages_of_ours import Sip
from tests.papers.reading import text
from tests.registers.sips import BOX, RegisterSip
from tests.ruled import declaring, ruled

PAPER = """cote;Intitulé;début;fin;Mètres linéaires;Localisation;Observations
1 D 1-42;Registres de délibérations;1791;2001;3,60;mairie, travée 2;reliures à reprendre
'=4 W;État civil;01/03/1903;31/12/1950;1.2 ml;;

;Cadastre;;;;;
"""


def made(bench: Bench, **options: object) -> ProcesVerbalRecolement:
    copies = bench.means.copies
    return recolement(bench.tenant, copies, today=day_of(copies.clock()), **options)  # type: ignore[arg-type]


def test_it_says_what_is_there_and_what_is_missing(filled: Bench, tmp_path: Path) -> None:
    paper = tmp_path / "papier.csv"
    paper.write_text(PAPER, "utf-8-sig")
    found = made(filled, successors=Successors("Jeanne Martin", "Ahmed Bensaïd"), paper=paper)
    assert [(each.title, each.units, each.files) for each in found.electronic] == [
        ("Délibérations", 2, 1),
        ("@Plans ; Cartons", 5, 1),
        ("Vide ; Sans objet", 3, 1),
    ]
    assert found.electronic[2].remark == "1\u00a0unité sans objet"
    assert [(each.cote, each.metres) for each in found.paper] == [
        ("1 D 1-42", Decimal("3.60")),
        ("=4 W", Decimal("1.2")),
        ("", None),
    ]
    assert [each.standing for each in found.copies] == ["à jour (4\u00a0inscriptions)"] * 2
    assert found.gaps == (
        "1\u00a0unité décrite n’a pas d’objet (ni fichier, ni document sur papier) ; les versements concernés le "
        "portent en observation.",
        "Les copies n’avaient jamais été contrôlées à cette date.",
    )
    assert found.journal.startswith("4\u00a0inscriptions, racine sha256:")
    said = text(found.pdf())
    for expected in ("Procès-verbal de récolement", "Ahmed Bensaïd", "Registres de délibérations", "3,60 ml", "1791"):
        assert expected in said
    assert str(filled.archive.settings.copies["a"].name) in said


def test_what_is_there_is_told_by_serie_service_and_plan(bench: Bench, tmp_path: Path) -> None:
    """Years of folders without an object fill no gap; a thing that two units share is of each, once."""
    rules = declaring("C-DEL-01")
    dated = "<StartDate>{0}-03-01</StartDate><EndDate>{1}-04-01</EndDate>"
    documents = [dated.format(1998, 1998), dated.format(2001, 2003), dated.format(2006, 2006)]
    whole = dated.format(1998, 2006)
    bench.accept(ruled("S-1", "Délibérations", rules, dates=whole, documents=documents).write(tmp_path / "1.zip"))
    plan = title_of(bench, tmp_path / "2.zip", "S-2", "Plan de classement")
    below = ruled("S-3", "Délibérations (suite)", rules, documents=[dated.format(2007, 2007)])
    attaching(tmp_path / "3.zip", below, by_system_id(str(plan)))
    bench.accept(tmp_path / "3.zip")
    bench.accept(RegisterSip(message="S-4", title="Vide", boxes=(BOX, BOX, BOX), bare=True).write(tmp_path / "4.zip"))
    found = made(bench)
    assert [(each.code, each.heading, each.units, each.files, each.metres) for each in found.series] == [
        ("C-DEL-01", "", 4, 3, None),
        ("C-DEL-01", "Plan de classement", 2, 1, None),
        ("", "", 9, 2, Decimal("0.315")),
    ]
    assert [each.agency for each in found.series] == ["SERVICE-PRODUCTEUR"] * 3
    first, _, last = found.series
    assert (first.first, first.last) == (date(1998, 3, 1), date(2006, 4, 1))
    assert first.lacunes == ("aucun document daté de : 1999-2000, 2004-2005",)
    assert last.lacunes == ("1\u00a0unité sans objet",)
    assert sum(each.size for each in found.series) == sum(each.size for each in found.electronic)
    said = text(found.pdf())
    for expected in ("C-DEL-01", "Ensemble : C-DEL-01", "Sans série", "1999-2000", "1998 – 01/04/2007", "0,32 ml"):
        assert expected in said, said
    yesterday = day_of(bench.means.copies.clock()) - timedelta(days=1)
    assert made(bench, at=yesterday).series == []


def test_copies_that_are_away_and_audits_are_told(bench: Bench, tmp_path: Path) -> None:
    bench.accept(Sip().write(tmp_path / "1.zip"))
    audit(bench.tenant, Means(bench.means.copies), by="system")
    found = made(bench)
    assert [(each.result, each.audited is not None) for each in found.copies] == [("tout est prouvé", True)] * 2
    assert "Les copies n’avaient jamais été contrôlées à cette date." not in found.gaps
    folder = bench.archive.settings.copies["b"]
    away = folder.rename(folder.with_name("away"))
    try:
        found = made(bench)
        assert found.copies[1].standing.startswith("absente ; dernière connue")
        assert any(gap.startswith("Copie b : ") for gap in found.gaps)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        away.rename(folder)


def test_at_an_earlier_day(bench: Bench) -> None:
    yesterday = day_of(bench.means.copies.clock()) - timedelta(days=1)
    found = made(bench, at=yesterday)
    assert found.electronic == []
    assert found.journal.startswith("0\u00a0inscription, racine sha256:e3b0c442")
    with pytest.raises(InvalidInput) as caught:
        made(bench, at=yesterday + timedelta(days=2))
    assert caught.value.finding.code == "REG-004"


def read(tmp_path: Path, content: str | bytes) -> tuple[list[str], list[int | None]]:
    path = tmp_path / "p.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    findings = Findings()
    read_paper_list(path, findings)
    told = list(findings)
    return [found.code for found in told], [found.place.line for found in told]


@pytest.mark.parametrize(
    ("content", "codes", "lines"),
    [
        ("", ["REG-006"], [1]),
        ("cote;fin\nA;1999\n", ["REG-006"], [1]),
        ("INTITULE\nA\n", [], []),
        ("intitulé,cote\nA,1\n", [], []),
        ("intitulé;couleur\nA;bleu\n", ["REG-011"], [1]),
        ("intitulé;cote\n;1\nA;2\n", ["REG-007"], [2]),
        ("intitulé;début;fin\nA;1999;l'an II\nB;31/02/2001;\n", ["REG-008", "REG-008"], [2, 3]),
        ("intitulé;début;fin\nA;1999;1998\n", ["REG-010"], [2]),
        ("intitulé;mètres linéaires\nA;beaucoup\nB;-1\nC;NaN\nD;1,20 ml\n", ["REG-009"] * 3, [2, 3, 4]),
        ('intitulé;cote\n"A\nsur deux lignes";1\n;2\n', ["REG-007"], [4]),
    ],
)
def test_a_list_of_paper_is_read_line_by_line(
    tmp_path: Path, content: str, codes: list[str], lines: list[int | None]
) -> None:
    assert read(tmp_path, content) == (codes, lines)


@pytest.mark.parametrize(
    "content",
    [b"intitul\x81\nA\n", b"intitule\n\0\n", b"intitule\n" + b"A\n" * 10_001, b'"' + b"x" * 200_000],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, content)
    assert caught.value.finding.code == "REG-005"


def test_a_list_with_mistakes_makes_no_document(bench: Bench, tmp_path: Path) -> None:
    paper = tmp_path / "papier.csv"
    paper.write_text("intitulé;début\n;1999\nA;hier\n")
    with pytest.raises(InvalidInput) as caught:
        made(bench, paper=paper)
    assert caught.value.finding.code == "REG-012"
    assert caught.value.finding.values == {"count": 2}


def test_an_empty_archive_has_an_etat(bench: Bench) -> None:
    said = text(replace(made(bench), at=date(2026, 3, 1)).pdf())
    assert "Aucun versement à cette date." in said
    assert "aucune liste n’a été fournie" in said
