"""Names of persons: after a civility by their form; all of them where the French model of spaCy is installed.

The model is an extra (`pip install chartrier[names]`): it is heavy, and a name is the least sure of what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from chartrier.detection.masking import initials
from chartrier.detection.occurrence import Kind, Occurrence

MODEL = "fr_core_news_sm"
PIECE = 50_000
"""Characters given to the model at a time: what it holds grows with them."""

_CAPITAL = r"[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ]"
_PART = rf"{_CAPITAL}[\w'’]+(?:-{_CAPITAL}[\w'’]+)*"
_CIVILITY = re.compile(
    r"(?<!\w)(?:M\.|MM\.|Mr|Mmes?|Mlle|Madame|Monsieur|Mesdames|Messieurs|Mademoiselle|Dr|Docteur|Me|Maître)[ \u00a0]"
    rf"(?P<name>(?:{_PART}|{_CAPITAL}\.)(?:[ \u00a0](?:(?:de|du|des|le|la|d')[ \u00a0])?{_PART}){{0,3}})"
)
_OFFICES = re.compile(
    r"(?:le|la|l'|les)\b|Maire|Préf|Président|Direct|Trésori|Adjoint|Ministre|Sous|Conseill|Secrétaire|Procur|Juge|Commissaire",
    re.IGNORECASE,
)


def names(text: str) -> Iterator[Occurrence]:
    """Names after a civility, not of an office (« Monsieur le Maire »)."""
    for found in _CIVILITY.finditer(text):
        if not _OFFICES.match(found["name"]):
            yield _named(found.start("name"), found["name"], 0.9)


def names_of_model(text: str) -> Iterator[Occurrence]:
    """The persons that the model sees; none where it is not installed (`has_model`)."""
    if not has_model():
        return
    for start in range(0, len(text), PIECE):
        for entity in _model()(text[start : start + PIECE]).ents:
            if entity.label_ == "PER" and len(entity.text.split()) > 1:
                yield _named(start + entity.start_char, entity.text, 0.6)


def has_model() -> bool:
    """Whether the French model is installed."""
    return find_spec("spacy") is not None and find_spec(MODEL) is not None


@cache
def _model() -> Any:
    import spacy

    return spacy.load(MODEL, enable=["tok2vec", "ner"])


def _named(start: int, name: str, certainty: float) -> Occurrence:
    return Occurrence(Kind.NAME, start, start + len(name), certainty, initials(name))
