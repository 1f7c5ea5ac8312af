"""The program of the confined process: reads the text of a document, draws it.

Run with `python -I -m chartrier.previews.maker`; never imported by the rest, nor is what it alone loads.
"""

from __future__ import annotations

import base64
import importlib
import os
from collections.abc import Callable
from typing import Any, BinaryIO

from chartrier.formats.confinement import child
from chartrier.previews.kinds import Kind
from chartrier.previews.limits import FILE_SIZE, MAIL_SIZE

READERS = ("mail", "office", "pdf", "pictures", "plain", "webpage", "beginning")


def load() -> Callable[[Any], Any]:
    """What answers: `{"do": "text" | "picture" | "beginning", "file", "kind", "number", "side"}`.

    `{"state": "done", …}`, or `{"state": "too_big"}`; an exception is a document that cannot be read.
    """
    # Loaded here, once confined.
    mail, office, pdf, pictures, plain, webpage, beginning = (
        importlib.import_module(f"chartrier.previews.{name}") for name in READERS
    )

    def text(file: BinaryIO, kind: Kind) -> dict[str, Any]:
        if kind is Kind.PDF:
            return dict(pdf.read_pdf(file))
        if kind is Kind.MAIL:
            return dict(mail.read_mail(file))
        if kind is Kind.HTML:
            _, words, cut = webpage.read_page(file)
            return {"text": words, "cut": cut}
        words, cut = office.read_office(file) if kind is Kind.OFFICE else plain.read_text(file)
        return {"text": words, "cut": cut}

    def picture(file: BinaryIO, kind: Kind, number: int, side: int) -> dict[str, Any]:
        draw = pdf.draw_page if kind is Kind.PDF else pictures.draw_picture
        drawn, pages = draw(file, number, side)
        media_type, data = pictures.encode(drawn)
        return {"media_type": media_type, "data": base64.b64encode(data).decode("ascii"), "pages": pages}

    def answer(question: dict[str, Any]) -> Any:
        kind = Kind(question["kind"])
        with os.fdopen(os.dup(question["file"]), "rb") as file:
            if file.seek(0, os.SEEK_END) > (MAIL_SIZE if kind is Kind.MAIL else FILE_SIZE):
                return {"state": "too_big"}
            file.seek(0)
            try:
                if question["do"] == "text":
                    return {"state": "done", **text(file, kind)}
                if question["do"] == "beginning":
                    return {"state": "done", **beginning.read_beginning(file, kind)}
                return {"state": "done", **picture(file, kind, question["number"], question["side"])}
            except (office.TooBig, MemoryError):
                return {"state": "too_big"}

    return answer


if __name__ == "__main__":
    child.serve(load)
