"""Places that the national list does not have: communes made since its edition, an invented territory to train in.

They lie in a folder, in files named and headed as ours; each may be missing. They are added, and replace nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from chartrier.errors import InvalidInput
from chartrier.geography.findings import BAD_COLUMNS, BAD_LINE, UNREADABLE
from chartrier.records.finding import Place

LARGEST = 4 << 20
"""Bytes of a file."""

SERVED, SIRENS = "served", "sirens"
"""Under which what is known has the départements that have an archives service, and the SIREN of communes."""

Rows = Sequence[Sequence[str]]

_WHOLE, _SIREN = re.compile("[0-9]{1,9}"), re.compile("[0-9]{9}")
_INSEE = re.compile("(?:[0-9]{2}|2[AB])[0-9]{3}")
_CODES = {
    "regions": re.compile("[0-9]{2}"),
    "departements": re.compile("[0-9]{2}|2[AB]|9[78][0-9]"),
    "epci": _SIREN,
    "communes": _INSEE,
    "archives": re.compile("[a-z0-9-]{1,40}"),
}
"""The form of the code that begins a line, by file, in the order in which files name one another."""


def read(
    folder: Path, columns: Mapping[str, Sequence[str]], known: Mapping[str, Collection[str]]
) -> Mapping[str, Rows]:
    """The lines of each file of the folder. `known` are the codes that are taken, by file.

    Raises InvalidInput (GEO-001 … GEO-003).
    """
    found: dict[str, Rows] = {}
    codes = {name: set(known[name]) for name in (*_CODES, SERVED, SIRENS)}
    if not folder.is_dir():
        raise InvalidInput(UNREADABLE, path=str(folder))
    for name in _CODES:
        path = folder / f"{name}.csv"
        rows = _rows(path, columns[name]) if path.exists() else []
        for line, row in enumerate(rows, 2):
            _require(path, line, name, dict(zip(columns[name], row, strict=False)), len(row), columns[name], codes)
        found[name] = rows
    return found


def _rows(path: Path, columns: Sequence[str]) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    except (OSError, ValueError, csv.Error):
        raise InvalidInput(UNREADABLE, path=str(path)) from None
    if not rows or tuple(rows[0]) != tuple(columns):
        raise InvalidInput(BAD_COLUMNS, Place(file=str(path), line=1), columns=",".join(columns))
    return rows[1:]


def _require(
    path: Path,
    line: int,
    name: str,
    row: Mapping[str, str],
    length: int,
    columns: Sequence[str],
    codes: dict[str, set[str]],
) -> None:
    """Refuse a line whose code is taken or is none, or that names what is nowhere; its code is then known."""
    code = row.get(columns[0], "")
    wrong = ""
    if length != len(columns):
        wrong = ",".join(columns)
    elif not _CODES[name].fullmatch(code) or code in codes[name] or not row["name"].strip():
        wrong = columns[0] if row["name"].strip() else "name"
    else:
        wrong = next((column for column, right in _sayings(name, row, codes) if not right), "")
    if wrong:
        raise InvalidInput(BAD_LINE, Place(file=str(path), line=line), code=code[:40], column=wrong)
    codes[name].add(code)


def _sayings(name: str, row: Mapping[str, str], codes: Mapping[str, Collection[str]]) -> list[tuple[str, bool]]:
    """Each column that must say something that is known or is a number, and whether it does."""
    if name == "communes":
        departement = row["insee"][:3] if row["insee"].startswith(("97", "98")) else row["insee"][:2]
        return [
            ("insee", departement in codes["departements"]),
            (
                "siren",
                not row["siren"] or (_SIREN.fullmatch(row["siren"]) is not None and row["siren"] not in codes[SIRENS]),
            ),
            ("epci", not row["epci"] or row["epci"] in codes["epci"]),
            ("population", _WHOLE.fullmatch(row["population"] or "0") is not None),
        ]
    if name == "epci":
        return [("population", _WHOLE.fullmatch(row["population"]) is not None), ("members", not row["members"])]
    if name == "departements":
        return [("region", row["region"] in codes["regions"]), ("zone", row["zone"] in ("metro", "drom"))]
    if name == "archives":
        where = row["departements"].split()
        there = set(where) <= set(codes["departements"])
        return [("departements", there and set(where).isdisjoint(codes[SERVED]))]
    return [("zone", row["zone"] in ("metro", "drom"))]
