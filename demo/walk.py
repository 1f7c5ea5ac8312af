"""`make demo`: a new archive in ./chartrier-home-demo, filled with the papers of an invented commune.

It goes through the same commands as anybody: nothing here knows more of Chartrier than its command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from life import live

HERE = Path(__file__).resolve().parent
HOME = HERE.parent / "chartrier-home-demo"
MARK = "made-by-make-demo"
CHARTRIER = Path(sys.executable).with_name("chartrier")
LANGUAGE = "en" if os.environ.get("CHARTRIER_LANGUAGE") == "en" else "fr"


def say(french: str, english: str) -> None:
    print(
        f"\n\033[1m{english if LANGUAGE == 'en' else french}\033[0m"
        if sys.stdout.isatty()
        else f"\n{english if LANGUAGE == 'en' else french}",
        flush=True,
    )


def typed(arguments: Sequence[str]) -> str:
    shown = " ".join(f'"{part}"' if " " in part else part for part in arguments)
    return f"chartrier {shown} --home {HOME.name}"


def chartrier(*arguments: str, expected: tuple[int, ...] = (0,)) -> None:
    """Show a command as one would type it, and what it answers."""
    print(f"\n$ {typed(arguments)}", flush=True)
    done = subprocess.run([CHARTRIER, *arguments, "--home", HOME, "--lang", LANGUAGE], check=False)
    if done.returncode not in expected:
        sys.exit(f"chartrier {arguments[0]}: {done.returncode}")


def heard(*arguments: str, expected: tuple[int, ...] = (0,)) -> str:
    """The same, and what it answered, for whoever needs an identifier out of it."""
    print(f"\n$ {typed(arguments)}", flush=True)
    done = subprocess.run(
        [CHARTRIER, *arguments, "--home", HOME, "--lang", LANGUAGE], check=False, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout, end="", flush=True)
    if done.returncode not in expected:
        sys.exit(f"chartrier {arguments[0]}: {done.returncode}")
    return done.stdout


def ask(*arguments: str, expected: tuple[int, ...] = (0,)) -> list[dict[str, Any]]:
    """The same for this program: the JSON objects of the answer."""
    done = subprocess.run(
        [CHARTRIER, *arguments, "--home", HOME, "--json"], check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode not in expected:
        sys.exit(f"chartrier {arguments[0]}: {done.returncode}\n{done.stdout}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def make_home() -> None:
    """A new folder each time; what this program did not make is never removed."""
    if HOME.exists():
        if not (HOME / MARK).exists():
            sys.exit(f"{HOME} was not made by make demo: move it away first")
        shutil.rmtree(HOME)
    HOME.mkdir(mode=0o700)
    (HOME / MARK).touch()


def damage_one_file(packages: Path) -> None:
    """Change one byte of a document, as a failing disk would."""
    file = min(packages.rglob("*.pdf"))
    file.chmod(0o600)
    with file.open("r+b") as damaged:
        damaged.seek(1000)
        byte = damaged.read(1)
        damaged.seek(1000)
        damaged.write(bytes([byte[0] ^ 1]))
    file.chmod(0o400)
    print(f"  {file.relative_to(HOME)}", flush=True)


def main() -> None:
    scenario = tomllib.loads((HERE / "versements.toml").read_text("utf-8"))
    commune = scenario["agency"]["commune"]
    siren, name = commune["Identifier"], commune["Name"]
    make_home()

    say("1. Préparer les versements de la commune", "1. Make the transfers of the commune")
    packages = HOME / "versements"
    subprocess.run([sys.executable, HERE / "build.py", packages], check=True)

    say("2. Ouvrir l'archive", "2. Open the archive")
    chartrier("init", "--tenant", f"{siren}={name}")
    accords = sorted({v["header"]["ArchivalAgreement"] for v in scenario["versement"]})
    chartrier("tenant", "set", siren, *(f"--know=accord={accord}" for accord in accords))

    say("3. Verser", "3. Ingest")
    sent = [os.path.relpath(packages / versement["package"]) for versement in scenario["versement"]]
    # one of them is damaged on purpose: it is refused, and the others are not held up
    chartrier("ingest", *sent, expected=(1,))
    say("   La réponse que reçoit le service versant", "   The reply that the transferring agency gets")
    chartrier("reply", scenario["versement"][3]["header"]["MessageIdentifier"])

    say("4. Chercher un mot, puis lire le document", "4. Find a word, then read the document")
    chartrier("search", "toiture")
    found = ask("search", "toiture école attribution")
    unit = next(row for row in found[0]["units"] if row["objects"])
    chartrier("fetch", unit["id"], "--output", os.path.relpath(HOME / "lu.pdf"))

    say(
        "5. Prouver ce document, sans la base, avec la seule clé publique",
        "5. Prove this document, without the database, by the public key alone",
    )
    key = HOME / "cle-publique"
    key.write_text(ask("tenant", "list")[0]["key"] + "\n", "utf-8")
    chartrier("verify", "--unit", unit["id"], "--key", os.path.relpath(key))

    live(heard, say, HOME, scenario)

    say("11. Prouver toute l'archive, dans chaque copie", "11. Prove the whole archive, in each copy")
    chartrier("verify")

    say(
        "12. Abîmer un document dans une copie : l'audit le voit, puis le répare d'après l'autre, qui est prouvée",
        "12. Damage a document in one copy: the audit sees it, then mends it from the other, which is proven",
    )
    damage_one_file(HOME / "copies" / "b" / siren / "packages")
    chartrier("audit", expected=(1,))
    chartrier("audit", "--repair")

    say(
        "13. Perdre la base de données : elle se refait d'après une copie",
        "13. Lose the database: it is made again from a copy",
    )
    chartrier("rebuild", "--from", "b")
    chartrier("search", "toiture")
    chartrier("status")
    say(
        f"Tout est dans {HOME.name} : les copies dans copies/a et copies/b, les clés dans keys.",
        f"Everything is in {HOME.name}: the copies in copies/a and copies/b, the keys in keys.",
    )


if __name__ == "__main__":
    main()
