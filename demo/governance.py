"""What those who decide look at: the territory, the gate, maturity, scenarios, the note, the report, the kit."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import past
from life import IDENTIFIER, People, matched

HERE = Path(__file__).resolve().parent
COMMUNE = HERE / "commune"

Run = Callable[..., str]

LISTS = ("acteurs", "initiatives", "etats")
A_YEAR = 366


def govern(run: Run, say: Callable[[str, str], None], people: People, commune: str, versements: Sequence[str]) -> None:
    """`versements` are the identifiers of those of the commune, in the order in which they were sent."""
    plan = tomllib.loads((COMMUNE / "commune.toml").read_text("utf-8"))
    folder = people.folder
    say(
        "18. Le territoire : qui est couvert, où il n'y a rien, ce que l'on n'en sait pas, où en sont les membres",
        "18. The territory: who is covered, where there is nothing, what is not known, where the members are",
    )
    for name in LISTS:
        run("territory", "import", _list(folder, name))
    run("territory", "coverage", "--departement", "96")
    run("territory", "rampup")
    say(
        "19. La porte : un projet prêt et décidé, un prêt à décider, un à risque, un sans archivage",
        "19. The gate: a project ready and decided, one ready to be decided, one at risk, one without archiving",
    )
    service = plan["service"]
    run("tenant", "service", "add", service["identifier"], service["name"], "--tenant", commune)
    run("tenant", "accord", "--service", service["identifier"], "--largest", "500000000", "--tenant", commune)
    for project in plan["project"]:
        answer = run("project", "add", project["name"], *_said(project, versements), "--tenant", commune)
        if "decision" in project:
            identifier = matched(IDENTIFIER, answer)
            mayor = people.by_role("signataire")
            people.do(mayor, "project", "decide", identifier, project["decision"], "--tenant", commune)
    say(
        "20. La maturité d'il y a un an et d'aujourd'hui, un scénario, le kit, la note aux élus, le rapport annuel",
        "20. Maturity a year ago and today, a scenario, the kit, the note to élus, the annual report",
    )
    with past.on(past.days_ago(A_YEAR)):
        run("cockpit", "maturity", "--answers", _shown(COMMUNE / "maturite-avant.toml"), "--tenant", commune)
    run("cockpit", "maturity", "--answers", _shown(COMMUNE / "maturite.toml"), "--tenant", commune)
    run("scenario", "run", _shown(COMMUNE / "scenario.toml"))
    run("convention", "kit", _convention(), "--output", _shown(folder / "kit.zip"), "--tenant", commune)
    run("cockpit", "note", "--output", _shown(folder / "note.pdf"), "--tenant", commune)
    run(
        "cockpit", "report", "--year", str(past.days_ago(0).year), "--output", _shown(folder / "rapport.pdf"),
        "--cost", plan["report"]["cost"], "--equal-share", plan["report"]["equal_share"], "--tenant", commune,
    )  # fmt: skip


def _list(folder: Path, name: str) -> str:
    """A list of the territory, its relative days made dates."""
    into = folder / "listes"
    into.mkdir(exist_ok=True)
    file = into / f"{name}.csv"
    file.write_text(past.dated((HERE / "listes" / f"{name}.csv").read_text("utf-8")), "utf-8")
    return _shown(file)


def _said(project: Mapping[str, Any], versements: Sequence[str]) -> Iterator[str]:
    for key in ("flow", "purpose", "agency", "profile", "clauses", "treatment", "budget", "responsible", "begins"):
        if key in project:
            yield from (f"--{key}", past.dated(project[key]))
    for code in project.get("series", ()):
        yield from ("--series", code)
    if "test" in project:
        yield from ("--test", versements[project["test"]])
    if project.get("running"):
        yield "--running"


def _convention() -> str:
    return str(tomllib.loads((HERE / "territoire.toml").read_text("utf-8"))["convention"][0]["name"])


def _shown(file: Path) -> str:
    """The path as one would type it from here."""
    return os.path.relpath(file)
