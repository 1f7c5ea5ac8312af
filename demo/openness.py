"""What is owed to persons and to everybody: personal data, what is put online, where copies are, the view of it all."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import past
from life import IDENTIFIER, People, matched
from neighbours import deposit

from chartrier import clock

HERE = Path(__file__).resolve().parent
COMMUNE = HERE / "commune"

Run = Callable[..., str]

OFFER = (
    "provider", "statute", "departement", "site", "technology", "copy", "certification", "agrement_until",
    "contract_until", "reversal_tested", "price_per_tb", "fixed_price", "price_source", "energy_per_tb",
    "energy_source",
)  # fmt: skip


def open_up(run: Run, say: Callable[[str, str], None], people: People, commune: str) -> None:
    """All that `commune/` says of persons and publications, and what `territoire.toml` says of hosts."""
    plan = tomllib.loads((COMMUNE / "commune.toml").read_text("utf-8"))
    say(
        "21. Les données personnelles : les chercher, tenir le registre, voir ce qui le contredit, répondre",
        "21. Personal data: look for them, keep the register, see what contradicts it, answer persons",
    )
    for made in plan["deposit"]:
        deposit(run, people.by_role("deposant"), commune, made)
    # what documents say is read of all of them at once
    run("texts")
    run("privacy", "scan", "--tenant", commune)
    run("privacy", "treatment", "import", _shown(COMMUNE / "traitements.toml"), "--tenant", commune)
    holder = [part for key, value in plan["holder"].items() for part in (f"--{key}", value)]
    run("privacy", "treatment", "holder", *holder, "--tenant", commune)
    run("privacy", "contradictions", "--tenant", commune)
    _answer(run, plan["request"], commune)
    _violation(run, plan["violation"], commune)
    _redact(run, people, plan["redaction"], commune)
    say(
        "22. Ouvrir le portail public : une série, deux jeux de données, le catalogue ; le reste n'est pas en ligne",
        "22. Open the public portal: a série, two datasets, the catalogue; the rest is not online",
    )
    _publish(run, people, plan, commune)
    say(
        "23. Dire chez qui sont les copies, à quel prix ; puis tout voir d'un coup, le rouge d'abord",
        "23. Say with whom the copies are, at what price; then see everything at once, the red first",
    )
    for offer in tomllib.loads((HERE / "territoire.toml").read_text("utf-8"))["offer"]:
        said = [
            part for key in OFFER if key in offer for part in (f"--{key.replace('_', '-')}", past.dated(offer[key]))
        ]
        run("hosting", "offer", "add", offer["code"], "--country", "FR", *said)
    run("hosting", "check", "--tenant", commune, expected=(0, 1))
    run("hosting", "cost", "--tenant", commune)
    run("view", "--tenant", commune, "--output", _shown(people.folder / "vue.csv"))


def _answer(run: Run, asked: Mapping[str, str], commune: str) -> None:
    """A request that was received some days ago: whoever asks is known, what is found waits to be looked at."""
    answer = run(
        "privacy", "request", "open", asked["name"], "--right", asked["right"], "--received",
        past.dated(asked["received"]), "--said", asked["said"], "--contact", asked["contact"], "--term", asked["term"],
        "--tenant", commune,
    )  # fmt: skip
    identifier = matched(IDENTIFIER, answer)
    run("privacy", "request", "identity", identifier, "--how", asked["identity"], "--tenant", commune)
    run("privacy", "request", "find", identifier, "--tenant", commune)


def _violation(run: Run, told: Mapping[str, Any], commune: str) -> None:
    """What was known some hours ago: the seventy-two run."""
    known = clock.now() - timedelta(hours=told["hours"])
    run(
        "privacy", "violation", "add", told["what"], "--known", f"{known:%Y-%m-%dT%H:%M}", "--breach", told["breach"],
        "--data", told["data"], "--people", told["people"], "--persons", told["persons"], "--tenant", commune,
    )  # fmt: skip


def _redact(run: Run, people: People, wanted: Mapping[str, Any], commune: str) -> None:
    """A copy of a document from which passages are gone, archived beside its original."""
    unit = matched(IDENTIFIER, run("search", wanted["search"], "--limit", "1", "--tenant", commune))
    words = [part for word in wanted["words"] for part in ("--word", word)]
    people.do(
        people.by_role("archiviste"), "redact", unit, "--output", _shown(people.folder / "occulte.pdf"), *words,
        "--ground", wanted["ground"], "--motive", wanted["motive"], "--deposit", "--looked", "--communicable",
        "--tenant", commune,
    )  # fmt: skip


def _publish(run: Run, people: People, plan: Mapping[str, Any], commune: str) -> None:
    def decide(*command: str) -> None:
        people.do(people.by_role("referent-open-data"), "opendata", *command, "--tenant", commune)

    decide("open", "--siret", plan["siret"])
    for each in plan["online"]:
        decide("series", each["series"], "--ground", each["ground"], "--motive", each["motive"])
    for each in plan["dataset"]:
        decide("publish", each["which"], "--siret", plan["siret"], "--motive", each["motive"])
    run(
        "opendata",
        "catalog",
        "--format",
        "turtle",
        "--output",
        _shown(people.folder / "catalogue.ttl"),
        "--tenant",
        commune,
    )


def _shown(file: Path) -> str:
    """The path as one would type it from here."""
    return os.path.relpath(file)
