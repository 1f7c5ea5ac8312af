"""What somebody changed in the answers of a deposit, as it is kept and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chartrier.reception.answers import Answers, PieceAnswer
from chartrier.records.finding import Language

ACCEPTED = "accepted"
"""What is noted when an archivist lets a deposit in."""

NAMES: Mapping[str, tuple[str, str]] = {
    "series": ("nature", "kind"),
    "title": ("intitulé", "title"),
    "year": ("année", "year"),
    "event": ("date de départ", "starting date"),
    "digitised": ("origine", "origin"),
    "service": ("service", "service"),
    "file title": ("titre du fichier", "title of the file"),
    "file day": ("date du fichier", "date of the file"),
    "file aside": ("fichier écarté", "file set aside"),
}


def differences(before: Answers, after: Answers) -> Iterator[tuple[str, str, str]]:
    """Each difference once: what, before, after. `what` is a name of NAMES; for a file, `: ` and its name follow."""
    for name in ("series", "title", "year", "event", "digitised", "service"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield name, _written(old), _written(new)
    nothing = PieceAnswer()
    for piece in sorted({*before.pieces, *after.pieces}):
        old, new = before.pieces.get(piece, nothing), after.pieces.get(piece, nothing)
        for part in ("title", "day", "aside"):
            if getattr(old, part) != getattr(new, part):
                yield f"file {part}: {piece}", _written(getattr(old, part)), _written(getattr(new, part))


def told(correction: Mapping[str, Any], language: Language) -> str:
    """A correction in a sentence: `intitulé : « A » → « B »`."""
    french = language == "fr"
    if correction["what"] == ACCEPTED:
        return "dépôt accepté" if french else "deposit let in"
    what, _, piece = str(correction["what"]).partition(": ")
    name = NAMES[what][0 if french else 1]
    before, after = (_said(str(correction[part]), language) for part in ("before", "after"))
    if french:
        return f"{name}{f' « {piece} »' if piece else ''} : « {before} » → « {after} »"
    return f"{name}{f' “{piece}”' if piece else ''}: “{before}” → “{after}”"


_ORIGINS = {"True": ("numérisé", "scanned"), "False": ("né numérique", "born digital")}


def _written(value: Any) -> str:
    return str(value) if isinstance(value, bool) else str(value or "")


def _said(value: str, language: Language) -> str:
    origin = _ORIGINS.get(value)
    return origin[0 if language == "fr" else 1] if origin is not None else value or "—"
