"""The life of a record, by the people who decide it: what `walk` shows once the papers of the commune are archived."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from people import PEOPLE

DRINKS = "Arrêté n° 2025-034 : débit de boissons temporaire, fête du lavoir"
REPORT = "Rapport d'analyse des offres"

IDENTIFIER = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

Run = Callable[..., str]
"""Shows a command and what it answers, which it gives; `expected` are the exit statuses that are right."""
Say = Callable[[str, str], None]


def live(run: Run, say: Say, folder: Path, plan: Mapping[str, Any]) -> People:
    """From the rules to the élimination and beyond; the people who did it.

    Files are made in `folder`; `plan` is `versements.toml`.
    """
    people = People(run, folder)

    say(
        "6. Dire qui décide : chacun a sa clé, sous sa phrase secrète, et le journal dit ce qu'il peut",
        "6. Say who decides: each has a key, under a passphrase, and the journal says what they may do",
    )
    siren = plan["agency"]["commune"]["Identifier"]
    for each in PEOPLE:
        roles = [part for role in each.roles for part in ("--role", role)]
        key = ("--passphrase-file", people.passphrase(each.name)) if each.decides else ()
        run("person", "add", each.name, "--email", each.email, *roles, "--tenant", siren, *key)

    say("7. Donner les règles : elles fixent les échéances", "7. Give the rules: they set the échéances")
    people.do("Jeanne Martin", "rules", "import", _referential(folder / "regles.csv", plan), "--confirm")
    people.do("Jeanne Martin", "series", "adopt", "--type", "commune", "--confirm")
    drinks = _identifier(run("rules", "show", "--unit", DRINKS))
    say(
        "   Le marché attend un événement : la fin de la garantie. Le voici, l'échéance suit",
        "   The contract waits for an event: the end of the guarantee. Here it is, the échéance follows",
    )
    contract = _identifier(run("due", "--waiting"))
    people.do("Jeanne Martin", "event", "--unit", contract, "--rule", "S034", "--day", "2026-09-04")
    run("due")

    say("8. Geler : rien ne part pendant un contentieux", "8. Hold: nothing goes during a dispute")
    held = people.do(
        "Jeanne Martin", "hold", "set", "--unit", drinks, "--name", "Recours", "--reason", "Contentieux",
        "--authority", "Le maire", "--review", f"{datetime.now(UTC).year + 1}-06-30",
    )  # fmt: skip
    people.do("Jeanne Martin", "propose", "--unit", drinks, expected=(6,))
    people.do("Jeanne Martin", "hold", "lift", _identifier(held), "--reason", "Désistement")

    say(
        "9. Éliminer, à cinq mains : la proposition, l'accord du service, la signature, le visa, l'exécution",
        "9. Eliminate, by five hands: the proposition, the service's agreement, the signature, the visa, the execution",
    )
    number = matched(r"[0-9]{4}-[0-9]{3}\b", people.do("Jeanne Martin", "propose", "--unit", drinks).splitlines()[-1])
    people.do("Paul Durand", "agree", number)
    people.do("Odile Vasseraud", "sign", number, "--attest")
    say(
        "   Le bordereau part aux Archives départementales ; il en revient visé, et numérisé",
        "   The bordereau goes to the Archives départementales; it comes back with the visa, and is scanned",
    )
    bordereau = _shown(folder / "bordereau.pdf")
    run("disposition", "show", number, "--pdf", bordereau)
    people.do(
        "Jeanne Martin", "visa", number, "--all", "accorde", "--file", bordereau,
        "--original", "Archives communales, classeur 1",
    )  # fmt: skip
    say(
        "   Qui a proposé ne détruit pas : c'est refusé ; quelqu'un d'autre le fait",
        "   Who proposed does not destroy: refused; somebody else does",
    )
    people.do("Jeanne Martin", "execute", number, "--count", "1", expected=(5,))
    people.do("Léa Roux", "execute", number, "--count", "1")
    run("search", "débit de boissons")
    run("history", drinks)
    run("register", "eliminations", "--pdf", _shown(folder / "eliminations.pdf"))

    say(
        "10. Lire : ce qui est communicable, ce qui ne l'est pas encore, ce qu'on peut demander, ce qu'on remet",
        "10. Read: what may be read, what may not yet, what can be asked for, what is handed out",
    )
    run("communicabilite", contract)
    run("communicabilite", REPORT)
    report = _identifier(run("search", "analyse offres", "--limit", "1"))
    asked = people.do(
        "Jeanne Martin", "derogation", "request", "--reader", "Claire Morel", "--unit", report, "--undertaking",
        "--motive", "Thèse sur les marchés publics des communes",
    )  # fmt: skip
    people.do("Paul Durand", "derogation", "accord", _identifier(asked), "--all")
    people.do(
        "Jeanne Martin", "deliver", contract, "--plain", "--proofs", "--to", _shown(folder / "marche.zip"),
        "--motive", "Demande de la directrice de l'école",
    )  # fmt: skip
    return people


class People:
    """Who decides, each with a file for their passphrase: for a demonstration only, people type theirs."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self._folder = run, folder / "phrases"
        self._folder.mkdir(mode=0o700, exist_ok=True)

    @property
    def folder(self) -> Path:
        """Where the files of the demonstration are made."""
        return self._folder.parent

    def by(self, run: Run) -> People:
        """The same people, whose commands are told otherwise."""
        return People(run, self.folder)

    def passphrase(self, name: str) -> str:
        """The file of somebody's passphrase, which nobody else reads."""
        file = self._folder / f"{name.split()[0].lower()}.txt"
        if not file.exists():
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as secret:
                secret.write(f"la phrase que {name} garde pour soi\n")
        return _shown(file)

    def by_role(self, role: str) -> str:
        """The name of the one who has this role for the commune."""
        (found,) = (each.name for each in PEOPLE if role in each.roles)
        return found

    def do(self, name: str, *command: str, expected: tuple[int, ...] = (0,)) -> str:
        return self._run(*command, "--as", name, "--passphrase-file", self.passphrase(name), expected=expected)


def _referential(file: Path, plan: Mapping[str, Any]) -> str:
    """The rules that the transfers cite, as `rules import` takes them."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["RuleId", "RuleType", "RuleValue", "RuleDescription", "RuleDuration", "RuleMeasurement"])
        for code, rule in plan["rule"].items():
            years = rule["duration"].removeprefix("P").removesuffix("Y")
            table.writerow([code, rule["kind"], rule["label"], rule["label"], years, "Year"])
    return _shown(file)


def _identifier(answer: str) -> str:
    """The first identifier in an answer."""
    return matched(IDENTIFIER, answer)


def matched(pattern: str, answer: str) -> str:
    """The first text in an answer that has this form."""
    found = re.search(pattern, answer)
    assert found, answer
    return found.group()


def _shown(file: Path) -> str:
    """The path as one would type it from here."""
    return os.path.relpath(file)
