"""`docs/performance.md`, written whole from what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from bench.endings import Ruled
from bench.measuring import INGEST, PARTS, STEPS_ONLY, Measured
from bench.rivals.tools import TOOLS
from bench.watching import OWN, PRONOM

NAMES = {
    "unzipping": "décompresser, contrôler le CRC, calculer le SHA-512",
    "identifying": "identifier les formats (PRONOM, moteur seul)",
    "validating": "valider le bordereau au fil de l'eau",
    "copying": "écrire deux copies durables, en liasses",
    "loading": "charger le catalogue (COPY, index, politiques), jusqu'au COMMIT",
}
INTRODUCTION = """\
# Performance : ce que coûte un versement

*Cette page est écrite par `make bench`, qui la remplace à chaque passage ; la partie du site, par `make bench-web`.*

Le **plancher** est la somme de cinq parties mesurées chacune seule, dans un processus à part, au plus serré que nous
sachions faire, sans compter le démarrage de l'interpréteur ni la préparation. Le **versement** est la commande
`chartrier ingest` entière, démarrage compris, serveur déjà lancé, dans une collectivité neuve à chaque fois. Tout est
mesuré tour à tour dans le même passage ; les chiffres sont des médianes, l'étendue entre parenthèses. Un versement fait
plus que le plancher : contrôles, description, liste scellée, journal signé, réponse.
"""
OVERLAP = """\
Où passe le temps du versement. Les formats s'identifient et le catalogue se charge pendant que les objets se lisent :
une étape ne compte que ce qu'elle fait attendre.
"""
ENDINGS = """\
## Les échéances

Une forêt de six niveaux avec des règles à plusieurs d'entre eux, posée directement dans l'index. La durée de la règle
du sommet change : toutes les échéances sont recalculées et réécrites, dans une seule transaction. Une page donne
cinquante unités à échéance : la médiane de quarante et une pages prises n'importe où, aussitôt après le changement,
puis une fois la table nettoyée (PostgreSQL le fait de lui-même). La mémoire est celle du processus qui calcule.
"""
REMARKS = """\
## Ce que les parties font, et ne font pas

- Décompresser : rien n'est écrit ; à côté, dans le même passage, `unzip -p | sha512sum`, qui ne calcule qu'une
  empreinte du tout.
- Identifier : le moteur est appelé une fois pour tous les fichiers, sans confinement ni tube ; le chargement des
  signatures n'est pas compté.
- Valider : libxml2 avec le schéma officiel, ou notre lecteur quand les schémas ne sont pas là (le tableau le dit).
- Copier : les octets que le versement écrit, les mêmes liasses d'au plus 64 Mio, la même politique de synchronisation
  (`src/chartrier/vault/durability.py`), les deux copies en parallèle, depuis la mémoire. Aucune empreinte n'y est
  calculée.
- Charger : le code du versement, sur les fichiers `.jsonl` d'un versement fait. À côté, `\\copy` de psql et COPY par
  psycopg des mêmes lignes, prêtes, dans des tables égales sans politique ni clé étrangère.
- Les outils (bagit, ocfl-py, opf-fido) sont lancés par leurs commandes sur les mêmes objets déjà décompressés. Aucun
  n'écrit deux copies durables, ne contrôle un bordereau ni ne tient un journal : le rapport dit un ordre de grandeur.
"""


@dataclass(frozen=True)
class Circumstances:
    """When and on what. `load` is that of the machine before and after: others may have been working."""

    date: datetime
    rounds: int
    load: tuple[float, float]
    machine: dict[str, str]
    versions: dict[str, str]
    missing: Sequence[str]
    """What could not be measured at all, as sentences."""


def write_page(every: Sequence[Measured], circumstances: Circumstances, ruled: Sequence[Ruled] = ()) -> str:
    parts = [INTRODUCTION, *_circumstances(circumstances), *_summary(every)]
    for measured in every:
        parts += [
            f"## {measured.package}\n",
            _payload(measured),
            *_floor(measured),
            *_ingest(measured),
            *_tools(measured),
        ]
    return "\n".join([*parts, *endings(ruled), REMARKS])


WEB = "<!-- make bench-web -->\n"
"""Where the part of the site begins: the last of the page, which the other benches leave as it is."""


def put_web(page: Path, text: str) -> None:
    """Put the part of the site in the place of what it was."""
    before, _, _ = page.read_text("utf-8").partition(WEB) if page.exists() else ("", "", "")
    page.write_text(f"{before.rstrip()}\n\n{WEB}\n{text}", encoding="utf-8")


def kept_web(page: Path) -> str:
    """What the page has of the site."""
    _, found, text = page.read_text("utf-8").partition(WEB) if page.exists() else ("", "", "")
    return f"\n{found}{text}" if found else ""


def endings(every: Sequence[Ruled]) -> Iterator[str]:
    """The part about échéances; nothing when they were not measured."""
    if not every:
        return
    yield ENDINGS
    yield table(
        (
            "unités",
            "lignes",
            "premier calcul",
            "après le changement",
            "par unité",
            "page aussitôt",
            "page",
            "la plus lente",
            "mémoire",
        ),
        (
            (
                whole(ruled.units),
                whole(ruled.rows),
                f"{number(ruled.computed)} s",
                f"{number(ruled.changed)} s",
                f"{number(ruled.microseconds, 0)} µs",
                f"{number(ruled.page_after * 1e3, 1)} ms",
                f"**{number(ruled.page * 1e3, 1)} ms**",
                f"{number(ruled.slowest_page * 1e3, 1)} ms",
                f"{ruled.peak >> 20} Mio",
            )
            for ruled in every
        ),
    )


def _circumstances(found: Circumstances) -> Iterator[str]:
    before, after = found.load
    told = {
        "date": f"{found.date:%Y-%m-%d}",
        "tours": str(found.rounds),
        "charge avant, après": f"{number(before, 1)}, {number(after, 1)}",
        **found.machine,
        "versions": ", ".join(f"{name} {version}" for name, version in found.versions.items()),
    }
    yield table(("circonstance", "valeur"), told.items())
    yield from (f"**Non mesuré :** {sentence}\n" for sentence in found.missing)


def _summary(every: Sequence[Measured]) -> Iterator[str]:
    yield "## En bref\n"
    yield table(
        ("paquet", "objets", "plancher", "versement", "versement / plancher", "objets par seconde", "mémoire"),
        (
            (
                measured.package,
                whole(measured.objects),
                f"{number(measured.floor)} s",
                f"{number(measured.ingest)} s",
                f"**{number(measured.ratio)}**",
                whole(round(measured.objects / measured.ingest)),
                f"{measured.peaks[OWN] >> 20} Mio",
            )
            for measured in every
        ),
    )


def _payload(measured: Measured) -> str:
    objects, size = whole(measured.objects), number(measured.bytes / 1e6, 1)
    return f"{objects} objets, {size} Mo, {whole(measured.units)} unités.\n"


def _floor(measured: Measured) -> Iterator[str]:
    notes = dict.fromkeys(PARTS, "")
    if "unzip" in measured.seconds:
        notes["unzipping"] = f"`unzip -p` et `sha512sum` : {times(measured.seconds['unzip'])}"
    else:
        notes["unzipping"] = "`unzip` ou `sha512sum` n'est pas installé : rien à côté"
    identified = measured.details["identifying"]
    loading = number(identified["loading"])
    notes["identifying"] = (
        f"{whole(identified['identified'])} reconnus ; signatures chargées en {loading} s, non comptées"
    )
    schema = measured.details["validating"]["schema"]
    notes["validating"] = "notre lecteur : le schéma officiel n'est pas là" if schema == "ours" else "schéma officiel"
    copied = measured.details["copying"]
    notes["copying"] = f"{whole(copied['files'])} fichiers, {number(copied['bytes'] / 1e6, 1)} Mo par copie"
    rows = sum(measured.details["loading"]["rows"].values())
    plain = f"lignes prêtes : psql {times(measured.seconds['psql'])}, psycopg {times(measured.seconds['copy'])}"
    notes["loading"] = f"{whole(rows)} lignes ; {plain}"
    yield table(
        ("partie du plancher", "secondes", "à côté"),
        [
            *((NAMES[part], times(measured.seconds[part]), notes[part]) for part in PARTS),
            ("**somme**", f"**{number(measured.floor)}**", ""),
            ("**versement**", f"**{times(measured.seconds[INGEST])}**", f"{number(measured.ratio)} fois la somme"),
        ],
    )


def _ingest(measured: Measured) -> Iterator[str]:
    yield OVERLAP
    outside = [
        whole_ - steps for whole_, steps in zip(measured.seconds[INGEST], measured.seconds[STEPS_ONLY], strict=True)
    ]
    rows = [
        (name, times(seconds), share(seconds, measured))
        for name, seconds in measured.steps.items()
        if median(seconds) >= 0.0005
    ]
    alone = number(median(measured.seconds["start"]))
    started = f"hors étapes : démarrage, connexion, réponse (`chartrier ingest --help` : {alone} s)"
    yield table(("étape", "secondes", "part"), [*rows, (started, times(outside), share(outside, measured))])
    own, pronom = measured.peaks[OWN] >> 20, measured.peaks.get(PRONOM, 0) >> 20
    yield f"Mémoire résidente au plus haut : {own} Mio pour le versement, {pronom} Mio pour le processus de PRONOM.\n"


def _tools(measured: Measured) -> Iterator[str]:
    if not measured.tools:
        return
    rows = []
    for tool in TOOLS:
        found = measured.tools[tool.distribution]
        if isinstance(found, str):
            rows.append((tool.distribution, tool.does, found, ""))
            continue
        ours, what = (
            (measured.ingest, "le versement entier")
            if tool.compared == "versement"
            else (median(measured.seconds[tool.compared]), "la partie du plancher")
        )
        rows.append((tool.distribution, tool.does, times(found), f"{number(median(found) / ours)} fois {what}"))
    yield table(("outil", "ce qu'il fait", "secondes", "rapport"), rows)


def share(seconds: Sequence[float], measured: Measured) -> str:
    return f"{100 * median(seconds) / measured.ingest:.0f} %"


def times(seconds: Sequence[float]) -> str:
    """The median, and how far the rounds lie apart."""
    if len(seconds) == 1:
        return number(seconds[0])
    return f"{number(median(seconds))} ({number(min(seconds))} à {number(max(seconds))})"


def number(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def whole(value: int) -> str:
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
