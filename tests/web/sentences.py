"""The French sentences of the site, read from its templates and its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from chartrier.web.subjects import HERE

TAGS = (
    re.compile(r'{%\s*say\s+"([^"]*)"'),
    re.compile(r'"([^"]*)"\|said'),
)
FORMS = re.compile(r'{%\s*count\s+\S+\s+"([^"]*)"\s+"([^"]*)"')


def of_subject(folder: Path) -> set[str]:
    """All that one subject says."""
    return {*_in_templates(folder), *_in_code(folder)}


def _in_templates(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "templates").rglob("*.*")):
        text = path.read_text("utf-8")
        for pattern in TAGS:
            yield from pattern.findall(text)
        for one, many in FORMS.findall(text):
            yield from (one, many)


def _in_code(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            match getattr(call.func, "attr", None) or getattr(call.func, "id", ""), call.args:
                case "say", [_, said, *_]:
                    yield from _strings(said)
                case "count", [_, _, one, many, *_]:
                    yield from (*_strings(one), *_strings(many))
                case "Place" | "Group", [ast.Constant(value=str() as name), _, _, *_]:
                    yield name


def _strings(node: ast.expr) -> Iterator[str]:
    """The strings that an expression may be worth."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from (*_strings(node.body), *_strings(node.orelse))


def folders() -> list[Path]:
    return sorted(path for path in HERE.iterdir() if path.is_dir() and (path / "__init__.py").exists())
