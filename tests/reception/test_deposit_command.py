"""`chartrier deposit`: files in, a real versement out, SEDA never seen."""

from __future__ import annotations

import os
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


def test_nothing_of_a_folder_is_left_aside_without_a_word(town: Any, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"un acte dans un dossier\n")
    (folder / "Thumbs.db").write_bytes(b"rien")
    line = ["deposit", folder, "--series", "S010", "--title", "Un dossier", "--tenant", COMMUNE]
    for name, target in (("piece.txt", tmp_path / "cible.txt"), ("ailleurs", tmp_path)):
        (folder / name).symlink_to(target)
        refused = town.chartrier(*line, "--json")
        assert (refused.status, [each["code"] for each in refused.json["findings"]]) == (1, ["REC-051"])
        (folder / name).unlink()
    taken = town.chartrier(*line)
    assert taken.status == 0 and "REC-014" in taken.out, "what is no document is told"
    bad = tmp_path / "noms"
    bad.mkdir()
    Path(os.fsdecode(os.fsencode(bad) + b"/\xe9t\xe9.txt")).write_bytes(b"x")
    named = town.chartrier("deposit", bad, "--series", "S010", "--title", "Noms", "--tenant", COMMUNE, "--json")
    assert (named.status, [each["code"] for each in named.json["findings"]]) == (1, ["REC-009"])


def test_a_deposit_by_somebody_is_within_what_they_may(town: Any, tmp_path: Path) -> None:
    chartrier, file = town.chartrier, tmp_path / "bulletin.txt"
    file.write_bytes(b"un bulletin\n")
    line = ["deposit", file, "--series", "S010", "--tenant", COMMUNE, "--json"]
    unknown = chartrier(*line, "--title", "A", "--service", "ZZZ")
    assert [each["code"] for each in unknown.json["findings"]] == ["REC-018"]
    long = chartrier(*line, "--title", "y" * 501)
    assert [each["code"] for each in long.json["findings"]] == ["REC-053"]
    chartrier("tenant", "service", "add", "REVU", "Que l'on regarde d'abord", "--tenant", COMMUNE)
    chartrier("tenant", "accord", "--service", "REVU", "--review", "--tenant", COMMUNE)
    looked = [*line, "--title", "Regardé d'abord", "--service", "REVU"]
    refused = chartrier(*looked, "--by", "Camille Durand")
    assert [each["code"] for each in refused.json["findings"]] == ["REC-054"]
    assert chartrier(*looked).status == 0, "whoever operates the archive answers for it"


def test_the_accord_bounds_the_formats_of_a_command(town: Any, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"Une note.\n")
    town.chartrier("tenant", "service", "add", "CLI-PDF", "Rien que des PDF", "--tenant", COMMUNE)
    town.chartrier("tenant", "accord", "--service", "CLI-PDF", "--format", "fmt/95", "--tenant", COMMUNE)
    answer = town.chartrier(
        "deposit", file, "--series", "S001", "--title", "Note", "--year", "2026", "--service", "CLI-PDF", "--tenant",
        COMMUNE, "--json",
    )  # fmt: skip
    assert (answer.status, answer.json["status"]) == (1, "rejected")
    assert "ING-051" in {each["code"] for each in answer.json["findings"]}
