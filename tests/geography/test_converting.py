"""An edition in the form of the package becomes the files of the list."""

from __future__ import annotations

import json
import os
from pathlib import Path

from chartrier.geography.converting import convert

COMMUNES = [
    {"code": "02001", "nom": "Val-d'Essai", "type": "commune-actuelle", "siren": "210200010", "codesPostaux": ["02001"],
     "population": 12, "anciensCodes": ["02003", "02009"]},
    {"code": "02000", "nom": "Île-d'Œil, sur mer", "type": "commune-actuelle"},
    {"code": "02003", "nom": "Essai", "type": "commune-deleguee", "chefLieu": "02001"},
    {"code": "02101", "nom": "Essai 1er", "type": "arrondissement-municipal", "commune": "02001"},
]  # fmt: skip
EPCI = [{"code": "200000001", "nom": "CC d'Essai", "type": "CC", "populationMunicipale": 12, "membres": [COMMUNES[0]]}]


def test_an_edition_is_written_sorted_and_whole(tmp_path: Path) -> None:
    package, into = tmp_path / "package", tmp_path / "into"
    (package / "data").mkdir(parents=True)
    into.mkdir()
    given = {
        "communes": COMMUNES,
        "epci": EPCI,
        "ept": [{**EPCI[0], "code": "200000002", "type": "EPT"}],
        "departements": [{"code": "02", "nom": "Essai", "region": "32", "zone": "metro", "chefLieu": "02001"}],
        "regions": [{"code": "32", "nom": "Essais", "zone": "metro", "chefLieu": "02001"}],
    }
    for name, rows in given.items():
        (package / "data" / f"{name}.json").write_text(json.dumps(rows), "utf-8")
    (package / "package.json").write_text('{"version": "6.1.0"}')
    os.utime(package / "data" / "communes.json", (1_773_000_000, 1_773_000_000))
    convert(package, into)
    written = {file.stem: file.read_text("utf-8").splitlines()[1:] for file in into.iterdir()}
    assert written == {
        "communes": ['02000,"Île-d\'Œil, sur mer",,,,', "02001,Val-d'Essai,210200010,200000001,12,02001"],
        "former": ["02003,Essai,deleguee,02001", "02009,,absorbee,02001", "02101,Essai 1er,arrondissement,02001"],
        "epci": ["200000001,CC d'Essai,CC,12,"],
        "ept": ["200000002,CC d'Essai,EPT,12,02001"],
        "departements": ["02,Essai,32,metro,02001"],
        "regions": ["32,Essais,metro,02001"],
        "edition": ["6.1.0,2026-03-08"],
    }
