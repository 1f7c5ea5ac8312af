"""What maps are made of: shapes with a shade, a name and an address, as numbers ready to be written in SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from chartrier.geography import contours, national_list
from chartrier.geography.territory import Commune
from chartrier.records.territory import State
from chartrier.territory.area import Area, AreaKind
from chartrier.territory.coverage import Tally, share
from chartrier.web.territory.treemap import Box, treemap

SHADES = ("unknown", "none", "1", "2", "3", "4")
"""Nothing is known; none; up to a quarter, a half, three quarters, all."""

SHORT = {
    "975": "St-Pierre-M.", "977": "St-Barth.", "978": "St-Martin", "984": "TAAF", "986": "Wallis-et-F.",
    "987": "Polynésie", "988": "N.-Calédonie", "989": "Clipperton",
}  # fmt: skip
"""Names of collectivités d'outre-mer that have to fit a tile."""

TILE_WIDTH, TILE_HEIGHT = 108, 46
LEAST = 0.0012
"""The least share of a drawing that a commune has, so that the smallest is seen."""
LETTER = 6.4
"""Width of a letter in a tile, about."""

Address = Callable[[Area], str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One area of a map: `paths` or a `box`. `label` is what is read aloud; `name` is written on it if it fits."""

    address: str
    label: str
    shade: str
    name: str = ""
    paths: Sequence[str] = ()
    box: Box | None = None
    middle: tuple[int, int] | None = None
    """Where the name is written when there is no box."""


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing: `view` is its viewBox; `lines` what parts régions."""

    view: str
    shapes: Sequence[Shape]
    lines: str = ""
    frames: Sequence[Shape] = ()
    """Rectangles around groups of shapes, with their names above."""
    letter: float = 0
    """The size of the names that are written in the middle of shapes."""


def shade_of(part: int, tally: Tally) -> str:
    """The shade of a share of an area's communes; `unknown` where nothing is known of any."""
    if not tally.all.communes or tally.unknown.communes == tally.all.communes:
        return "unknown"
    rate = share(part, tally.all.communes) or 0
    return SHADES[1] if rate == 0 else SHADES[2 + min(int(rate * 4), 3)]


def of_areas(areas: Iterable[tuple[Area, str, str]], address: Address, *, whole: bool) -> Map:
    """Régions or départements: each with its shade and its label. `whole`: of all of France, with every overseas."""
    shapes: list[Shape] = []
    tiles: list[tuple[Area, str, str]] = []
    drawn: list[str] = []
    for area, shade, label in areas:
        codes = [code for code in _departements(area) if code in contours.contours()]
        if codes:
            paths = [contours.contours()[code] for code in codes]
            shapes.append(Shape(address(area), label, shade, paths=paths))
            drawn += codes
        else:
            tiles.append((area, shade, label))
    if not shapes:
        return _only_tiles(tiles, address)
    if not whole:
        left, top, right, bottom = _around(drawn)
        letter = round(max((right - left) / 46, (bottom - top) / 60), 1)
        near = [replace(each, **_named(code, letter)) for each, code in zip(shapes, drawn, strict=True)]
        return Map(f"{left} {top} {right - left} {bottom - top}", near, letter=letter)
    tiled = zip(tiles, _sea(tiles), strict=True)
    shapes += [_tile(area, shade, label, address, at) for (area, shade, label), at in tiled]
    return Map(f"0 0 {contours.WIDTH} {contours.HEIGHT}", shapes, contours.frontiers())


def of_communes(
    communes: Sequence[Commune], standing: Callable[[str], State], label: Callable[[Commune], str], address: Address
) -> Map:
    """Communes as rectangles sized by their inhabitants, the smallest at their least, in those of their EPCI."""
    width, height = 1_000.0, 620.0
    into = Box(0, 0, width, height)
    by_epci = [
        (siren, list(each))
        for siren, each in groupby(sorted(communes, key=lambda each: each.epci or ""), key=lambda each: each.epci or "")
    ]
    least = LEAST * sum(each.population or 0 for each in communes)
    weights = [sum(max(each.population or 0, least, 1) for each in there) for _, there in by_epci]
    shapes, frames = [], []
    nested = len(by_epci) > 1
    for (siren, there), outer in zip(by_epci, treemap(weights, into), strict=True):
        name = national_list.epcis()[siren].name if siren else ""
        head = 14 if nested and outer.height > 40 and outer.width > 60 else 0
        inner = outer.within(2, head) if nested else outer
        if nested:
            frames.append(Shape("", "", "", _fitting(name, outer.width) if head else "", box=outer))
        sizes = [max(each.population or 0, least, 1) for each in there]
        for commune, box in zip(there, treemap(sizes, inner), strict=True):
            fits = _fitting(commune.name, box.width) if box.height > 13 else ""
            area = Area(AreaKind.COMMUNE, commune.insee, commune.name)
            shapes.append(Shape(address(area), label(commune), standing(commune.insee).value, fits, box=box))
    return Map(f"0 0 {width:g} {height:g}", shapes, frames=frames)


def _departements(area: Area) -> list[str]:
    if area.kind is AreaKind.DEPARTEMENT:
        return [area.code]
    return [each.code for each in national_list.departements().values() if each.region == area.code]


def _tile(area: Area, shade: str, label: str, address: Address, at: tuple[int, int]) -> Shape:
    name = SHORT.get(area.code, area.name)
    return Shape(address(area), label, shade, name, box=Box(*at, TILE_WIDTH, TILE_HEIGHT))


def _sea(tiles: Sequence[tuple[Area, str, str]]) -> list[tuple[int, int]]:
    """Where overseas lie on the sheet: départements in the lower left, collectivités in the upper left."""
    places, near, apart = [], 0, 0
    for area, _, _ in tiles:
        if area.code in SHORT:
            places.append((4 + apart % 4 * (TILE_WIDTH + 5), 4 + apart // 4 * (TILE_HEIGHT + 5)))
            apart += 1
        else:
            places.append((4, 640 + near * (TILE_HEIGHT + 8)))
            near += 1
    return places


def _only_tiles(tiles: Sequence[tuple[Area, str, str]], address: Address) -> Map:
    shapes = [
        _tile(area, shade, label, address, (number * (TILE_WIDTH + 8), 0))
        for number, (area, shade, label) in enumerate(tiles)
    ]
    return Map(f"0 0 {max(len(tiles), 3) * (TILE_WIDTH + 8)} {TILE_HEIGHT}", shapes)


def _around(codes: Sequence[str]) -> tuple[int, int, int, int]:
    boxes = [contours.box_of(code) for code in codes]
    left, top = min(box[0] for box in boxes) - 4, min(box[1] for box in boxes) - 4
    right, bottom = max(box[2] for box in boxes) + 4, max(box[3] for box in boxes) + 4
    return left, top, right, bottom


def _named(code: str, letter: float) -> dict[str, Any]:
    """The name of a département and where it is written; its code where the name is too long, nothing in the least."""
    left, _, right, _ = contours.box_of(code)
    fitting = (right - left) / (letter * 0.62)
    names = (national_list.departements()[code].name, code, "")
    return {"middle": contours.middle_of(code), "name": next(name for name in names if len(name) <= fitting)}


def _fitting(name: str, width: float) -> str:
    """As much of the name as can be read in that width; nothing of less than four letters."""
    letters = int((width - 6) / LETTER)
    if len(name) <= letters:
        return name
    return f"{name[: letters - 1].rstrip()}…" if letters >= 5 else ""
