"""The examples that docs/scenarios.md works by hand: each file is run, each number of its tables compared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Chartrier

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")
EXAMPLES = re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]
NAMES = {"communes": "communes", "habitants": "inhabitants", "brut": "gross", "subvention": "subsidy", "net": "net"}


def tables(text: str) -> list[list[dict[str, str]]]:
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        found.append([dict(zip(head, row, strict=True)) for row in rows])
    return found


def number(text: str) -> float:
    return float(text.replace(",", "."))


def outcome(tmp_path: Path, text: str) -> Any:
    (toml,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "exemple.toml"
    file.write_text(toml, "utf-8")
    return Chartrier({"CHARTRIER_HOME": str(tmp_path / "none")}, tmp_path).json("scenario", "run", file)


@pytest.mark.parametrize("text", EXAMPLES, ids=[each.splitlines()[0].split()[0] for each in EXAMPLES])
def test_the_page_is_right(tmp_path: Path, text: str) -> None:
    made = outcome(tmp_path, text)
    (variant,) = made["variants"]
    by_year, *others = tables(text)
    assert [str(each["year"]) for each in variant["years"]] == [row["année"] for row in by_year]
    for row, year in zip(by_year, variant["years"], strict=True):
        for name, key in NAMES.items():
            assert year[key]["value"] == pytest.approx(number(row[name])), (row, name)
            assert year[key]["low"] == year[key]["high"] == pytest.approx(year[key]["value"])
        if "Go" in row:
            assert year["stored_bytes"]["value"] == pytest.approx(number(row["Go"]) * 1e9)
    for table in others:
        shares = {each["name"]: each["amount"] for each in variant["models"][0]["shares"]}
        assert {row["commune"]: number(row["part"]) for row in table} == pytest.approx(shares, abs=0.005)
    total = sum(number(row["net"]) for row in by_year)
    assert variant["total"]["value"] == pytest.approx(total)


def test_there_are_three() -> None:
    assert len(EXAMPLES) == 3
