"""What is eliminated is there no more for any command, and what is another tenant's never was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.disposition.test_doors import new_chartrier, people

__all__ = ["new_chartrier", "people"]

GEL = ("--name", "Procès", "--reason", "contentieux", "--authority", "tribunal", "--review", "2099-01-01")
POSITION = ("--position", "conserver", "--day", "2026-11-02", "--french-soil")


def commands(unit: str, folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything that can be done with a unit."""
    piece = folder / "piece.pdf"
    piece.write_bytes(b"%PDF-1.4 piece")
    proof = ("--proof", "original-chez-le-producteur", "--ad-informed", "2026-11-27", "--ad-reference", "2026/45")
    return {
        "show": ("show", unit),
        "history": ("history", unit),
        "fetch": ("fetch", unit, "--output", folder / "bytes"),
        "deliver": ("deliver", unit, "--to", folder / "dip.zip", "--motive", "essai"),
        "communicabilite": ("communicabilite", unit),
        "rules": ("rules", "show", "--unit", unit),
        "verify": ("verify", "--unit", unit),
        "hold": ("hold", "set", "--unit", unit, *GEL),
        "correct": ("correct", unit, "--set", "Title=Autre", "--reason", "essai"),
        "event": ("event", "--unit", unit, "--rule", "R10", "--day", "2020-01-01"),
        "conserve": ("conserve", "--unit", unit, *POSITION),
        "propose": ("propose", "--unit", unit),
        "draft": ("propose", "--unit", unit, "--ground", "brouillon"),
        "withdraw": ("withdraw", "ask", "--unit", unit, "--motive", "mauvais-document", "--piece", piece, *proof),
    }


def root_of(chartrier: Chartrier, title: str) -> str:
    """The dossier of this title; its documents have others."""
    (unit,) = (
        each["id"] for each in chartrier.json("search", title, "--tenant", COMMUNE)["units"] if each["title"] == title
    )
    return str(unit)


READING = {"show", "history", "fetch", "communicabilite", "verify"}
"""Commands that take neither tenant nor person."""


def refusals(chartrier: Chartrier, unit: str, folder: Path, person: tuple[object, ...]) -> dict[str, Any]:
    """What every command answers about this unit: its status, and what it said."""
    found = {}
    for name, command in commands(unit, folder).items():
        who = () if name in READING else ("--tenant", COMMUNE) if name == "rules" else ("--tenant", COMMUNE, *person)
        found[name] = chartrier(*command, *who)
    return found


def test_nothing_can_be_done_with_what_is_gone(people: tuple[Chartrier, dict[str, Any]], tmp_path: Path) -> None:
    chartrier, who = people
    unit = root_of(chartrier, "Factures")
    scan = tmp_path / "visa.pdf"
    scan.write_bytes(b"%PDF-1.4 visa")
    number = chartrier.json("propose", "--unit", unit, "--tenant", COMMUNE, *who["Jeanne"])["number"]
    assert chartrier("agree", number, "--tenant", COMMUNE, *who["Paul"]).status == 0
    assert chartrier("sign", number, "--attest", "--tenant", COMMUNE, *who["Anne"]).status == 0
    given = ("--all", "accorde", "--file", scan, "--original", "carton 3")
    assert chartrier("visa", number, *given, "--tenant", COMMUNE, *who["Jeanne"]).status == 0
    assert chartrier("execute", number, "--count", "2", "--tenant", COMMUNE, *who["Remi"]).status == 0
    for name, answer in refusals(chartrier, unit, tmp_path, who["Jeanne"]).items():
        told = (name, answer.status, answer.out, answer.err)
        assert "Traceback" not in answer.err, told
        assert "Factures" not in answer.out + answer.err, told
        assert (answer.status == 0) is (name in ("history", "show")), told
    assert not (tmp_path / "bytes").exists()
    assert not (tmp_path / "dip.zip").exists()
    assert "Factures" not in chartrier("search", "Factures", "--json").out
    assert chartrier("verify").status == 0


def test_nothing_can_be_done_with_what_is_a_neighbours(
    people: tuple[Chartrier, dict[str, Any]], tmp_path: Path
) -> None:
    chartrier, who = people
    unit = root_of(chartrier, "Factures")
    assert chartrier("tenant", "add", NEIGHBOUR).status == 0
    outsider = person_with(chartrier, NEIGHBOUR, "Voisin", Role.ARCHIVISTE, Role.RESPONSABLE)
    for name, command in commands(unit, tmp_path).items():
        if name in READING:
            continue
        for tenant, person in ((NEIGHBOUR, outsider), (NEIGHBOUR, who["Jeanne"]), (COMMUNE, outsider)):
            answer = chartrier(*command, "--tenant", tenant, *(() if name == "rules" else person))
            told = (name, tenant, answer.status, answer.out, answer.err)
            assert "Traceback" not in answer.err, told
            assert answer.status != 0 or (name, tenant) == ("rules", COMMUNE), told
            # whoever asks in the tenant itself may be shown what would be done
            assert tenant == COMMUNE or "Factures" not in answer.out + answer.err, told
    assert chartrier("show", unit).status == 0
    assert chartrier("verify").status == 0
