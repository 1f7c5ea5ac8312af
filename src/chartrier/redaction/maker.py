"""The program of the confined process: the letters and the pixels of pages.

Run with `python -I -m chartrier.redaction.maker`; never imported by the rest, nor is what it alone loads.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from typing import Any

from chartrier.formats.confinement import child
from chartrier.previews.kinds import Kind
from chartrier.previews.limits import FILE_SIZE


def load() -> Callable[[Any], Any]:
    """What answers: `{"do": "pages" | "letters" | "pixels" | "sheets", "file", "kind", "number"}`.

    `{"state": "done", …}`, or `{"state": "too_big"}`; an exception is a document that cannot be read.
    """
    # Loaded here, once confined.
    pages, sheets = (importlib.import_module(f"chartrier.redaction.{name}") for name in ("pages", "sheets"))

    def answer(question: dict[str, Any]) -> Any:
        kind = Kind(question["kind"])
        with os.fdopen(os.dup(question["file"]), "rb") as file:
            if file.seek(0, os.SEEK_END) > FILE_SIZE:
                return {"state": "too_big"}
            file.seek(0)
            try:
                if question["do"] == "sheets":
                    return {"state": "done", "sheets": sheets.read_sheets(file)}
                if question["do"] == "pages":
                    return {"state": "done", "pages": pages.count_pages(file, kind)}
                read = pages.read_letters if question["do"] == "letters" else pages.read_pixels
                return {"state": "done", **read(file, kind, question["number"])}
            except (pages.TooBig, MemoryError):
                return {"state": "too_big"}

    return answer


if __name__ == "__main__":
    child.serve(load)
