"""In which forms a note is handed out."""

from __future__ import annotations

from enum import StrEnum

from chartrier.papers.note import Note


class Form(StrEnum):
    """`pdf`: two pages; `diapos`: for a screen; `odt`: to be changed first."""

    PDF = "pdf"
    SLIDES = "diapos"
    ODT = "odt"


def written(note: Note, form: Form) -> bytes:
    """The file. Raises Unavailable (PAP-001)."""
    match form:
        case Form.PDF:
            return note.pdf()
        case Form.SLIDES:
            return note.slides()
        case Form.ODT:
            # odfdo is large: it is loaded for who takes such a file
            from chartrier.papers.note_odt import odt

            return odt(note)
