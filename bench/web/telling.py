"""What was measured of the site, as its part of `docs/performance.md`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

from bench.page import number, table, whole
from bench.web.crowd import FLOOR, HEALTHY
from bench.web.holdings import Wanted
from bench.web.visitor import STATIC, Visit
from bench.web.walks import FILES, READING

WANTED = 0.4
"""Seconds under which 95 of 100 pages are to come."""
NO_PAGES = frozenset({FLOOR, HEALTHY, STATIC, READING, *FILES})
INTRODUCTION = """\
## Le site, à cinquante

*Cette partie est écrite par `make bench-web`, qui la remplace à chaque passage.*

{users} personnes de rôles divers, connectées, regardent chaque page de 3 à 8 secondes, dans une grande collectivité de
{big} unités et parmi {collectivites} petites de {each}. `chartrier web` (en {workers}) et `chartrier worker` tournent
sur la même machine qu'elles, la sécurité au niveau des lignes comme elle est toujours. D'abord seules ; puis pendant
qu'un versement déposé par une page entre (**{package} unités**) ; puis pendant que ses documents sont lus. Un temps va
de l'envoi de la demande au dernier octet reçu. **Voulu : 95 pages sur 100 en moins de {limit} ms.**
"""
REMARKS = """\
- « SQL » : les requêtes de la page, seules, rejouées d'affilée sur une connexion sans rien autour, une fois tout le
  monde parti ; « requêtes » : leur nombre, au plus. « UC » : le processeur que prend la page entière dans un processus.
- Le plancher est demandé deux fois par seconde, dans le même passage : une feuille de style du même serveur, et
  `/healthz`, qui ne demande rien à personne. Les clients prennent leur part des mêmes cœurs.
- Chargement : les unités sont posées dans l'index par le code du versement (politiques, clés étrangères, échéances,
  mots), sans leurs octets ; les documents qu'on ouvre viennent d'un versement entier.
"""


@dataclass(frozen=True)
class Part:
    """What came in one part of the round. `processor`: seconds that each program took."""

    name: str
    visits: Sequence[Visit]
    seconds: float
    processor: Mapping[str, float]

    @property
    def pages(self) -> list[float]:
        """The seconds of all pages, whatever their kind."""
        return [each.seconds for each in self.visits if each.kind not in NO_PAGES]

    def of(self, kind: str) -> list[float]:
        return [each.seconds for each in self.visits if each.kind == kind]


@dataclass(frozen=True)
class Round:
    """All of it. `bare` by kind of page: `statements`, `bare` and `processor`; `ended`: whether the versement did."""

    date: datetime
    wanted: Wanted
    loaded: float
    parts: Sequence[Part]
    bare: Mapping[str, Mapping[str, float]]
    package: int
    ended: bool
    failures: Sequence[str]
    load: tuple[float, float]
    workers: int
    machine: Mapping[str, str]
    versions: Mapping[str, str]

    @property
    def visits(self) -> list[Visit]:
        return [each for part in self.parts for each in part.visits]


def told(found: Round) -> str:
    """The whole part."""
    wanted = found.wanted
    text = INTRODUCTION.format(
        users=wanted.users, big=whole(wanted.big), collectivites=whole(wanted.collectivites), each=whole(wanted.each),
        workers="un processus" if found.workers == 1 else f"{found.workers} processus",
        package=whole(found.package), limit=round(WANTED * 1e3),
    )  # fmt: skip
    return "\n".join([text, *_circumstances(found), *_parts(found), *_kinds(found), *_failures(found), REMARKS])


def summary(found: Round) -> str:
    """A line of each part, for who waits."""
    return "\n".join(
        f"{part.name} : {len(part.pages)} pages, p50 {_ms(p50(part.pages))}, p95 {_ms(p95(part.pages))}"
        for part in found.parts
    )


def p50(seconds: Sequence[float]) -> float:
    return median(seconds) if seconds else float("nan")


def p95(seconds: Sequence[float]) -> float:
    """What nineteen of twenty stay under."""
    return quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else p50(seconds)


def _circumstances(found: Round) -> Iterator[str]:
    before, after = found.load
    rows = {
        "date": f"{found.date:%Y-%m-%d}",
        "chargement": f"{whole(found.wanted.units)} unités en {whole(round(found.loaded))} s",
        "charge avant, après": f"{number(before, 1)}, {number(after, 1)}",
        **found.machine,
        "versions": ", ".join(
            f"{name} {found.versions[name]}" for name in ("PostgreSQL", "django", "granian", "psycopg")
        ),
    }
    yield table(("circonstance", "valeur"), rows.items())


def _parts(found: Round) -> Iterator[str]:
    yield table(
        ("", "durée", "pages", "par seconde", "p50", "p95", "la plus lente", "feuille de style p50, p95", "processeur"),
        (
            (
                part.name, f"{whole(round(part.seconds))} s", whole(len(part.pages)),
                number(len(part.pages) / part.seconds, 1), _ms(p50(part.pages)), f"**{_ms(p95(part.pages))}**",
                _ms(max(part.pages, default=float("nan"))),
                f"{_ms(p50(part.of(FLOOR)))}, {_ms(p95(part.of(FLOOR)))}",
                ", ".join(f"{name} {100 * spent / part.seconds:.0f} %" for name, spent in part.processor.items()),
            )
            for part in found.parts
        ),
    )  # fmt: skip
    if not found.ended:
        yield "**Le versement n'était pas fini** quand cette partie a pris fin.\n"


def _kinds(found: Round) -> Iterator[str]:
    kinds: dict[str, int] = defaultdict(int)
    for visit in found.visits:
        kinds[visit.kind] += 1
    pages = sorted(kind for kind in kinds if kind not in NO_PAGES)
    head = ("", *(f"{part.name} : p50, p95" for part in found.parts), "nombre", "SQL", "requêtes", "UC")
    yield "### Page par page\n"
    yield table(head, (_row(found, kind, kinds[kind]) for kind in pages))
    yield "### Ce qui est fait à la demande, et ce qui n'est pas une page\n"
    yield table(head, (_row(found, kind, kinds[kind]) for kind in sorted(NO_PAGES) if kind in kinds))


def _row(found: Round, kind: str, count: int) -> Iterable[str]:
    bare = found.bare.get(kind)
    yield kind
    for part in found.parts:
        seconds = part.of(kind)
        yield f"{_ms(p50(seconds))}, {_ms(p95(seconds))}" if seconds else ""
    yield whole(count)
    yield from (_ms(bare["bare"]), f"{bare['statements']:.0f}", _ms(bare["processor"])) if bare else ("", "", "")


def _failures(found: Round) -> Iterator[str]:
    wrong = [each for each in found.visits if each.status >= 400]
    if not wrong and not found.failures:
        yield "Aucune demande n'a échoué.\n"
        return
    counted: dict[str, int] = defaultdict(int)
    for each in wrong:
        counted[f"{each.kind} : réponse {each.status} {each.code}".strip()] += 1
    for said in found.failures:
        counted[said] += 1
    yield "**Ont échoué :**\n"
    yield "\n".join(f"- {count} fois : {said}" for said, count in sorted(counted.items())) + "\n"


def _ms(seconds: float) -> str:
    return f"{number(seconds * 1e3, 0 if seconds >= 0.0995 else 1)} ms"
