"""The neighbours of the commune, opened and settled: EPCI, département, other communes; and their convention."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import past
from life import IDENTIFIER, People, matched
from members import members

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"

Run = Callable[..., str]


def settle(run: Run, say: Callable[[str, str], None], people: People, commune: str) -> None:
    """The neighbours that `territoire.toml` says. `commune` is the code of the collectivité that is there already."""
    plan = tomllib.loads((HERE / "territoire.toml").read_text("utf-8"))
    say(
        "14. Ouvrir les voisins : l'intercommunalité, le département, leurs services, leurs accords",
        "14. Open the neighbours: the EPCI, the département, their services, their accords",
    )
    for each in plan["collectivite"]:
        with past.on(past.day(each["opened"])):
            _open(run, people, each)
    say("15. Y déposer, sans connaître SEDA", "15. Deposit there, without knowing SEDA")
    for each in plan["collectivite"]:
        for made in each["deposit"]:
            with past.on(past.day(made["on"])):
                deposit(run, each["archivist"], each["siren"], made)
    say(
        "16. Ouvrir quatre communes d'un coup ; l'une verse chaque mois, l'une a cessé, l'une n'a rien versé",
        "16. Open four communes at once; one deposits each month, one has stopped, one has deposited nothing",
    )
    members(run, people, plan["membre"])
    say(
        "17. Les réunir par une convention, sous le contrôle des Archives départementales",
        "17. Join them by a convention, under the control of the Archives départementales",
    )
    for each in plan["convention"]:
        _convene(run, each)
    say(
        "   Laisser à chacun de quoi faire : deux propositions, l'une à accorder, l'autre à signer",
        "   Leave everybody something to do: two proposals, one to be agreed to, the other to be signed",
    )
    for old in plan["old"]:
        _propose(run, people, old, commune)
    for role, sirens in (("controle", plan["controlled"]), ("dpo", plan["protected"]), ("chef-de-projet", plan["led"])):
        # who leads the project of the territory is who controls
        name = people.by_role("controle" if role == "chef-de-projet" else role)
        for siren in sirens:
            run("person", "role", "add", name, "--role", role, "--tenant", siren)
    run("person", "operator", people.by_role("exploitant"))


def _open(run: Run, people: People, each: Mapping[str, Any]) -> None:
    siren, archivist = each["siren"], each["archivist"]
    run("tenant", "open", each["name"], "--siren", siren, "--kind", each["kind"], "--departement", "96")
    run("tenant", "set", siren, "--name", each["name"])
    run("person", "role", "add", archivist, "--role", "archiviste", "--tenant", siren)
    # no table is shipped for a département: that of an EPCI is nearest
    people.do(archivist, "series", "adopt", "--type", "epci", "--tenant", siren)
    for service in each["service"]:
        run("tenant", "service", "add", service["identifier"], service["name"], "--tenant", siren)
    accord = each["accord"]
    bounds = [part for code in accord["series"] for part in ("--series", code)]
    run(
        "tenant", "accord", "--service", accord["service"], *bounds, "--largest", str(accord["largest"]),
        "--tenant", siren,
    )  # fmt: skip


def deposit(run: Run, by: str, siren: str, made: Mapping[str, Any], *, folder: Path = DOCUMENTS) -> None:
    """Deposit some files of a folder, as `made` describes them."""
    service = ("--service", made["service"]) if "service" in made else ()
    files = [os.path.relpath(folder / name) for name in made["file"]]
    run(
        "deposit", *files, "--series", made["series"], "--title", made["title"], "--year", made["year"],
        *service, "--by", by, "--tenant", siren,
    )  # fmt: skip


def _propose(run: Run, people: People, old: Mapping[str, Any], commune: str) -> None:
    clerk, archivist = people.by_role("deposant"), people.by_role("archiviste")
    deposit(run, clerk, commune, old)
    unit = matched(IDENTIFIER, run("search", old["title"], "--limit", "1", "--tenant", commune))
    answer = people.do(archivist, "propose", "--unit", unit, "--tenant", commune)
    if old["agreed"]:
        number = matched(r"[0-9]{4}-[0-9]{3}\b", answer.splitlines()[-1])
        people.do(people.by_role("chef-de-service"), "agree", number, "--tenant", commune)


def _convene(run: Run, convention: Mapping[str, Any]) -> None:
    name, days = (
        convention["name"],
        {key: past.dated(convention[key]) for key in ("sent", "observed", "signed", "copy")},
    )
    run("convention", "add", name, *_terms(convention))
    run("convention", "observe", name, "--sent", days["sent"])
    run(
        "convention", "observe", name, "--position", "conforme", "--day", days["observed"],
        "--observations", convention["observations"],
    )  # fmt: skip
    run("convention", "sign", name, "--day", days["signed"])
    run("convention", "send-copy", name, "--day", days["copy"])
    if (delegate := convention.get("delegate")) is not None:
        run(
            "convention",
            "delegate",
            name,
            delegate["person"],
            "--role",
            delegate["role"],
            "--tenant",
            delegate["tenant"],
        )


def _terms(convention: Mapping[str, Any]) -> Iterator[str]:
    for key in ("party", "first", "last", "perimetre", "missions", "service_level", "indicator", "cost_key", "host",
                "means", "skills", "report_by", "public_service"):  # fmt: skip
        value = convention[key]
        for each in value if isinstance(value, list) else [value]:
            yield from (f"--{key.replace('_', '-')}", past.dated(each))
