"""bagit-python, ocfl-py and opf-fido on the binary objects of a package, by their commands."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.watching import Failed, run

STANDINS = Path(__file__).with_name("standins")


@dataclass(frozen=True, slots=True)
class Tool:
    """`compared` is what of ours does the same: a part of the floor, or the whole versement."""

    distribution: str
    does: str
    compared: str
    time: Callable[[Path, Path], float]


def available(tool: Tool) -> str | None:
    """Its version; None when it is not installed."""
    try:
        return version(tool.distribution)
    except PackageNotFoundError:
        return None


def time_of(tool: Tool, objects: Path, scratch: Path) -> float:
    """Seconds on the objects in a folder, in a new scratch folder. Raises Failed."""
    scratch.mkdir()
    try:
        os.sync()
        return tool.time(objects, scratch)
    finally:
        shutil.rmtree(scratch)


def _bagit(objects: Path, scratch: Path) -> float:
    bag = scratch / "bag"
    shutil.copytree(objects, bag)
    os.sync()
    made = _command("bagit.py", "--sha512", "--quiet", bag)
    return made + _command("bagit.py", "--validate", "--quiet", bag)


def _ocfl(objects: Path, scratch: Path) -> float:
    root, built = scratch / "root", scratch / "object"
    _command("ocfl-root.py", "create", "--root", root, "--layout", "0002-flat-direct-storage-layout")
    seconds = _command("ocfl-object.py", "create", "--objdir", built, "--srcdir", objects, "--id", "banc")
    seconds += _command("ocfl-root.py", "add", "--root", root, "--src", built)
    return seconds + _command("ocfl-root.py", "validate", "--root", root, "--validate-objects", "--check-digests")


def _fido(objects: Path, scratch: Path) -> float:
    return _command("fido", "-q", "-recurse", objects)


def _command(name: str, *arguments: str | Path) -> float:
    program = Path(sys.executable).with_name(name)
    if not program.exists():
        raise Failed(f"{name}: absent")
    environ = {**os.environ, "PYTHONPATH": str(STANDINS)}
    # The command of bagit bears the name of its module, and would import itself.
    command = [sys.executable, "-m", "bagit"] if name == "bagit.py" else [sys.executable, program]
    return run([*command, *arguments], environ).seconds


TOOLS = (
    Tool("bagit", "faire un sac (SHA-512) puis le valider", "versement", _bagit),
    Tool("ocfl-py", "construire un objet, l'ajouter à une racine, valider", "versement", _ocfl),
    Tool("opf-fido", "identifier les formats", "identifying", _fido),
)
