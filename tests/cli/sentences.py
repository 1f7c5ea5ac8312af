"""Every French sentence that the command line may say, gathered from its source and from its commands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from chartrier.administration import health
from chartrier.cli import acting, audit, opendata, output, privacy, searched, settings, texts
from chartrier.cli.main import build

FOLDER = Path(output.__file__).parent
SPOKEN = {"say": 0, "text": 0, "count": 1, "translate": 0}
"""Functions that translate, and which of their arguments is French."""


def all_sentences() -> set[str]:
    return {*literals(), *helps(get_command(build())), *looks(), *tables(), *who_acts()}


def literals() -> Iterator[str]:
    """The first argument of `say`, `text`, `count`, `translate`, wherever it is written out."""
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                yield from _said_in(function)


def _said_in(function: ast.FunctionDef) -> Iterator[str]:
    assigned = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
        if name in SPOKEN and len(call.args) > SPOKEN[name]:
            said = call.args[SPOKEN[name]]
            yield from _strings(assigned.get(said.id, said) if isinstance(said, ast.Name) else said)


def _strings(node: ast.expr) -> Iterator[str]:
    """The strings that an expression may be worth: both branches of a choice, the values of a table."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from _strings(node.body)
            yield from _strings(node.orelse)
        case ast.Subscript(value=ast.Dict() as table):
            for value in table.values:
                yield from _strings(value)


def helps(command: Any) -> Iterator[str]:
    """The help of a command, of its parameters and of its subcommands, and what stands for their values."""
    yield from filter(None, [command.help])
    for parameter in command.params:
        yield from filter(None, [getattr(parameter, "help", None), parameter.metavar])
    for inner in getattr(command, "commands", {}).values():
        yield from helps(inner)


def looks() -> Iterator[str]:
    """What the doctor looks at."""
    for module in (Path(health.__file__), FOLDER / "doctor.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            match node:
                case ast.AnnAssign(target=ast.Name(id="looks"), value=ast.Tuple(elts=rows)):
                    for row in rows:
                        assert isinstance(row, ast.Tuple)
                        yield from _strings(row.elts[0])
                case ast.Yield(value=ast.Tuple(elts=[ast.Constant() as name, _])):
                    yield from _strings(name)


def tables() -> Iterator[str]:
    yield from output.SEVERITIES.values()
    yield from settings.ORIGINS.values()
    yield from settings.UNITS.values()
    yield from filter(None, audit.STATES.values())
    yield from texts.STATES.values()
    yield from privacy.KINDS.values()
    yield from opendata.OWED.values()
    yield from searched.FACETS.values()


def who_acts() -> Iterator[str]:
    """The options by which any command that decides is told who acts."""
    for option in (acting.As, acting.PassphraseFile):
        (told,) = option.__metadata__
        yield from (told.help, told.metavar)
