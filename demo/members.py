"""The other communes of the convention: opened by a list, then each with a rhythm of its own, in the months before."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import past
from life import People

Run = Callable[..., str]

OPENED = 300
"""Days ago."""


def members(run: Run, people: People, plan: Sequence[Mapping[str, Any]]) -> None:
    """Open them and let them deposit, as `territoire.toml` says."""
    archivist = people.by_role("archiviste")
    folder = people.folder / "communes"
    folder.mkdir()
    with past.on(past.days_ago(OPENED)):
        people.do(archivist, "tenant", "open", "--list", _list(folder / "communes.csv", plan))
    for each in plan:
        for days in each["deposits"]:
            day = past.days_ago(days)
            with past.on(day):
                _deposit(run, archivist, each, day, folder)


def _list(file: Path, plan: Sequence[Mapping[str, Any]]) -> str:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter=";", lineterminator="\n")
        table.writerow(["nom", "departement", "siren", "type"])
        table.writerows([each["name"], "96", each["siren"], "commune"] for each in plan)
    return os.path.relpath(file)


def _deposit(run: Run, archivist: str, each: Mapping[str, Any], day: date, folder: Path) -> None:
    """What a commune made in a month: its journal of mandats, or the list of its acts."""
    acts = each["series"] == "S001"
    kind, titled = ("actes", "Délibérations") if acts else ("mandats", "Bordereaux de mandats")
    file = folder / f"{kind}-{each['siren']}-{day:%Y-%m}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter=";", lineterminator="\n")
        table.writerow(["commune", "mois", "numero", "objet"])
        subjects = ("Voirie communale", "Fonds de roulement", "Entretien") if acts else ("Électricité", "Eau", "Paie")
        table.writerows([each["name"], f"{day:%Y-%m}", number, said] for number, said in enumerate(subjects, 1))
    run(
        "deposit", os.path.relpath(file), "--series", each["series"], "--title", f"{titled}, {day:%m/%Y}",
        "--year", str(day.year), "--by", archivist, "--tenant", each["siren"],
    )  # fmt: skip
