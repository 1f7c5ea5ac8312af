"""The coverage of all communes of France, timed: with a statement of each of them, initiatives, and tenants; and the
draws of a scenario over a région. Into docs/performance-territoire.md.

python -m bench.territory [--tenants 200] [--rounds 5]
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from bench.archive import Archive, new_archive
from bench.machine import load, machine
from bench.page import number, table, whole
from bench.scratch import scratch
from chartrier import wiring
from chartrier.cockpit.scenario.outcome import run
from chartrier.cockpit.scenario.reading import read_scenario
from chartrier.geography import national_list
from chartrier.records.finding import Findings
from chartrier.settings import load_settings

ROOT = Path(__file__).parents[1]

STATES = ("convention", "aucune", "sensibilisee", "reguliere", "premier-versement")
FLOWS = ("", "", "actes", "pes", "rh")
ON = date(2026, 6, 30)


WANTED_COVERAGE, WANTED_DRAWS = 1.0, 2.0
"""Seconds: of the coverage of all communes; of 10,000 draws over a région."""

REGION = """
premiere_annee = 2027
annees = 10
[territoire]
regions = ["53"]
[[flux]]
nom = "PES"
dossiers_par_habitant = { valeur = 1, bas = 0.5, haut = 2, source = "banc" }
mo_par_dossier = { valeur = 4.4, bas = 2, haut = 8, source = "banc" }
conserve_ans = 5
[[variante]]
nom = "A"
[[variante.modele]]
nom = "A"
porteur = "A"
regime = "mutualisation"
[variante.modele.adhesion]
plafond = { valeur = 0.8, bas = 0.5, haut = 1, source = "banc" }
milieu = { valeur = 3, bas = 2, haut = 5, source = "banc" }
etalement = { valeur = 4, bas = 2, haut = 6, source = "banc" }
[variante.modele.couts]
investissement = { valeur = 100000, bas = 50000, haut = 200000, source = "banc" }
par_commune = { valeur = 100, bas = 50, haut = 300, source = "banc" }
par_to_et_copie = { valeur = 300, bas = 100, haut = 900, source = "banc" }
communes_par_agent = { valeur = 80, bas = 40, haut = 120, source = "banc" }
cout_d_un_agent = { valeur = 45000, bas = 40000, haut = 55000, source = "banc" }
"""

PAGE = """\
# Performance du territoire et des scénarios

*Cette page est écrite par `make bench-territory`, qui la remplace à chaque passage.*

{communes} communes, dont chacune a un état dit par une source ; une initiative par région ; {tenants} collectivités
dans l'archive. Le scénario : {draws} tirages de {numbers} chiffres incertains, sur dix ans et {places} communes (la
Bretagne). Médiane de {rounds} tours, l'étendue entre parenthèses ; le processeur est celui de notre processus, sans
celui de PostgreSQL. Une charge plus grande que le nombre de cœurs dit que d'autres travaillaient. **Voulu : la
couverture de toutes les communes en moins de {coverage} s ; les tirages en moins de {drawn} s.**

{circumstances}
{measured}
"""


@dataclass(frozen=True)
class Measured:
    """Seconds of each round: of the clock, and of the processor, which a busy machine changes less."""

    name: str
    wall: Sequence[float]
    processor: Sequence[float] = ()

    @property
    def cells(self) -> tuple[str, str, str]:
        seconds = f"{number(median(self.wall), 2)} s ({number(min(self.wall), 2)} à {number(max(self.wall), 2)})"
        return self.name, seconds, f"{number(median(self.processor), 2)} s" if self.processor else ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.territory", description=__doc__)
    parser.add_argument("--tenants", type=int, default=200, help="communes opened in the archive")
    parser.add_argument("--rounds", type=int, default=5, help="how many times each thing is measured")
    parser.add_argument("--work", type=Path, default=None, help="where its archive is made")
    page = ROOT / "docs" / "performance-territoire.md"
    parser.add_argument("--output", default=str(page), help="the page; - prints it alone")
    asked = parser.parse_args()
    before = load()
    with scratch(asked.work) as work, new_archive(work / "home") as archive:
        measured = measure_all(archive, work, asked.tenants, asked.rounds)
        found = {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "charge avant, après": f"{number(before, 1)}, {number(load(), 1)}",
            **machine(archive.home),
        }
    text = written(measured, found, asked.tenants, asked.rounds)
    print(text)
    if asked.output != "-":
        Path(asked.output).write_text(text, "utf-8")


def measure_all(archive: Archive, work: Path, tenants: int, rounds: int) -> list[Measured]:
    """The commands whole, then each part in this process, then the draws."""
    done = archive.command("territory", "import", stated(work / "etats.csv"))
    measured = [Measured("import d'un état de chaque commune, commande entière", [done.seconds])]
    archive.command("territory", "import", offered(work / "initiatives.csv"))
    archive.command("tenant", "open", "--list", opened(work / "tenants.csv", tenants))
    runs = [archive.command("territory", "coverage", "--json").seconds for _ in range(rounds)]
    measured.append(Measured("couverture de la France, commande entière (démarrage compris)", runs))
    with wiring.wire(load_settings(None, archive.environ)):
        from chartrier.records.territory import Flow
        from chartrier.territory.coverage import coverage, known_on

        known = known_on(ON)
        measured += [
            measure("lecture de tout ce qui est connu", lambda: known_on(ON), rounds),
            measure("compte de toutes les communes", lambda: coverage(known), rounds),
            measure("compte d'un flux", lambda: coverage(known, flow=Flow.ACTES), rounds),
            measure("**les deux : la couverture de toutes les communes**", lambda: coverage(known_on(ON)), rounds),
        ]
    scenario = read_scenario(REGION.encode(), Findings())
    measured.append(measure("**les tirages d'un scénario**", lambda: run(scenario, Findings()), rounds))
    return measured


def measure(name: str, what: Callable[[], object], rounds: int) -> Measured:
    wall, processor = [], []
    for _ in range(rounds):
        begun, spent = time.perf_counter(), time.process_time()
        what()
        wall.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    return Measured(name, wall, processor)


def written(measured: Sequence[Measured], circumstances: Mapping[str, str], tenants: int, rounds: int) -> str:
    """The whole page."""
    scenario = read_scenario(REGION.encode(), Findings())
    return PAGE.format(
        communes=whole(len(national_list.communes())),
        tenants=whole(tenants),
        draws=whole(scenario.draws),
        numbers=REGION.count("bas ="),
        places=whole(len(scenario.places)),
        rounds=rounds,
        coverage=number(WANTED_COVERAGE, 0),
        drawn=number(WANTED_DRAWS, 0),
        circumstances=table(("circonstance", "valeur"), circumstances.items()),
        measured=table(("ce qui est mesuré", "secondes", "processeur"), (each.cells for each in measured)),
    )


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
