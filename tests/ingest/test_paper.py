"""What is on paper: a list of boxes becomes a versement like any other, searched, measured, shown and counted."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.access.describing import describe
from chartrier.administration.status import statuses
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.paper import linear_metres, paper, place_of
from chartrier.ingest.boxes import Box, metres_in, read_boxes
from chartrier.ingest.check import check_message
from chartrier.ingest.paper import PaperTransfer, ingest_paper, write_paper
from chartrier.ingest.steps import Steps
from chartrier.records.finding import Findings
from chartrier.rules.series.vocabulary import SortFinal
from tests.corpus.archive import PACKAGES
from tests.ingest.archive import Bench, errors
from tests.seda.official import needs_corpus

LIST = """Cote;Intitulé;Date de début;Date de fin;Métrage;Localisation;Règle;Départ;Sort final
1 W 1;Permis de construire;1998;31/12/1999;0,12;Magasin 2, travée 4;APP-1;31/12/1999;Conserver
1 W 2;'=Registre;;;0.3 ml;Magasin 2, travée 5;APP-1;;éliminer

1 W 3;Plans en rouleaux;1950;;;;;;
"""
TRANSFER = PaperTransfer("Archives du service urbanisme", "URBANISME", "ACCORD-1")


def boxes_of(text: str) -> tuple[list[Box], list[tuple[str, int | None]]]:
    findings = Findings()
    boxes = read_boxes(io.BytesIO(text.encode()), findings, file="boites.csv")
    return boxes, [(found.code, found.place.line) for found in findings]


def taken(bench: Bench, text: str = LIST) -> Any:
    boxes, codes = boxes_of(text)
    assert codes == []
    return ingest_paper(boxes, TRANSFER, bench.tenant, bench.means, by="system", steps=Steps())


def test_a_list_is_read() -> None:
    boxes, codes = boxes_of(LIST)
    assert codes == []
    assert [box.cote for box in boxes] == ["1 W 1", "1 W 2", "1 W 3"]
    first = boxes[0]
    assert (first.start, first.end, first.metres, first.stored) == (
        "1998", "1999-12-31", Decimal("0.12"), "Magasin 2, travée 4",
    )  # fmt: skip
    assert (first.rule, first.rule_start, first.fate) == ("APP-1", "1999-12-31", SortFinal.CONSERVER)
    assert boxes[1].title == "=Registre"
    assert metres_in(boxes) == Decimal("0.42")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";x;;;;;;;", "ING-080"),
        ("1 W 1;x;;;;;;;", "ING-081"),
        ("c;;;;;;;;", "ING-082"),
        ("c;x;hier;;;;;;", "ING-083"),
        ("c;x;;31/02/1999;;;;;", "ING-083"),
        ("c;x;;;;;r;1999;Conserver", "ING-083"),
        ("c;x;1999;1998;;;;;", "ING-084"),
        ("c;x;;;beaucoup;;;;", "ING-085"),
        ("c;x;;;-1;;;;", "ING-085"),
        ("c;x;;;1e9;;;;", "ING-085"),
        ("c;x;;;0;;;;", "ING-085"),
        ("c;x;;;;;r;;", "ING-086"),
        ("c;x;;;;;r;;Brûler", "ING-086"),
        ("c;x", "LST-003"),
    ],
)
def test_a_wrong_line_is_told(line: str, code: str) -> None:
    assert boxes_of(f"{LIST}{line}\n")[1] == [(code, 6)]


def test_an_empty_list() -> None:
    assert boxes_of(LIST.splitlines()[0]) == ([], [("ING-087", None)])
    assert {code for code, _ in boxes_of("Cote;Intitulé\na;b\n")[1]} == {"LST-002"}


def test_taken_in_searched_measured_and_shown(bench: Bench) -> None:
    outcome = taken(bench)
    assert outcome.operation.accepted, errors(outcome)
    units = [UUID(unit["id"]) for unit in bench.units(outcome)]
    key = bench.tenant.key
    (found,) = questions.find([key], "permis de construire").units
    assert found.id == units[1]
    assert [unit.id for unit in questions.find([key], '"travée 5"').units] == [units[2]]
    assert linear_metres(key, units) == {units[1]: Decimal("0.12"), units[2]: Decimal("0.3"), units[3]: None}
    assert place_of(found.content) == "Magasin 2, travée 4"
    told = describe([key], units[1], bench.archive.copies)
    assert (told["linear_metres"], told["stored"]) == ("0.12", "Magasin 2, travée 4")
    assert told["management"]["AppraisalRule"][0]["FinalAction"] == ["Keep"]
    assert told["objects"][0]["metadata"]["PhysicalId"] == ["1 W 1"]
    counted = paper(key)
    assert (counted.units, counted.objects, counted.metres, counted.unmeasured) == (3, 3, Decimal("0.42"), 1)
    (status,) = [each for each in statuses(bench.means.copies) if each.tenant.code == bench.tenant.code]
    assert status.paper == counted
    assert bench.is_proven()


def test_the_bordereau_is_sound_seda(bench: Bench) -> None:
    (content, _) = bench.contents(taken(bench))
    report = check_message(
        content / "bordereau.xml", policy=bench.tenant.policy, limits=bench.means.limits, steps=Steps()
    )
    assert report.findings.verdict == "accept"


def test_the_same_list_twice_is_refused(bench: Bench) -> None:
    assert taken(bench).operation.accepted
    again = taken(bench)
    assert not again.operation.accepted
    assert errors(again) == ["CAT-020"]


@needs_corpus
def test_what_others_measure(bench: Bench) -> None:
    """A physical object of the corpus, in whatever unit; one counted for several forms of a document."""
    outcome = bench.accept(PACKAGES / "OK_images_2Binary-1Physical_withIdArk_2.2.zip")
    units = [UUID(unit["id"]) for unit in bench.units(outcome)]
    counted = paper(bench.tenant.key)
    assert counted.objects == 1
    assert set(linear_metres(bench.tenant.key, units)) <= set(units)


@pytest.mark.parametrize(
    ("unit", "value", "metres"),
    [
        ("centimetre", "12", "0.12"), ("CMT", "12.5", "0.125"), ("millimetre", "80", "0.08"), ("MMT", "1", "0.001"),
        ("metre", " 1.5 ", "1.5"), ("inch", "10", "0.254"), ("INH", "1", "0.0254"), ("foot", "1", "0.3048"),
        ("FOT", "2", "0.6096"), ("micrometre", "1000", "0.001"), ("4H", "1000", "0.001"), ("metre", "-1", None),
    ],
)  # fmt: skip
def test_units_of_length(bench: Bench, tmp_path: Path, unit: str, value: str, metres: str | None) -> None:
    boxes, _ = boxes_of(LIST)
    transfer = PaperTransfer("Un", "S")
    folder = tmp_path / "sip"
    folder.mkdir()
    write_paper(folder / "manifest.xml", boxes[:1], transfer, bench.tenant, bench.means.copies.clock())
    text = (folder / "manifest.xml").read_text()
    changed = text.replace('<Thickness unit="metre">0.12<', f'<Thickness unit="{unit}">{value}<')
    assert changed != text or (unit, value) == ("metre", "0.12")
    (folder / "manifest.xml").write_text(changed)
    outcome = bench.accept(folder)
    (known,) = linear_metres(bench.tenant.key, [UUID(each["id"]) for each in bench.units(outcome)]).values()
    assert known == (None if metres is None else Decimal(metres))
