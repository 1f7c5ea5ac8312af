"""The file to start from: every setting, with a word on each, and no number that nobody published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files

_TITLE, _PLACE = "titre = ", "departements = "


def example(name: str = "", within: Mapping[str, Sequence[str]] | None = None) -> str:
    """A commented scenario, in TOML, which can be run as it is; `within`: of the territory of a collectivité `name`."""
    text = files(__package__).joinpath("exemple.toml").read_text("utf-8")
    if within is None:
        return text
    ((kind, codes),) = within.items()
    title = f"Archivage électronique autour de {name}"
    said = {_TITLE: f"titre = {_written(title)}", _PLACE: f"{kind} = [{', '.join(map(_written, codes))}]"}
    lines = [next((new for old, new in said.items() if line.startswith(old)), line) for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def _written(text: str) -> str:
    """A string of TOML, which JSON writes the same."""
    return json.dumps(text, ensure_ascii=False)
