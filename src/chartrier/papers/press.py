"""From a template of ours and data to the bytes of a PDF, in a process that can reach nothing else.

The source is ours alone; data travel as JSON and are text whatever they hold. The same data and instant give the same
bytes: fonts come with the compositor, and the document is dated by what it is told.
"""

from __future__ import annotations

import json
import tempfile
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from chartrier.errors import Unavailable
from chartrier.formats.confinement.bounds import Bounds
from chartrier.formats.confinement.process import ConfinedProcess, Lost, Refused
from chartrier.papers.compositor import PIECE
from chartrier.papers.findings import NOT_LAID_OUT
from chartrier.papers.legible import legible_data

COMPOSITOR = ("-m", "chartrier.papers.compositor")
BOUNDS = Bounds(memory=3 << 30, cpu_seconds=900)
SECONDS = 600
"""For one document: a register of ten thousand lines takes about a minute on a modest machine."""

_TEXT = 2 << 20
"""Characters of data in one message."""


def lay_out(template: str, data: Mapping[str, Any], made: datetime) -> bytes:
    """The PDF (PDF/A-2a and PDF/UA-1) of a template of the folder `templates`, filled with the data.

    `made` is the date that the document bears. Raises Unavailable (PAP-001) when the compositor dies, is late, or
    cannot lay it out.
    """
    text = json.dumps(legible_data(data), ensure_ascii=False, sort_keys=True)
    order: dict[str, Any] = {"source": _source(template), "timestamp": int(made.timestamp())}
    try:
        with tempfile.TemporaryDirectory(prefix="chartrier-papers-") as empty:
            process = ConfinedProcess(COMPOSITOR, [Path(empty)], BOUNDS)
            try:
                for start in range(0, len(text), _TEXT):
                    process.ask([text[start : start + _TEXT]], SECONDS)
                size = process.ask({**order, "root": empty}, SECONDS)
                pieces = [b64decode(process.ask(start, SECONDS)) for start in range(0, size, PIECE)]
            finally:
                process.close()
    except (Lost, Refused) as problem:
        raise Unavailable(NOT_LAID_OUT, paper=template, reason=str(problem)[:200]) from problem
    return b"".join(pieces)


def _source(template: str) -> str:
    return files(__package__).joinpath("templates", f"{template}.typ").read_text("utf-8")
