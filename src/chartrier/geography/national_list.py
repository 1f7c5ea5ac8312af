"""The national list, read from its files when it is first asked, and kept.

Source: Code officiel géographique (INSEE), list of EPCI à fiscalité propre (DGCL), populations légales (INSEE), postal
codes (La Poste), brought together by Etalab; Licence Ouverte. `edition()` says which; `converting` makes the files.
"""

from __future__ import annotations

import csv
import io
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, wraps
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from chartrier.geography.added import SERVED, SIRENS, Rows, read
from chartrier.geography.folding import fold, without_article
from chartrier.geography.territory import Commune, Departement, Epci, Former, Region, departement_of

ATTRIBUTION = "INSEE, DGCL, La Poste, Etalab : Licence Ouverte"
"""To be shown wherever the data are."""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "communes": ("insee", "name", "siren", "epci", "population", "postal_codes"),
        "former": ("insee", "name", "kind", "commune"),
        "epci": ("siren", "name", "kind", "population", "members"),
        "departements": ("code", "name", "region", "zone", "seat"),
        "regions": ("code", "name", "zone", "seat"),
        "edition": ("version", "day"),
        "archives": ("code", "name", "departements", "of"),
    }
)

P = ParamSpec("P")
T = TypeVar("T")


class _Added:
    """What this instance adds to the list, and what must be read again when that changes."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.rows: Mapping[str, Rows] = {}
        self.forget: list[Callable[[], None]] = []


_added = _Added()


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """What is computed once from the list, as long as nothing is added to it."""
    cached = cache(function)
    _added.forget.append(cached.cache_clear)

    @wraps(function)
    def asked(*args: P.args, **named: P.kwargs) -> T:
        return cached(*args, **named)  # type: ignore[arg-type]

    return asked


def add(folder: Path | None) -> None:
    """Have the places of a folder besides (`added`), in the stead of those of another; None: the list alone.

    Raises InvalidInput (GEO-001 … GEO-003), and nothing changes.
    """
    if folder == _added.folder:
        return
    shipped = {name: [row[0] for row in _shipped(name)] for name in COLUMNS if name != "former"}
    shipped[SERVED] = [code for row in _shipped("archives") for code in row[2].split()]
    shipped[SIRENS] = [row[COLUMNS["communes"].index("siren")] for row in _shipped("communes")]
    rows = read(folder, COLUMNS, shipped) if folder is not None else {}
    _added.folder, _added.rows = folder, rows
    for forget in _added.forget:
        forget()


def how_many_added() -> int:
    """The communes that this instance adds."""
    return len(_added.rows.get("communes", ()))


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of the data this is: the version of its package, and its day."""

    version: str
    day: date


@kept
def edition() -> Edition:
    """The edition of the files."""
    ((version, day),) = rows_of("edition")
    return Edition(version, date.fromisoformat(day))


@kept
def communes() -> Mapping[str, Commune]:
    """The communes of today, by INSEE code."""
    # what many of them have is kept once: there are thirty-five thousand
    posts: dict[str, tuple[str, ...]] = {}
    return {
        insee: Commune(
            insee, name, siren or None, sys.intern(epci) or None, int(people) if people else None,
            posts.setdefault(post, tuple(post.split())),
        )
        for insee, name, siren, epci, people, post in rows_of("communes")
    }  # fmt: skip


@kept
def former() -> Mapping[str, Former]:
    """Codes and names that are in a commune of today, by INSEE code. Some are that commune's own code."""
    return {row[0]: Former(*row) for row in rows_of("former")}


@kept
def epcis() -> Mapping[str, Epci]:
    """The EPCI à fiscalité propre and the EPT, by SIREN."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for commune in communes().values():
        if commune.epci is not None:
            members[commune.epci].append(commune.insee)
    return {
        siren: Epci(siren, name, kind, int(population), tuple(listed.split() or members[siren]))
        for table in ("epci", "ept")
        for siren, name, kind, population, listed in rows_of(table)
    }


@kept
def departements() -> Mapping[str, Departement]:
    """Départements and collectivités d'outre-mer, by code."""
    return {row[0]: Departement(*row) for row in rows_of("departements")}


@kept
def regions() -> Mapping[str, Region]:
    """Régions, and the collectivités d'outre-mer again, by code."""
    return {row[0]: Region(*row) for row in rows_of("regions")}


def successor(insee: str) -> Commune | None:
    """The commune of today that a code is, or that what it was is in; None when the list does not know the code.

    So a tenant keeps its code when its commune merges: what changes is the commune that answers for it.
    """
    if (same := communes().get(insee)) is not None:
        return same
    gone = former().get(insee)
    return communes()[gone.commune] if gone is not None else None


def with_siren(siren: str) -> Commune | Epci | None:
    """The commune or the EPCI of a SIREN."""
    insee = _by_siren().get(siren)
    return communes()[insee] if insee is not None else epcis().get(siren)


def key_of(name: str) -> str:
    """The form in which two spellings of the name of one place are equal."""
    return without_article(fold(name))


def named(name: str, departement: str | None = None) -> list[Commune]:
    """The communes of today of exactly this name, the largest first; those that took in one of that name follow.

    Case, accents, hyphens and a leading article do not count; `St` is `Saint`.
    """
    key = key_of(name)
    return _today((place for known, place in _from(key) if known == key), departement)


def beginning(name: str, departement: str | None = None, most: int = 20) -> list[Commune]:
    """At most so many communes whose name, present or past, begins so: what is offered while one types."""
    key = key_of(name)
    if not key:
        return []
    return list(dict.fromkeys([*named(name, departement), *_today((p for _, p in _from(key)), departement)]))[:most]


def departement_named(text: str) -> Departement | None:
    """The département of a code (`1` is `01`, which spreadsheets make of it) or of a name."""
    code = text.strip().upper()
    if (known := departements().get(code.zfill(2))) is not None:
        return known
    key = key_of(text)
    return next((each for each in departements().values() if key_of(each.name) == key), None)


def regions_named(name: str) -> list[Region]:
    """The régions of this name; the collectivités d'outre-mer that the list has among them are none."""
    key = key_of(name)
    return [each for each in regions().values() if key_of(each.name) == key and each.zone != "com"]


@kept
def populations() -> Mapping[str, int]:
    """The inhabitants of each département: those of its communes, as far as the list says them."""
    found: defaultdict[str, int] = defaultdict(int)
    for commune in communes().values():
        found[commune.departement] += commune.population or 0
    return dict(found)


def epcis_called(name: str) -> list[Epci]:
    """The EPCI of exactly this name, its kind in short (`CC`) or in full (`communauté de communes`)."""
    key = _in_short(fold(name))
    return [epci for epci in epcis().values() if _in_short(fold(epci.name)) == key]


def _in_short(folded: str) -> str:
    for full, short in _EPCI_KINDS.items():
        if folded.startswith(full):
            return short + folded.removeprefix(full)
    return folded


_EPCI_KINDS = {"communaute de communes ": "cc ", "communaute d agglomeration ": "ca ", "communaute urbaine ": "cu "}


def epcis_named(name: str) -> list[Epci]:
    """The EPCI whose name has all these words, the most populous first."""
    words = set(fold(name).split())
    found = [epci for epci in epcis().values() if words and words <= set(fold(epci.name).split())]
    return sorted(found, key=lambda epci: -epci.population)


def members_of(siren: str) -> list[Commune]:
    """The communes of an EPCI, by name; none when the list does not know it."""
    known = epcis().get(siren)
    found = [communes()[insee] for insee in known.members] if known is not None else []
    return sorted(found, key=lambda commune: fold(commune.name))


Named = tuple[bool, str]
"""Whether a name is of the past, and the INSEE code of today's commune."""


def _from(key: str) -> Iterator[tuple[str, Named]]:
    """The names that begin so, with whose they are."""
    names = _names()
    for at in range(bisect_left(names, (key, (False, ""))), len(names)):
        known, place = names[at]
        if not known.startswith(key):
            return
        yield known, place


def _today(found: Iterable[Named], departement: str | None) -> list[Commune]:
    """Each commune once: by its present name before by a past one, the largest first."""
    ranked = sorted((past, -(communes()[insee].population or 0), insee) for past, insee in found)
    each = dict.fromkeys(insee for _, _, insee in ranked)
    return [communes()[insee] for insee in each if departement in (None, departement_of(insee))]


@kept
def _names() -> list[tuple[str, Named]]:
    """Each by its key, and as it is written where an article leads it: while one types, it may be all there is yet."""
    present = [(each.name, (False, each.insee)) for each in communes().values()]
    past = [(each.name, (True, each.commune)) for each in former().values() if each.name]
    return sorted((key, place) for name, place in (*present, *past) for key in {key_of(name), fold(name)})


@kept
def _by_siren() -> Mapping[str, str]:
    return {each.siren: each.insee for each in communes().values() if each.siren is not None}


def rows_of(name: str) -> Iterator[Sequence[str]]:
    """The lines of a file, then those that are added to it."""
    yield from _shipped(name)
    yield from _added.rows.get(name, ())


def _shipped(name: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(files(__package__).joinpath(f"{name}.csv").read_text("utf-8"), newline=""))
    next(rows)
    yield from rows
