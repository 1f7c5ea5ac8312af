"""The contours: every département of metropolitan France once, in numbers; converted from the form of the package."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from chartrier.geography import contours
from chartrier.geography.archives import archives_services
from chartrier.geography.contours_converting import convert, rings, simplified
from chartrier.geography.national_list import departements

METROPOLITAN = {each.code for each in departements().values() if each.zone == "metro"}


def test_every_departement_is_drawn() -> None:
    assert set(contours.contours()) == METROPOLITAN
    for code, path in contours.contours().items():
        assert re.fullmatch(r"(?:M-?\d+,-?\d+l(?:-?\d+,-?\d+ ?)+z)+", path), code
        left, top, right, bottom = contours.box_of(code)
        assert 0 <= left < right <= contours.WIDTH and 0 <= top < bottom <= contours.HEIGHT, code
    assert contours.frontiers().count("M") > 20 and "z" not in contours.frontiers()
    assert "CC BY" in contours.ATTRIBUTION


def test_paths_of_every_kind_are_read() -> None:
    assert list(rings("M1,1l2,0 0,2zm5,5h1v1H0z")) == [[(1, 1), (3, 1), (3, 3)], [(6, 6), (7, 6), (7, 7), (0, 7)]]
    assert list(rings("m 1.5,2 1e-1,0 V 4 L 0,0")) == [[(1.5, 2), (1.6, 2), (1.6, 4), (0, 0)]]
    line = [(float(x), 0.1 * (x % 2)) for x in range(50)]
    assert simplified(line) == [line[0], line[-1]]


def test_a_package_is_converted(tmp_path: Path) -> None:
    """Two squares of two régions, side by side: what parts them is found."""
    squares = [("14", "M0,0l10,0 0,5 0,5 -10,0z"), ("35", "M10,0l10,0 0,10 -10,0 0,-5z")]
    drawing = {"viewBox": "0 0 100 100", "locations": [{"id": code, "path": path} for code, path in squares]}
    (tmp_path / "index.js").write_text(f"export default {json.dumps(drawing)}")
    convert(tmp_path, tmp_path)
    with (tmp_path / "contours.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["kind"], row["code"]) for row in rows] == [
        ("departement", "14"),
        ("departement", "35"),
        ("frontier", ""),
    ]
    assert rows[0]["rings"].startswith("0,0 100,0 ")
    assert {step.partition(",")[0] for step in rows[2]["rings"].split()[1:]} <= {"0"}, "along one line"


def test_who_is_responsible_where() -> None:
    services = archives_services()
    assert set(services) == METROPOLITAN | {"971", "972", "973", "974", "976"}
    assert services["67"] is services["68"] and services["2A"] is services["2B"]
    assert services["69"].name == "Archives du département du Rhône et de la métropole de Lyon"
    assert services["75"].of == "Ville de Paris" and services["972"].name.startswith("Archives territoriales")
    assert "987" not in services
