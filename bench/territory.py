"""The coverage of all communes of France, timed: with a statement of each of them, initiatives, and tenants.

python -m bench.territory [--tenants 200] [--rounds 5]
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from bench.archive import new_archive
from bench.scratch import scratch
from chartrier import wiring
from chartrier.geography import national_list
from chartrier.settings import load_settings

STATES = ("convention", "aucune", "sensibilisee", "reguliere", "premier-versement")
FLOWS = ("", "", "actes", "pes", "rh")
ON = date(2026, 6, 30)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.territory", description=__doc__)
    parser.add_argument("--tenants", type=int, default=200, help="communes opened in the archive")
    parser.add_argument("--rounds", type=int, default=5, help="how many times each thing is measured")
    parser.add_argument("--work", type=Path, default=None, help="where its archive is made")
    asked = parser.parse_args()
    with scratch(asked.work) as work, new_archive(work / "home") as archive:
        done = archive.command("territory", "import", stated(work / "etats.csv"))
        print(f"import de {len(national_list.communes())} états, commande entière : {done.seconds:.2f} s")
        archive.command("territory", "import", offered(work / "initiatives.csv"))
        archive.command("tenant", "open", "--list", opened(work / "tenants.csv", asked.tenants))
        runs = [archive.command("territory", "coverage", "--json").seconds for _ in range(asked.rounds)]
        tell("couverture de la France, commande entière", runs)
        with wiring.wire(load_settings(None, archive.environ)):
            from chartrier.records.territory import Flow
            from chartrier.territory.coverage import coverage, known_on

            measure("lecture de tout ce qui est connu", lambda: known_on(ON), asked.rounds)
            known = known_on(ON)
            found = coverage(known)
            measure("compte de toutes les communes", lambda: coverage(known), asked.rounds)
            measure("compte d'un flux", lambda: coverage(known, flow=Flow.ACTES), asked.rounds)
            measure("les deux, par le meilleur flux", lambda: coverage(known_on(ON)), asked.rounds)
            counted = found.tally.all.communes + found.apart.all.communes
            print(
                f"{counted} communes, dont {found.tally.unknown.communes} inconnues ; {asked.tenants} collectivités ici"
            )


def measure(name: str, what: Callable[[], object], rounds: int) -> None:
    """Tell the seconds of several rounds: those of the clock, and those of the processor, which a busy machine changes
    less. PostgreSQL's own are in the first alone.
    """
    wall, processor = [], []
    for _ in range(rounds):
        begun, spent = time.perf_counter(), time.process_time()
        what()
        wall.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    tell(name, wall, f", processeur {median(processor):.2f} s")


def tell(name: str, seconds: list[float], more: str = "") -> None:
    print(f"{name} : {median(seconds):.2f} s ({min(seconds):.2f} à {max(seconds):.2f}){more}")


def stated(path: Path) -> Path:
    """A state of every commune, as an archives service would list them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("commune", "etat", "source", "date", "flux"))
        for number, insee in enumerate(national_list.communes()):
            flow = FLOWS[number % len(FLOWS)]
            writer.writerow((insee, STATES[number % len(STATES)], "banc", f"2026-0{1 + number % 5}-15", flow))
    return path


def offered(path: Path) -> Path:
    """An initiative of each région, of all its communes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("nom", "porteur", "offre", "modele", "etape", "perimetre", "membres", "source", "date"))
        for each in national_list.regions().values():
            area = f"R{each.code}"
            whole = "production" if int(each.code) % 2 else "etude"
            row = (f"Banc {each.name}", each.name, "sae", "region", whole, area, f"{area}+", "banc", "2026-01-01")
            writer.writerow(row)
    return path


def opened(path: Path, count: int) -> Path:
    """So many communes to open, by their SIREN."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("nom", "siren"))
        known = [each for each in national_list.communes().values() if each.siren]
        writer.writerows((each.name, each.siren) for each in known[:: max(len(known) // max(count, 1), 1)][:count])
    return path


if __name__ == "__main__":
    main()
