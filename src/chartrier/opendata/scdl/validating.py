"""Validating a dataset against our description of its schema, by frictionless; a problem points at a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any


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
        report = validate(resource)
    return [
        Problem(getattr(error, "row_number", None), getattr(error, "field_name", None), error.message)
        for task in report.tasks
        for error in task.errors
    ]
