"""The second level of the nomenclature of acts sent to the préfet (@CTES), which SCDL asks for."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_CODE = re.compile(r"(?<![\d.])(?P<first>[1-9])\s?[.-]\s?(?P<second>\d{1,2})(?:[.-]\d{1,2}){0,3}(?![\d])")

PERSONAL = frozenset({"3.1", "3.2", "3.3", "7.5"})
"""Matières whose objet often names a natural person: one who sells, buys, rents, or is given money."""
WITHHELD = {"8.2": "aide sociale", "4.1": "personnel", "4.2": "personnel", "4.3": "personnel", "4.4": "personnel"}
"""Matières that are about persons: whoever publishes looks at each."""


@cache
def matieres() -> Mapping[str, str]:
    """Their names, by code: `5.7`."""
    listed = (files("chartrier.opendata.scdl") / "matieres.csv").read_text("utf-8").splitlines()
    return {row["code"]: row["name"] for row in csv.DictReader(listed)}


def matiere_in(text: str) -> str | None:
    """The code of the first matière in a text, cut to its second level: `7.5.1 Subventions` is 7.5."""
    for found in _CODE.finditer(text):
        code = f"{found['first']}.{int(found['second'])}"
        if code in matieres():
            return code
    return None
