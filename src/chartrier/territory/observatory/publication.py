"""A publication: what one instance tells of one year, as a signed file."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chartrier.clock import day_of
from chartrier.errors import InvalidInput
from chartrier.geography import national_list
from chartrier.geography.sizes import SIZES
from chartrier.journal.strict_json import count, part, read_object, text
from chartrier.records.anonymity import FEWEST
from chartrier.records.canonical import canonical
from chartrier.records.territory import Flow
from chartrier.territory.area import FRANCE
from chartrier.territory.observatory import findings as say

FORMAT = "chartrier-observatoire/1"
LARGEST = 1 << 20
"""Bytes of a file."""
SHOWN = 100
FIRST_YEAR = 1990
LONGEST_NAME = 200

_SIGNED = b"chartrier-observatoire/1\n"


class Layer(StrEnum):
    """What is counted, of communes: those that deposit, whatever it is, and those that deposit a flow."""

    DEPOSITING = "versent"
    ACTES = Flow.ACTES.value
    PES = Flow.PES.value
    MARCHES = Flow.MARCHES.value
    RH = Flow.RH.value
    URBANISME = Flow.URBANISME.value
    ETAT_CIVIL = Flow.ETAT_CIVIL.value

    @property
    def flow(self) -> Flow | None:
        return None if self is Layer.DEPOSITING else Flow(self.value)


@dataclass(frozen=True, slots=True)
class Volume:
    """What was deposited up to the day of a publication: versements, and bytes as they were accepted."""

    versements: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Told:
    """A place and what is told of it. `area` is `D22`, `R53` or `FR`; `without`: the départements or régions of it that
    are told apart, so that no commune is in two places. `communes`: those that are served (convention or versement). A
    layer that is not in `layers` is hidden; so is a volume that is None.
    """

    area: str
    without: tuple[str, ...]
    communes: int
    layers: Mapping[Layer, int] = field(default_factory=dict)
    volume: Volume | None = None

    @property
    def departements(self) -> frozenset[str]:
        """The codes of all that it covers. Raises ValueError for what is no place of the list."""
        if not set(self.without) <= _parts(self.area).keys():
            raise ValueError(f"“{self.area}” has no such part")
        left = (codes for part, codes in _parts(self.area).items() if part not in self.without)
        return frozenset().union(*left)

    @property
    def written(self) -> str:
        """`D22`, `R53 sauf D22 D29`."""
        return f"{self.area} sauf {' '.join(self.without)}" if self.without else self.area


@dataclass(frozen=True, slots=True)
class Sized:
    """Communes served of a class of size, from so many inhabitants; None: of all classes that are not told."""

    low: int | None
    communes: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What an instance tells of a year, up to a day of it. `rests`: of each layer, all places where it is hidden."""

    instance: str
    year: int
    on: date
    made: datetime
    places: Sequence[Told]
    rests: Mapping[Layer, int] = field(default_factory=dict)
    sizes: Sequence[Sized] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "instance": self.instance,
            "year": self.year,
            "on": self.on.isoformat(),
            "made": self.made.astimezone(UTC).isoformat(timespec="milliseconds"),
            "places": [_place(each) for each in self.places],
            "rests": {layer.value: number for layer, number in self.rests.items()},
            "sizes": [{"from": each.low, "communes": each.communes} for each in self.sizes],
        }

    @classmethod
    def read(cls, value: dict[str, Any]) -> Publication:
        """What `as_json` wrote, whoever wrote it. Raises ValueError: of what is no publication, or tells too much."""
        if value.get("format") != FORMAT:
            raise ValueError("another format")
        name, year, made = text(value, "instance"), count(value, "year"), datetime.fromisoformat(text(value, "made"))
        found = cls(
            instance=name,
            year=year,
            on=date.fromisoformat(text(value, "on")),
            made=made,
            places=[_told(each) for each in _objects(value, "places")],
            rests=_layers(part(value, "rests")),
            sizes=[_sized(each) for each in _objects(value, "sizes")],
        )
        if not name.strip() or len(name) > LONGEST_NAME or made.tzinfo is None:
            raise ValueError("no name, or no time zone")
        if not (FIRST_YEAR <= year == found.on.year) or found.on > day_of(found.made):
            raise ValueError("its year and its days do not agree")
        require_apart(found.places)
        lows = [each.low for each in found.sizes]
        if len(set(lows)) != len(lows) or (found.sizes and sum(s.communes for s in found.sizes) != found.communes):
            raise ValueError("its classes of size do not make its communes")
        return found

    @property
    def communes(self) -> int:
        """All that are served."""
        return sum(each.communes for each in self.places)


class Untenable(ValueError):
    """What cannot be, in French and in English."""

    def __init__(self, fr: str, en: str) -> None:
        self.fr, self.en = fr, en
        super().__init__(en)


def require_apart(places: Sequence[Told]) -> None:
    """Raises Untenable where two places cover the same département."""
    seen: set[str] = set()
    for each in places:
        covered = each.departements
        if seen & covered:
            raise Untenable(f"« {each.written} » est dit deux fois", f"“{each.written}” is told twice")
        seen |= covered


def require_possible(places: Sequence[Told]) -> None:
    """Raises Untenable where there are fewer communes today than are told."""
    for each in places:
        covered, place = each.departements, each.written
        if each.communes > sum(_communes().get(code, 0) for code in covered):
            raise Untenable(f"« {place} » a moins de communes", f"“{place}” has fewer communes")
        if any(number > each.communes for number in each.layers.values()):
            raise Untenable(
                f"plus de communes versent qu'il n'y en a de servies dans « {place} »",
                f"more communes deposit than are served in “{place}”",
            )


def signed(publication: Publication, key: Ed25519PrivateKey) -> bytes:
    """The file of a publication: canonical JSON with the signature of the instance."""
    content = publication.as_json()
    signature = key.sign(_SIGNED + canonical(content))
    return canonical({"publication": content, "signature": base64.b64encode(signature).decode()})


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read. Nothing of it is proven yet."""

    publication: Publication
    content: bytes
    signature: bytes

    def proven_by(self, public_key: bytes) -> bool:
        """Whether this key signed it."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, _SIGNED + self.content)
        except InvalidSignature:
            return False
        return True


def read(data: bytes) -> Read:
    """A file of a publication. Raises InvalidInput (OBS-003)."""
    try:
        if len(data) > LARGEST:
            raise ValueError(f"longer than {LARGEST} bytes")
        value = read_object(data.removesuffix(b"\n"))
        content = part(value, "publication")
        signature = base64.b64decode(text(value, "signature"), validate=True)
        return Read(Publication.read(content), canonical(content), signature)
    except (ValueError, TypeError, OverflowError) as problem:
        raise InvalidInput(say.NO_PUBLICATION, why=" ".join(str(problem).split())[:SHOWN]) from None


def place_in(written: str) -> Told | None:
    """A place as `Told.written` writes it, with nothing told of it; None for what is no place of the list."""
    area, _, without = written.strip().upper().partition(" SAUF ")
    found = Told(area.strip(), tuple(dict.fromkeys(without.split())), 0)
    try:
        return found if found.departements else None
    except ValueError:
        return None


def telling(place: Told, communes: int, layers: Mapping[Layer, int], volume: Volume | None) -> Told:
    """The same place, with what is told of it."""
    return replace(place, communes=communes, layers=dict(layers), volume=volume)


def _place(each: Told) -> dict[str, Any]:
    volume = each.volume
    return {
        "area": each.area,
        "without": list(each.without),
        "communes": each.communes,
        "layers": {layer.value: number for layer, number in each.layers.items()},
        "volume": None if volume is None else {"versements": volume.versements, "bytes": volume.bytes},
    }


def _told(value: dict[str, Any]) -> Told:
    without = value.get("without")
    if not isinstance(without, list) or not all(isinstance(each, str) for each in without):
        raise ValueError("“without” is not a list of codes")
    volume = None if value.get("volume") is None else part(value, "volume")
    layers = _layers(part(value, "layers"))
    if volume is not None and Layer.DEPOSITING not in layers:
        raise ValueError("a volume of too few")
    return Told(
        area=text(value, "area"),
        without=tuple(without),
        communes=_enough(count(value, "communes")),
        layers=layers,
        volume=None if volume is None else Volume(count(volume, "versements"), count(volume, "bytes")),
    )


def _layers(value: dict[str, Any]) -> dict[Layer, int]:
    return {Layer(name): _enough(count(value, name)) for name in value}


def _sized(value: dict[str, Any]) -> Sized:
    low = None if value.get("from") is None else count(value, "from")
    if low is not None and low not in SIZES:
        raise ValueError("no class of size begins there")
    return Sized(low, _enough(count(value, "communes")))


def _enough(number: int) -> int:
    if number < FEWEST:
        raise ValueError(f"a cell of fewer than {FEWEST}")
    return number


def _objects(value: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    found = value.get(name)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(f"field “{name}” is not a list of objects")
    yield from found


@national_list.kept
def _parts(area: str) -> Mapping[str, frozenset[str]]:
    """The parts of an area by which it is told, each with the codes of its départements; itself for a département."""
    departements = national_list.departements()
    by_region: dict[str, set[str]] = {}
    for each in departements.values():
        by_region.setdefault(each.region, set()).add(each.code)
    if area == "FR":
        return {f"R{code}": frozenset(codes) for code, codes in by_region.items()}
    if area.startswith("R") and area[1:] in by_region:
        return {f"D{code}": frozenset({code}) for code in by_region[area[1:]]}
    if area.startswith("D") and area[1:] in departements:
        return {area: frozenset({area[1:]})}
    raise ValueError(f"“{area[:SHOWN]}” is no place of the list")


@national_list.kept
def _communes() -> Mapping[str, int]:
    """How many communes each département has today."""
    found: dict[str, int] = {}
    for each in FRANCE.communes:
        found[each.departement] = found.get(each.departement, 0) + 1
    return found
