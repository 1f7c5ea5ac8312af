"""`chartrier register` and `chartrier recolement`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.registers.actes import RegisterOfActs
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.papers.reading import text

HERE = ("--tenant", COMMUNE)


def test_entries_for_programs_and_for_people(chartrier: Chartrier) -> None:
    told = chartrier("register", "entrees", *HERE, "--json").objects
    assert [each["seda"]["MessageIdentifier"] for each in told] == ["M-ECOLE", "M-VOIRIE"]
    assert [each["number"] for each in told] == [1, 2]
    assert told[0]["received"]["files"] == 3
    french = chartrier("register", "entrees", *HERE)
    assert french.out.splitlines()[0] == "Registre des entrées, depuis l’origine"
    assert "1 " in french.out.splitlines()[1]
    assert "Délibérations du conseil municipal" in french.out.splitlines()[1]
    assert french.out.splitlines()[-1] == "2 inscriptions"
    assert chartrier("register", "entrees", *HERE, "--lang", "en").out.splitlines()[-1] == "2 lines"
    assert chartrier("register", "entrees", *HERE, "--year", "1999", "--json").objects == []
    (theirs,) = chartrier("register", "entrees", "--tenant", NEIGHBOUR, "--json").objects
    assert theirs["seda"]["MessageIdentifier"] == "M-AILLEURS"


@pytest.mark.parametrize(
    "which", ["entrees", "eliminations", "transferts", "derogations", "publications", "conservations"]
)
def test_every_register_can_be_written(chartrier: Chartrier, tmp_path: Path, which: str) -> None:
    pdf, table = tmp_path / "r.pdf", tmp_path / "r.csv"
    answer = chartrier("register", which, *HERE, "--pdf", pdf, "--csv", table)
    assert answer.status == 0, answer
    assert "Registre des" in text(pdf.read_bytes())
    assert "Ma commune (SIREN 211 234 567)" in text(pdf.read_bytes())
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    again = chartrier("register", which, *HERE, "--pdf", pdf, "--json")
    assert (again.status, again.json["error"]["code"]) == (6, "ACC-006")


def test_the_figures_of_a_year(chartrier: Chartrier, tmp_path: Path) -> None:
    year = chartrier("register", "entrees", *HERE, "--json").objects[0]["seda"]["Date"][:4]
    told = chartrier.json("register", "annuel", "--year", year, *HERE)
    assert (told["entries"]["versements"], told["operations"]["rejet"]["entries"]) == (2, 1)
    assert "Versements refusés : 1" in chartrier("register", "annuel", "--year", year, *HERE).out
    assert chartrier("register", "annuel", "--year", year, *HERE, "--pdf", tmp_path / "a.pdf").status == 0
    assert f"Chiffres de l’année {year}" in text((tmp_path / "a.pdf").read_bytes())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("register", "annuel", *HERE), "REG-003"),
        (("register", "sorties", *HERE), "REG-002"),
        (("recolement", *HERE, "--at", "2999-01-01"), "REG-004"),
        (("recolement", *HERE, "--at", "hier"), "CLI-008"),
        (("recolement", *HERE, "--paper", "/nulle/part.csv"), "REG-005"),
        (("register", "entrees", *HERE, "--year", "0"), "CLI-008"),
    ],
)
def test_what_cannot_be_asked_for(chartrier: Chartrier, arguments: tuple[str, ...], code: str) -> None:
    answer = chartrier(*arguments, "--json")
    assert (answer.status, answer.json["error"]["code"]) == (2, code)


def test_a_recolement(chartrier: Chartrier, tmp_path: Path) -> None:
    pdf, paper = tmp_path / "pv.pdf", tmp_path / "papier.csv"
    paper.write_text("cote;intitulé;fin;couleur\n1 D;Registres;2001;vert\n", "utf-8")
    answer = chartrier(
        "recolement",
        *HERE,
        "--outgoing",
        "Jeanne Martin",
        "--incoming",
        "Ahmed Bensaïd",
        "--paper",
        paper,
        "--pdf",
        pdf,
    )
    assert answer.status == 0, answer
    assert "2 versements, 1 article sur papier" in answer.out
    assert "REG-011" in answer.out
    said = text(pdf.read_bytes())
    assert said.count("Jeanne Martin est déchargé(e)") == 3
    told = chartrier.json("recolement", *HERE)
    assert [each["title"] for each in told["electronic"]] == ["Délibérations du conseil municipal", "Dossier"]
    assert {each["copy"] for each in told["copies"]} == {"a", "b"}
    assert told["output"] is None
    paper.write_text("cote;intitulé\n1 D;\n", "utf-8")
    refused = chartrier("recolement", *HERE, "--paper", paper)
    assert refused.status == 2
    assert "REG-007" in refused.err
    assert "ligne 2" in refused.err
    assert "REG-012" in refused.err


def test_registers_of_acts_tell_each_thing_once() -> None:
    from chartrier.cli.register import OF_ACTS

    for which in OF_ACTS.values():
        assert isinstance(which, RegisterOfActs)
        names = [told.name for told in which.told]
        assert len(set(names)) == len(names)
