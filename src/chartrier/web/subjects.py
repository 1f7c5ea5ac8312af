"""The subjects of the site: a folder of this package is one, with its routes, texts, templates and files."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

HERE = Path(__file__).parent

SUBJECTS = tuple(sorted(each.name for each in iter_modules([str(HERE)]) if each.ispkg))


def module(subject: str, name: str) -> ModuleType | None:
    """A module of a subject, None when it has none of that name."""
    full = f"chartrier.web.{subject}.{name}"
    return import_module(full) if find_spec(full) else None


def folders(name: str) -> list[Path]:
    """The folders of that name (`templates`, `static`) of the subjects that have one."""
    return [folder for subject in SUBJECTS if (folder := HERE / subject / name).is_dir()]
