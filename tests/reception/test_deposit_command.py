"""`chartrier deposit`: files in, a real versement out, SEDA never seen."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from tests.cli.commands import COMMUNE


def test_one_line_deposits_a_deliberation(town: Any, tmp_path: Path) -> None:
    file = tmp_path / "2026-03-14_budget primitif.txt"
    file.write_bytes(b"Le conseil adopte le budget.\n")
    answer = town.chartrier(
        "deposit", file, "--series", "délibérations du conseil municipal", "--title", "Budget du conseil de 2026",
        "--year", "2026", "--tenant", COMMUNE, "--by", "Camille Durand",
    )  # fmt: skip
    assert answer.status == 0, answer
    assert "ne remplace pas le registre papier" in answer.out
    root = town.chartrier.unit('"budget du conseil"')
    shown = town.chartrier.json("show", root)
    assert shown["title"] == "Budget du conseil de 2026"
    operation = town.chartrier.json("show", shown["versement"])["operation"]
    assert operation["by"] == str(town.secretary)
    assert operation["transfer"]["seda_version"] == "2.2"
    rules = town.chartrier.json("rules", "show", "--unit", root, "--tenant", COMMUNE)
    assert "S001" in str(rules) and "2026-12-31" in str(rules) and "AR038" in str(rules)


def test_a_zip_is_opened_and_its_folders_are_units(town: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "marche.zip", "w") as packed:
        packed.writestr("Marché école/lot 1/acte.txt", "acte d'engagement")
        packed.writestr("Marché école/lot 2/plan.txt", "plan")
        packed.writestr("__MACOSX/._plan.txt", "rien")
    answer = town.chartrier(
        "deposit", tmp_path / "marche.zip", "--series", "S034", "--title", "Marché de l'école zippée", "--tenant",
        COMMUNE, "--json",
    )  # fmt: skip
    assert answer.status == 0, answer
    assert (answer.json["units"], answer.json["objects"]) == (5, 2)


def test_what_is_wrong_is_said_before_anything_is_deposited(town: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a")
    before = len(town.chartrier.json("search", "--tenant", COMMUNE)["units"])
    unknown = town.chartrier(
        "deposit", file, "--series", "recettes de cuisine", "--title", "A", "--json", "--tenant", COMMUNE
    )
    assert (unknown.status, unknown.json["error"]["code"]) == (2, "REC-002")
    year = town.chartrier(
        "deposit", file, "--series", "S001", "--title", " ", "--year", "26", "--json", "--tenant", COMMUNE
    )
    assert year.status == 1
    assert [each["code"] for each in year.json["findings"]] == ["REC-003", "REC-004"]
    assert len(town.chartrier.json("search", "--tenant", COMMUNE)["units"]) == before


def test_the_accord_of_the_service_holds_and_is_named(town: Any, tmp_path: Path) -> None:
    chartrier = town.chartrier
    chartrier("tenant", "service", "add", "CLI", "Par la ligne de commande", "--tenant", COMMUNE)
    chartrier.json(
        "tenant", "accord", "--service", "CLI", "--series", "S010", "--yearly", "20", "--reference", "AV-CLI",
        "--tenant", COMMUNE,
    )  # fmt: skip
    file = tmp_path / "bulletin.txt"
    file.write_bytes(b"quinze octets.\n")
    line = ["deposit", file, "--title", "Bulletin sous accord", "--service", "CLI", "--tenant", COMMUNE, "--json"]
    refused = chartrier(*line, "--series", "S001")
    assert [each["code"] for each in refused.json["findings"]] == ["REC-040"]
    taken = chartrier(*line, "--series", "S010")
    assert taken.status == 0, taken
    codes = {each["code"] for each in taken.json["findings"]}
    assert not codes & {"SEDA-021", "ING-010"}, "the accord is named, and known"
    full = chartrier(*line, "--series", "S010")
    assert [each["code"] for each in full.json["findings"]] == ["REC-043"]
