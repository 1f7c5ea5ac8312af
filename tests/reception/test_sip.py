"""The SIP made of a deposit: the same bytes for the same deposit, sound for our own controls."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from chartrier.ingest.check import check
from chartrier.ingest.steps import Steps
from chartrier.reception.answers import Answers, read_answers
from chartrier.reception.kinds import kind_of
from chartrier.reception.naming import day_in, title_of, year_in
from chartrier.reception.packing import pack_files
from chartrier.reception.sip import Deposit
from chartrier.records.finding import Findings
from tests.reception.conftest import write

BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)
DEPOSIT = UUID("0b1f7a52-58a5-4f0b-8a2f-4cf3b3f8d111")


def made(desk: Any, path: Path, files: list[Path], **answers: Any) -> bytes:
    findings = Findings()
    given = Answers(**{"series": "S001", "title": "Séance & <suite>", "year": "2025", **answers})
    understood = read_answers(given, kind_of(desk.tenant, given.series), BEGAN.date(), findings)
    path.parent.mkdir()
    listed = [(file.name, file) for file in files]
    pack_files(path, listed, Deposit(DEPOSIT, understood, BEGAN), desk.tenant, desk.means.budget, findings)
    assert not findings.refused, [each.message("en") for each in findings]
    return path.read_bytes()


def manifest(desk: Any, path: Path) -> Any:
    import zipfile

    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("manifest.xml"))


def test_the_same_deposit_is_the_same_bytes_and_passes_check(desk: Any, tmp_path: Path) -> None:
    files = write(tmp_path, b_txt=b"b\n", a_txt=b"a\n")
    first = made(desk, tmp_path / "1" / "sip.zip", files)
    assert made(desk, tmp_path / "2" / "sip.zip", files[::-1]) == first
    means = desk.archive.means
    report = check(
        tmp_path / "1" / "sip.zip", policy=desk.tenant.policy, budget=means.budget, limits=means.limits,
        identifier=means.identifier, scanner=None, steps=Steps(),
    )  # fmt: skip
    assert not report.findings.refused and (report.units, report.objects) == (3, 2)


@pytest.mark.parametrize(
    ("series", "answers", "start"),
    [
        ("S001", {"year": "2025"}, "2025-12-31"),
        ("S043", {"year": "2025"}, None),
        ("S043", {"event": "31/05/1980"}, "1980-05-31"),
        ("S009", {"year": "2025"}, None),
    ],
)
def test_a_dua_starts_when_it_is_known(
    desk: Any, tmp_path: Path, series: str, answers: dict[str, str], start: str | None
) -> None:
    path = tmp_path / "1" / "sip.zip"
    made(desk, path, write(tmp_path, a_txt=b"a\n"), series=series, **{"year": "", **answers})
    root = manifest(desk, path)
    starts = root.findall(".//{*}AppraisalRule/{*}StartDate")
    assert root.find(".//{*}AppraisalRule/{*}Rule").text == series
    assert [each.text for each in starts] == ([start] if start else [])


@pytest.mark.parametrize(
    ("name", "title", "day", "year"),
    [
        ("2026-03-14_budget_primitif.pdf", "Budget primitif", "2026-03-14", 2026),
        ("CR 5.1.2024.odt", "CR", "2024-01-05", 2024),
        ("2024/lettre.txt", "Lettre", "None", 2024),
        ("20241301.pdf", "20241301", "None", None),
        ("Lettre à M. Dupont", "Lettre à M. Dupont", "None", None),
        ("M. Dupont - permis/", "M. Dupont - permis", "None", None),
        ("archive.7z", "Archive", "None", None),
        ("2023-02-31 plan.pdf", "Plan", "None", 2023),
    ],
)
def test_what_names_say(name: str, title: str, day: str, year: int | None) -> None:
    assert (title_of(name), str(day_in(name)), year_in(name)) == (title, day, year)
