"""Validating a dataset against our description of its schema, by frictionless; a problem points at a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chartrier.opendata.scdl.dataset import write_lines

MOST = 1_000_000
"""Problems of one file that are told."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line (1 is the line of names; None: in the whole), in which column."""

    line: int | None
    column: str | None
    message: str


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
        Problem(getattr(error, "row_number", None), getattr(error, "field_name", None), error.message)
        for task in report.tasks
        for error in task.errors
    ]


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
