"""Validating a dataset against our description of its schema, by frictionless; a problem points at a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chartrier.opendata.scdl.dataset import write_lines
from chartrier.rules.communicabilite.words import Words

_RULE = re.compile(r'(?:constraint ")?(?P<rule>\w+)"? is "(?P<wanted>.*)"', re.DOTALL)
"""What frictionless notes of a cell: `constraint "enum" is "[…]"`, `type is "date/default"`."""

MOST = 1_000_000
"""Problems of one file that are told."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line (1 is the line of names; None: in the whole), in which column."""

    line: int | None
    column: str | None
    words: Words

    @property
    def values(self) -> dict[str, str]:
        """For a finding: the column, and what is wrong in both languages."""
        return {"column": self.column or "", "message_fr": self.words.fr, "message_en": self.words.en}


def schema_of(dataset: str) -> dict[str, Any]:
    """Our description of the schema of a dataset (Table Schema, Frictionless)."""
    read: dict[str, Any] = json.loads((files("chartrier.opendata.scdl") / f"{dataset}.json").read_text("utf-8"))
    return read


def validate(path: Path, dataset: str) -> list[Problem]:
    """The problems of a CSV file; none, and it is valid."""
    from frictionless import Resource, Schema, system, validate

    with system.use_context(trusted=True):
        resource = Resource(path=str(path), schema=Schema.from_descriptor(schema_of(dataset)), encoding="utf-8")
        report = validate(resource, limit_errors=MOST)
    return [
        Problem(getattr(error, "row_number", None), getattr(error, "field_name", None), _in_words(error))
        for task in report.tasks
        for error in task.errors
    ]


def _in_words(error: Any) -> Words:
    """What frictionless says of a cell; what it says of a whole file is as it says it."""
    cell = str(getattr(error, "cell", ""))[:80]
    found = _RULE.search(error.note)
    if found is None:
        return Words(error.message, error.message)
    rule, wanted = found["rule"], found["wanted"].removesuffix("/default")[:200]
    if rule == "required":
        return Words("valeur obligatoire, absente", "a value is required, there is none")
    french = {"type": "attendu", "enum": "attendu, l'une de", "pattern": "forme attendue"}.get(rule, rule)
    english = {"type": "wanted", "enum": "wanted, one of", "pattern": "form that is wanted"}.get(rule, rule)
    return Words(f"« {cell} » ({french} : {wanted})", f"“{cell}” ({english}: {wanted})")


def problems_of_lines(
    lines: Sequence[Mapping[str, str]], columns: Sequence[str], dataset: str
) -> dict[int, list[Problem]]:
    """What is wrong with each line, by its place in the list; lines without problem are left out."""
    found: dict[int, list[Problem]] = {}
    with TemporaryDirectory(prefix="chartrier-") as folder:
        path = Path(folder) / f"{dataset}.csv"
        with path.open("x", encoding="utf-8", newline="") as stream:
            write_lines(lines, columns, stream)
        for problem in validate(path, dataset):
            # 1 is the line of names; what is of no line is of all of them
            for index in range(len(lines)) if problem.line is None else (problem.line - 2,):
                found.setdefault(index, []).append(problem)
    return found
