"""`make demo`: a new archive in ./chartrier-home-demo, filled with the papers of an invented commune, then its site.

It goes through the same commands as anybody, all in this process: forty starts of Python would be most of its time."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from chartrier import wiring
from chartrier.cli.main import run
from chartrier.settings import load_settings
from chartrier.web import site

# what serves the site loads more of Django than what does not, and it is loaded once
wiring.set_up_django(site.SETTINGS)

import past  # noqa: E402
from entrances import Entrance, keep, open_accounts, told  # noqa: E402 - they know the models
from governance import govern  # noqa: E402
from life import IDENTIFIER, live  # noqa: E402
from neighbours import settle  # noqa: E402
from openness import open_up  # noqa: E402
from people import PEOPLE  # noqa: E402

HERE = Path(__file__).resolve().parent
HOME = HERE.parent / "chartrier-home-demo"
MARK = "made-by-make-demo"
ENTRANCES = "acces.txt"
SETTINGS = """\
places = "lieux"
web_publisher = "Communauté de communes des Trois Étangs (imaginaire), 12 quai des Tanneurs, 96400 Vaudrelle"
web_hosting = "Communauté de communes des Trois Étangs (imaginaire), salle des machines"
web_contact = "archives@etangs.example"
"""
TO_DEPOSIT = HERE / "documents" / "a-deposer"
LANGUAGE = "en" if os.environ.get("CHARTRIER_LANGUAGE") == "en" else "fr"
SHOWN = 8
"""Lines of an answer that is told briefly."""
PORTS = range(8000, 8020)


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
    _run(arguments, expected)


def heard(*arguments: str, expected: tuple[int, ...] = (0,)) -> str:
    """The same, and what it answered, for whoever needs an identifier out of it."""
    print(f"\n$ {typed(arguments)}", flush=True)
    with redirect_stdout(Heard(sys.stdout)) as answer:
        _run(arguments, expected)
    return answer.text.getvalue()


def briefly(*arguments: str, expected: tuple[int, ...] = (0,)) -> str:
    """The same, of which the last lines are shown."""
    print(f"\n$ {typed(arguments)}", flush=True)
    with redirect_stdout(io.StringIO()) as answer:
        _run(arguments, expected)
    lines = answer.getvalue().splitlines()
    print("\n".join(["  …", *lines[-SHOWN:]] if len(lines) > SHOWN else lines), flush=True)
    return answer.getvalue()


def _run(arguments: Sequence[str], expected: tuple[int, ...]) -> None:
    status = run([*arguments, "--home", str(HOME), "--lang", LANGUAGE])
    sys.stdout.flush()
    if status not in expected:
        sys.exit(f"chartrier {arguments[0]}: {status}")


class Heard(io.TextIOBase):
    """Output that is shown and kept."""

    def __init__(self, shown: Any) -> None:
        self.shown, self.text = shown, io.StringIO()

    def write(self, text: str) -> int:
        self.text.write(text)
        return int(self.shown.write(text))

    def flush(self) -> None:
        self.shown.flush()


def ask(*arguments: str, expected: tuple[int, ...] = (0,)) -> list[dict[str, Any]]:
    """The same for this program: the JSON objects of the answer."""
    with redirect_stdout(io.StringIO()) as out:
        status = run([*arguments, "--home", str(HOME), "--json"])
    if status not in expected:
        sys.exit(f"chartrier {arguments[0]}: {status}\n{out.getvalue()}")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def make_home() -> None:
    """A new folder each time; what this program did not make is never removed."""
    if HOME.exists():
        if not (HOME / MARK).exists():
            sys.exit(f"{HOME} was not made by make demo: move it away first")
        shutil.rmtree(HOME)
    HOME.mkdir(mode=0o700)
    (HOME / MARK).touch()
    # its territory is not in the national list
    shutil.copytree(HERE / "lieux", HOME / "lieux")
    (HOME / "settings.toml").write_text(SETTINGS, "utf-8")


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
    plan = tomllib.loads((HERE / "versements.toml").read_text("utf-8"))
    siren = plan["agency"]["commune"]["Identifier"]
    make_home()

    say("1. Préparer les versements de la commune", "1. Make the transfers of the commune")
    subprocess.run([sys.executable, HERE / "build.py", HOME / "versements"], check=True)

    say("2. Ouvrir l'archive", "2. Open the archive")
    chartrier("init")
    # held from here on, the database is not started for each command
    with wiring.wire(load_settings(HOME, os.environ)) as archive:
        fill(plan)
        entrances = open_accounts(PEOPLE, archive)
        keep(entrances, HOME / ENTRANCES, LANGUAGE, siren)
        welcome(entrances, siren)
        if os.environ.get("SERVE") != "0":
            serve()


def fill(plan: Mapping[str, Any]) -> None:
    """The life of the archive, from the first versement to the neighbours."""
    commune = plan["agency"]["commune"]
    siren, packages = commune["Identifier"], HOME / "versements"
    accords = sorted({v["header"]["ArchivalAgreement"] for v in plan["versement"]})
    received = plan["versement"][0]["header"]["Date"].date()
    with past.on(received):
        chartrier("tenant", "open", plan["commune"]["name"])
        chartrier("tenant", "set", siren, "--name", commune["Name"], *(f"--know=accord={each}" for each in accords))

    say("3. Verser", "3. Ingest")
    sent = [os.path.relpath(packages / versement["package"]) for versement in plan["versement"]]
    # one of them is damaged on purpose: it is refused, and the others are not held up
    with past.on(received):
        versements = re.findall(f"op[ée]ration ({IDENTIFIER})", heard("ingest", *sent, expected=(1,)))
    say("   La réponse que reçoit le service versant", "   The reply that the transferring agency gets")
    chartrier("reply", plan["versement"][3]["header"]["MessageIdentifier"])

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

    people = live(heard, say, HOME, plan)

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
    settle(briefly, say, people.by(briefly), siren)
    govern(briefly, say, people.by(briefly), siren, versements)
    open_up(briefly, say, people.by(briefly), siren)


def welcome(entrances: Sequence[Entrance], siren: str) -> None:
    """Who may sign in, and what to look at first."""
    say(
        f"Tout est dans {HOME.name} : les copies dans copies/a et copies/b, les clés dans keys.",
        f"Everything is in {HOME.name}: the copies in copies/a and copies/b, the keys in keys.",
    )
    say(
        f"Qui peut se connecter (gardé dans {HOME.name}/{ENTRANCES}, pour vous seul)",
        f"Who may sign in (kept in {HOME.name}/{ENTRANCES}, for you alone)",
    )
    print("\n".join(told(entrances, LANGUAGE, siren)), flush=True)


def serve() -> None:
    """The site, its works and its database, until Ctrl-C."""
    port = next((each for each in PORTS if is_free(each)), PORTS[0])
    folder = os.path.relpath(TO_DEPOSIT)
    say("Par où commencer", "Where to begin")
    steps = FIRST_STEPS[LANGUAGE]
    print("\n".join(steps).format(port=port, folder=folder), flush=True)
    environ = {**os.environ, "CHARTRIER_WEB_URL": f"http://127.0.0.1:{port}", "CHARTRIER_LANGUAGE": LANGUAGE}
    print(f"\n$ {typed(('serve', '--port', str(port)))}", flush=True)
    command = [sys.executable, "-m", "chartrier.cli.main", "serve", "--port", str(port), "--home", str(HOME)]
    process = subprocess.Popen(command, env=environ)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            # the terminal has told it too: it ends what it started
            continue


def is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


FIRST_STEPS = {
    "fr": (
        "  1. Ouvrez http://127.0.0.1:{port}/ et connectez-vous comme Claire, la secrétaire de mairie.",
        "  2. Cliquez « Délibérations du conseil municipal ».",
        "  3. Glissez-y les trois fichiers de {folder}, répondez, relisez, confirmez.",
        "  4. Cherchez « lucioles », qui n'est que dans l'un d'eux : ouvrez-le, vérifiez-le, téléchargez sa preuve.",
        "  5. Revenez comme Jeanne, l'archiviste, puis comme Paul, Bernard ou Nadia : chacun trouve ce qui l'attend.",
    ),
    "en": (
        "  1. Open http://127.0.0.1:{port}/ and sign in as Claire, the town clerk.",
        "  2. Click “Deliberations of the council”.",
        "  3. Drop there the three files of {folder}, answer, read again, confirm.",
        "  4. Search for “lucioles”, a word that is in one of them only: open it, verify it, download its proof.",
        "  5. Come back as Jeanne, the archivist, then as Paul, Bernard or Nadia: each finds what waits for them.",
    ),
}


if __name__ == "__main__":
    main()
