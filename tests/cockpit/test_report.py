"""The annual report by the command: what the registers say too, lists that add up, and costs shared to the cent."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from chartrier import clock
from tests.cli.commands import COMMUNE, Chartrier
from tests.cockpit.conftest import Commune
from tests.papers.reading import text

YEAR = clock.day_of(clock.now()).year
OF_TENANT = ("--tenant", COMMUNE, "--year", YEAR)


def test_it_says_what_the_register_of_the_year_says(commune: Commune, tmp_path: Path) -> None:
    chartrier = commune.chartrier
    assert chartrier("audit", "--tenant", COMMUNE).status == 0
    told = chartrier.json("cockpit", "report", *OF_TENANT, "-o", tmp_path / "r.pdf")
    numbers, year = told["numbers"], chartrier.json("register", "annuel", "--year", YEAR, "--tenant", COMMUNE)
    assert (numbers["entrees"], numbers["entrees-unites"], numbers["entrees-octets"]) == tuple(
        year["entries"][name] for name in ("versements", "units", "bytes")
    )
    assert numbers["entrees"] >= 1 and numbers["rejets"] == year["operations"]["rejet"]["entries"] >= 1
    assert numbers["audits"] == year["operations"]["audit"]["entries"] and numbers["audits-en-defaut"] == 0
    assert numbers["conserve-fichiers"] == sum(each["files"] for each in year["ages"].values())
    assert numbers["habitants"] is None, "what the national list does not know is unknown"
    lines = chartrier("cockpit", "report", *OF_TENANT, "--number", "entrees-octets", "--json").objects
    assert [line["amount"] for line in lines if line["operation"] == commune.deposit] == [8]
    assert sum(line["amount"] for line in lines) == numbers["entrees-octets"]
    said = text((tmp_path / "r.pdf").read_bytes())
    assert f"Rapport annuel {YEAR}" in said and "octets" in said and "inconnu" in said and "à compléter" in said
    assert chartrier("cockpit", "report", *OF_TENANT, "--form", "csv", "-o", tmp_path / "r.csv").status == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig")), delimiter=";"))
    known = {row["Code"]: row["Valeur"] for row in rows if row["Valeur"]}
    assert known == {code: str(value) for code, value in numbers.items() if value is not None}
    for wrong, status, code in (
        (("--year", YEAR + 1), 1, "RAP-001"),
        (("--year", YEAR, "--number", "=1"), 4, "RAP-002"),
        (("--year", YEAR, "--cost", "10"), 1, "RAP-003"),
        (("--year", YEAR, "--cost", "dix"), 1, "RAP-004"),
        (("--year", YEAR, "--cost", "10", "--equal-share", "2"), 1, "RAP-004"),
    ):
        answer = chartrier("cockpit", "report", "--tenant", COMMUNE, *wrong)
        assert code in answer.err and answer.status in (status, 2), (wrong, answer)


def test_a_cost_is_shared_to_the_cent(new_chartrier: Any, tmp_path: Path) -> None:
    chartrier: Chartrier = new_chartrier()
    one, other = "210100012", "210100020"
    assert chartrier("init", "--tenant", f"{one}=L'une", "--tenant", f"{other}==1+1").status == 0
    given = (
        "--party", one, "--party", other, "--first", f"{YEAR}-01-01", "--perimetre", "tout", "--missions", "x",
        "--service-level", "x", "--indicator", "incidents", "--cost-key", "moitié-moitié", "--report-by", "L'une",
    )  # fmt: skip
    added = chartrier.json("convention", "add", "À deux", *given)
    of_one = ("--tenant", one, "--year", YEAR)
    assert chartrier.json("cockpit", "report", *of_one)["conventions"] == [], "a draft is not in force"
    assert chartrier("convention", "sign", added["id"]).status == 0
    shares = ("--cost", "1000", "--equal-share", "0.5")
    told = chartrier.json("cockpit", "report", *of_one, *shares, "--form", "odt", "-o", tmp_path / "r.odt")
    first, second = told["conventions"][0]["members"]
    people = (first["habitants"], second["habitants"])
    assert all(people) and told["numbers"]["habitants"] == people[0]
    exact = 250 + 500 * people[0] / sum(people)
    assert float(first["share"]) == pytest.approx(exact, abs=0.006)
    assert float(first["share"]) + float(second["share"]) == 1000
    with zipfile.ZipFile(tmp_path / "r.odt") as package:
        said = "\n".join(etree.fromstring(package.read("content.xml")).itertext())
    assert "moitié-moitié" in said and "1 000,00 €" in said.replace("\u202f", " ") and "[à compléter : coût" not in said
    assert chartrier("cockpit", "report", *of_one, *shares, "--form", "csv", "-o", tmp_path / "r.csv").status == 0
    lines = (tmp_path / "r.csv").read_text("utf-8-sig")
    assert "\"'=1+1" in lines or ";'=1+1" in lines, "no cell is a formula"
