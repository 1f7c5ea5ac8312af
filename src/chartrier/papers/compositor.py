"""The program of the confined process that lays documents out, by `typst`.

Run with `python -I -m chartrier.papers.compositor`; never imported by the rest.

The conversation, one message each way: a list of one string (the next piece of the data, JSON) is answered by null; an
object (the order) by the size of the PDF made of all the data so far; a number by the bytes from there on, in base64.
"""

from __future__ import annotations

import importlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from chartrier.formats.confinement import child

PIECE = 6 << 20
"""Bytes of the PDF in one answer."""

STANDARDS = ["a-2a", "ua-1"]
"""PDF/A-2a (archiving, with the structure and Unicode text) and PDF/UA-1 (accessible)."""


def load() -> Callable[[Any], Any]:
    """What answers."""
    typst = importlib.import_module("typst")
    fonts = typst.Fonts(include_system_fonts=False)
    data: list[str] = []
    made = b""

    def answer(question: Any) -> Any:
        nonlocal made
        if isinstance(question, list):
            data.extend(question)
            return None
        if isinstance(question, int):
            return b64encode(made[question : question + PIECE]).decode()
        compiler = typst.Compiler(
            question["source"].encode(),
            root=question["root"],
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": "".join(data)},
            package_path=question["root"],
            package_cache_path=question["root"],
        )
        made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=question["timestamp"])
        return len(made)

    return answer


if __name__ == "__main__":
    child.serve(load)
