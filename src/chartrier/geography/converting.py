"""Makes the files of this folder from the package `@etalab/decoupage-administratif`; never run at install.

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-*.tgz
    python -m chartrier.geography.converting package

Each edition is compared with the one before by what `git diff` says: the files are sorted by code.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chartrier.geography.national_list import COLUMNS

KINDS = {"commune-deleguee": "deleguee", "commune-associee": "associee", "arrondissement-municipal": "arrondissement"}

Row = Sequence[str | int]


def convert(package: Path, into: Path) -> None:
    """Write the files of the national list and of its edition."""
    communes, epci, ept, departements, regions = (
        _read(package, name) for name in ("communes", "epci", "ept", "departements", "regions")
    )
    _write(into, "communes", _communes(communes, epci))
    _write(into, "former", _former(communes))
    _write(into, "epci", ((e["code"], e["nom"], e["type"], e["populationMunicipale"], "") for e in epci))
    _write(into, "ept", ((e["code"], e["nom"], e["type"], e["populationMunicipale"], _members(e)) for e in ept))
    _write(into, "departements", ((d["code"], d["nom"], d["region"], d["zone"], d["chefLieu"]) for d in departements))
    _write(into, "regions", ((r["code"], r["nom"], r["zone"], r["chefLieu"]) for r in regions))
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    # the archive's own date of the file: the package says no other
    day = datetime.fromtimestamp((package / "data" / "communes.json").stat().st_mtime, UTC).date()
    _write(into, "edition", [(version, day.isoformat())])


def _communes(communes: Iterable[Mapping[str, Any]], epci: Iterable[Mapping[str, Any]]) -> Iterable[Row]:
    of = {member["code"]: each["code"] for each in epci for member in each["membres"]}
    for each in communes:
        if each["type"] == "commune-actuelle":
            code = each["code"]
            population = "" if each.get("population") is None else each["population"]
            postal = " ".join(each.get("codesPostaux", ()))
            yield code, each["nom"], each.get("siren", ""), of.get(code, ""), population, postal


def _former(communes: Sequence[Mapping[str, Any]]) -> Iterable[Row]:
    named = set()
    for each in communes:
        if each["type"] in KINDS:
            named.add(each["code"])
            yield each["code"], each["nom"], KINDS[each["type"]], each.get("chefLieu") or each["commune"]
    for each in communes:
        for code in each.get("anciensCodes", ()):
            if code not in named:
                yield code, "", "absorbee", each["code"]


def _members(epci: Mapping[str, Any]) -> str:
    return " ".join(sorted(member["code"] for member in epci["membres"]))


def _read(package: Path, name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((package / "data" / f"{name}.json").read_text("utf-8"))
    return read


def _write(into: Path, name: str, rows: Iterable[Row]) -> None:
    columns = COLUMNS["epci" if name == "ept" else name]
    with (into / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows, key=lambda row: str(row[0])))


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(__file__).parent)
