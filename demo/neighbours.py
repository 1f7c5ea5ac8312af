"""The EPCI and the département beside the commune: opened, settled, with deposits and a convention of the three."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from life import IDENTIFIER, People, matched

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE / "documents"

Run = Callable[..., str]


def settle(run: Run, say: Callable[[str, str], None], people: People, commune: str) -> None:
    """All that `territoire.toml` says. `commune` is the code of the collectivité that is there already."""
    plan = tomllib.loads((HERE / "territoire.toml").read_text("utf-8"))
    say(
        "14. Ouvrir les voisins : l'intercommunalité, le département, leurs services, leurs accords",
        "14. Open the neighbours: the EPCI, the département, their services, their accords",
    )
    for each in plan["collectivite"]:
        _open(run, people, each)
    say("15. Y déposer, sans connaître SEDA", "15. Deposit there, without knowing SEDA")
    for each in plan["collectivite"]:
        for deposit in each["deposit"]:
            _deposit(run, each, deposit)
    run("texts")
    say(
        "16. Les réunir par une convention, sous le contrôle des Archives départementales",
        "16. Join them by a convention, under the control of the Archives départementales",
    )
    _convene(run, plan["convention"])
    say(
        "   Dire chez qui sont les copies : ce qui manque encore est montré",
        "   Say with whom the copies are: what is still lacking is shown",
    )
    for offer in plan["offer"]:
        _host(run, offer)
    run("hosting", "check", "--tenant", commune)
    say(
        "17. Laisser à chacun de quoi faire : deux propositions, l'une à accorder, l'autre à signer",
        "17. Leave everybody something to do: two proposals, one to be agreed to, the other to be signed",
    )
    for old in plan["old"]:
        _propose(run, people, old, commune)
    control = people.by_role("controle")
    for each in plan["collectivite"]:
        if each["archivist"] != control:
            run("person", "role", "add", control, "--role", "controle", "--tenant", each["siren"])
    run("person", "operator", people.by_role("exploitant"))


def _host(run: Run, offer: Mapping[str, str]) -> None:
    run(
        "hosting", "offer", "add", offer["code"], "--provider", offer["provider"], "--statute", offer["statute"],
        "--country", "FR", "--site", offer["site"], "--technology", offer["technology"], "--copy", offer["copy"],
    )  # fmt: skip


def _open(run: Run, people: People, each: Mapping[str, Any]) -> None:
    siren, archivist = each["siren"], each["archivist"]
    run("tenant", "open", each["name"], "--siren", siren, "--kind", each["kind"])
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


def _deposit(run: Run, each: Mapping[str, Any], deposit: Mapping[str, Any]) -> None:
    service = ("--service", deposit["service"]) if "service" in deposit else ()
    files = [os.path.relpath(DOCUMENTS / name) for name in deposit["file"]]
    run(
        "deposit", *files, "--series", deposit["series"], "--title", deposit["title"], "--year", deposit["year"],
        *service, "--by", each["archivist"], "--tenant", each["siren"],
    )  # fmt: skip


def _propose(run: Run, people: People, old: Mapping[str, Any], commune: str) -> None:
    clerk, archivist = people.by_role("deposant"), people.by_role("archiviste")
    _deposit(run, {"archivist": clerk, "siren": commune}, old)
    unit = matched(IDENTIFIER, run("search", old["title"], "--limit", "1", "--tenant", commune))
    answer = people.do(archivist, "propose", "--unit", unit, "--tenant", commune)
    if old["agreed"]:
        number = matched(r"[0-9]{4}-[0-9]{3}\b", answer.splitlines()[-1])
        people.do(people.by_role("chef-de-service"), "agree", number, "--tenant", commune)


def _convene(run: Run, convention: Mapping[str, Any]) -> None:
    name, delegate = convention["name"], convention["delegate"]
    run("convention", "add", name, *_terms(convention))
    run("convention", "observe", name, "--sent", convention["sent"])
    run(
        "convention", "observe", name, "--position", "conforme", "--day", convention["observed"],
        "--observations", convention["observations"],
    )  # fmt: skip
    run("convention", "sign", name, "--day", convention["signed"])
    run("convention", "send-copy", name, "--day", convention["copy"])
    run("convention", "delegate", name, delegate["person"], "--role", delegate["role"], "--tenant", delegate["tenant"])


def _terms(convention: Mapping[str, Any]) -> Iterator[str]:
    for key in ("party", "first", "last", "perimetre", "missions", "service_level", "indicator", "cost_key",
                "public_service"):  # fmt: skip
        value = convention[key]
        for each in value if isinstance(value, list) else [value]:
            yield from (f"--{key.replace('_', '-')}", each)
