"""The file to start from: every setting, with a word on each, and no number that nobody published."""

from __future__ import annotations

from importlib.resources import files


def example() -> str:
    """A commented scenario, in TOML, which can be run as it is."""
    return files(__package__).joinpath("exemple.toml").read_text("utf-8")
