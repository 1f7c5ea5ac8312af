"""What all publications of a year say together: at least so many, for what is hidden in one is in no sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from chartrier.catalog.observatory import register
from chartrier.geography import national_list
from chartrier.geography.folding import fold
from chartrier.settings import Settings
from chartrier.territory.area import FRANCE, Area, parts_of
from chartrier.territory.coverage import share
from chartrier.territory.observatory.publication import Layer, Publication, Told, Volume, read
from chartrier.territory.observatory.publishing import kept_key
from chartrier.territory.observatory.receiving import known_keys


@dataclass(frozen=True, slots=True)
class Source:
    """Where a publication comes from. `proven`: by the key of the instance; else a list says it, in whose words
    `source` is. `own`: it is of this instance.
    """

    publication: Publication
    proven: bool
    own: bool
    source: str
    received: datetime


@dataclass(slots=True)
class Least:
    """At least so many communes are served there; of each layer, so many at least; so much was deposited, at least."""

    communes: int = 0
    layers: dict[Layer, int] = field(default_factory=dict)
    versements: int = 0
    bytes: int = 0

    def add(self, communes: int, layers: Mapping[Layer, int], volume: Volume | None) -> None:
        self.communes += communes
        for layer, number in layers.items():
            self.layers[layer] = self.layers.get(layer, 0) + number
        if volume is not None:
            self.versements += volume.versements
            self.bytes += volume.bytes

    def as_json(self) -> dict[str, Any]:
        return {
            "communes": self.communes,
            "layers": {layer.value: number for layer, number in sorted(self.layers.items())},
            "versements": self.versements,
            "bytes": self.bytes,
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """The national picture of a year. `areas`: régions and départements of which something is told; `elsewhere`:
    communes that are told of France and of no région. `sizes`: by where the class begins; None: of others.
    `absent`: who published of another year, and not of this one.
    """

    year: int
    years: Sequence[int]
    sources: Sequence[Source]
    whole: Least
    areas: Mapping[str, Least]
    elsewhere: int
    sizes: Mapping[int | None, int]
    absent: Sequence[str]

    def of(self, area: Area) -> Least:
        return self.areas.get(area.written, Least())

    def as_json(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "years": list(self.years),
            "instances": [
                {
                    "name": each.publication.instance,
                    "proven": each.proven,
                    "own": each.own,
                    "source": each.source,
                    "on": each.publication.on.isoformat(),
                    "made": each.publication.made.isoformat(),
                    "received": each.received.isoformat(),
                    "communes": each.publication.communes,
                }
                for each in self.sources
            ],
            "absent": list(self.absent),
            "at_least": self.whole.as_json(),
            "communes": len(FRANCE.communes),
            "rate": share(self.whole.communes, len(FRANCE.communes)),
            "areas": {code: each.as_json() for code, each in sorted(self.areas.items())},
            "elsewhere": self.elsewhere,
            "sizes": [{"from": low, "communes": number} for low, number in self.sizes.items()],
        }


def picture(settings: Settings, today: date, year: int | None = None) -> Picture:
    """What is known of a year; None: the last of which anything is. An instance and a year count once: the last made of
    those whose key is trusted today; a list, where the instance did not publish itself.
    """
    counting = sorted(_counting(settings), key=lambda each: fold(each.publication.instance))
    years = sorted({each.publication.year for each in counting}, reverse=True)
    shown = year if year is not None else (years[0] if years else today.year)
    sources = [each for each in counting if each.publication.year == shown]
    names = {each.publication.instance for each in sources}
    absent = dict.fromkeys(name for each in counting if (name := each.publication.instance) not in names)
    whole, elsewhere = Least(), 0
    areas: dict[str, Least] = {}
    sizes: dict[int | None, int] = {}
    for each in sources:
        told = each.publication
        for place in told.places:
            for least in _least_of(place, whole, areas):
                least.add(place.communes, place.layers, place.volume)
            elsewhere += place.communes if place.area == FRANCE.written else 0
        whole.add(0, told.rests, None)
        for size in told.sizes:
            sizes[size.low] = sizes.get(size.low, 0) + size.communes
    ordered = {low: sizes[low] for low in sorted(sizes, key=lambda low: (low is None, low or 0))}
    return Picture(shown, years, sources, whole, areas, elsewhere, ordered, list(absent))


def shown_areas(found: Picture) -> Iterable[tuple[Area, Least, int]]:
    """Every région, then its départements of which something is told; with how many communes there are in all."""
    for region in parts_of(FRANCE):
        yield region, found.of(region), len(region.communes)
        for departement in parts_of(region):
            if departement.written in found.areas:
                yield departement, found.of(departement), len(departement.communes)


def _counting(settings: Settings) -> list[Source]:
    """What counts, an instance and a year once."""
    keys, own = known_keys(settings), kept_key(settings)
    found: dict[tuple[str, int], Source] = {}
    taken: set[tuple[str, int]] = set()
    # the last made comes first; what is proven goes before what is declared
    for each in sorted(register.publications(), key=lambda each: each.public_key is None):
        ours = own is not None and each.public_key == own.public
        if each.public_key is not None and not ours and keys.get(each.name) != each.public_key:
            continue
        # an instance is its key, whatever it is called; who has none is a name
        who = (each.public_key.hex() if each.public_key is not None else "", each.year)
        name = (fold(each.name), each.year)
        if (who[0] and who in found) or name in taken:
            continue
        taken.add(name)
        told = read(each.document.encode()).publication
        found[who if who[0] else name] = Source(told, each.public_key is not None, ours, each.source, each.received)
    return list(found.values())


def _least_of(place: Told, whole: Least, areas: dict[str, Least]) -> list[Least]:
    found = [whole]
    if place.area == FRANCE.written:
        return found
    found.append(areas.setdefault(place.area, Least()))
    if place.area.startswith("D"):
        found.append(areas.setdefault(f"R{national_list.departements()[place.area[1:]].region}", Least()))
    return found
