"""`chartrier fetch`: the bytes that were sent, or nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.commands import Chartrier, damaged
from tests.cli.conftest import SCHOOL, Filled

TEXT = SCHOOL.documents[0].data


@pytest.fixture
def unit(chartrier: Chartrier) -> str:
    return chartrier.unit("délibération -conseil")


def test_by_unit_and_by_object(chartrier: Chartrier, unit: str, tmp_path: Path) -> None:
    found = chartrier.binary(unit)
    told = chartrier.json("fetch", unit, "-o", tmp_path / "unit.txt")
    access = {"regime", "sentence", "derogation", "reproduction"}
    assert set(told) == {"id", "output", "size", "digests", "copy", "findings", *access}
    assert (told["id"], told["copy"], told["findings"]) == (found["id"], "a", [])
    assert told["digests"]["sha512"] == hashlib.sha512(TEXT).hexdigest()
    assert chartrier("fetch", found["id"], "--output", tmp_path / "object.txt").status == 0
    assert (tmp_path / "unit.txt").read_bytes() == (tmp_path / "object.txt").read_bytes() == TEXT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["object.txt", "unit.txt"]


def test_its_name_without_output(
    chartrier: Chartrier, unit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = chartrier("fetch", unit)
    name = f"{chartrier.binary(unit)['id']}.txt"
    assert answer.out == (
        f"✓ {name} : 28 octets, empreinte vérifiée, lu dans la copie a\n"
        "  accès administratif : exploitant de la machine, restreint aux personnes habilitées et journalisé\n"
    )
    assert (tmp_path / name).read_bytes() == TEXT


def test_usage(chartrier: Chartrier, unit: str, tmp_path: Path) -> None:
    assert chartrier("fetch", unit, "--usage", "BinaryMaster", "-o", tmp_path / "a").status == 0
    answer = chartrier("fetch", unit, "--usage", "Thumbnail", "-o", tmp_path / "b")
    assert (answer.status, "ACC-002" in answer.err) == (4, True)
    parent = chartrier.unit('"conseil municipal"')
    answer = chartrier("fetch", parent, "-o", tmp_path / "b")
    assert (answer.status, "ACC-002" in answer.err) == (4, True)
    assert not (tmp_path / "b").exists()


def test_standard_output(chartrier: Chartrier, unit: str) -> None:
    answer = chartrier("fetch", unit, "-o", "-")
    assert (answer.status, answer.raw, answer.err) == (0, TEXT, "")
    answer = chartrier("fetch", unit, "-o", "-", "--json")
    assert answer.raw == TEXT
    assert json.loads(answer.err)["output"] == "-"


def test_nothing_is_overwritten(chartrier: Chartrier, unit: str, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "elsewhere")
    for target in (there, dangling, tmp_path):
        answer = chartrier("fetch", unit, "-o", target, "--json")
        assert (answer.status, answer.json["error"]["code"]) == (6, "ACC-006")
    assert there.read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"there", "dangling"}
    answer = chartrier("fetch", unit, "-o", tmp_path / "none" / "x", "--json")
    assert (answer.status, answer.json["error"]["code"]) == (2, "ACC-008")


def test_a_damaged_copy(chartrier: Chartrier, unit: str, tmp_path: Path) -> None:
    found = chartrier.binary(unit)
    with damaged(chartrier.stored("a", found)):
        told = chartrier.json("fetch", unit, "-o", tmp_path / "x")
        assert (told["copy"], [each["code"] for each in told["findings"]]) == ("b", ["ACC-004"])
        assert (tmp_path / "x").read_bytes() == TEXT
        spoken = chartrier("fetch", unit, "-o", "-")
        assert (spoken.status, spoken.raw, "ACC-004" in spoken.err) == (0, TEXT, True)


def test_no_good_copy(chartrier: Chartrier, unit: str, tmp_path: Path) -> None:
    found = chartrier.binary(unit)
    with damaged(chartrier.stored("a", found), chartrier.stored("b", found)):
        for target in (tmp_path / "x", "-"):
            answer = chartrier("fetch", unit, "-o", target)
            assert (answer.status, answer.raw, "ACC-005" in answer.err) == (7, b"", True)
    assert list(tmp_path.iterdir()) == []


def test_no_copy_there(filled: Filled, unit: str, tmp_path: Path) -> None:
    """Two disks that are not mounted are not a broken archive."""
    copies = filled.chartrier.folder / "copies"
    copies.rename(copies.with_name("away"))
    try:
        answer = filled.chartrier("fetch", unit, "-o", tmp_path / "x", "--json")
        reply = filled.chartrier("reply", "M-ECOLE", "--json")
    finally:
        copies.with_name("away").rename(copies)
    assert (answer.status, answer.json["error"]["code"]) == (3, "ACC-009")
    assert (reply.status, reply.json["error"]["code"]) == (3, "ACC-009")
