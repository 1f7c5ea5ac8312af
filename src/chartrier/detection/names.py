"""Names of persons: after a civility by their form; all of them where the French model of spaCy is installed.

The model is an extra (`make names`): it is heavy, and a name is the least sure of what is looked for (decision 0239).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from chartrier.detection.context import REACH
from chartrier.detection.masking import initials
from chartrier.detection.occurrence import Kind, Occurrence

MODEL = "fr_core_news_sm"
PIECE = 50_000
"""Characters given to the model at a time: what it holds grows with them."""
LONGEST_WORD = 80

_CAPITAL = r"[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ]"
_PART = rf"{_CAPITAL}[\w'’]+(?:-{_CAPITAL}[\w'’]+)*"
_TITLES = r"(?:M\.|MM\.|Mr|Mmes?|Mlle|Madame|Monsieur|Mesdames|Messieurs|Mademoiselle|Dr|Docteur|Me|Maître)"
_TITLE = re.compile(rf"\s*{_TITLES}[ \u00a0]")
_CIVILITY = re.compile(
    rf"(?<!\w){_TITLES}[ \u00a0]"
    rf"(?P<name>(?:{_PART}|{_CAPITAL}\.)(?:[ \u00a0](?:(?:de|du|des|le|la|d')[ \u00a0])?{_PART}){{0,3}})"
)
_OFFICES = re.compile(
    r"(?:le|la|l'|les)\b|Maire|Préf|Président|Direct|Trésori|Adjoint|Ministre|Sous|Conseill|Secrétaire|Procur|Juge|Commissaire",
    re.IGNORECASE,
)

_NAMED_AFTER = re.compile(
    r"\b(?:rue|avenue|av\.|boulevard|bd|place|allées?|impasse|chemin|quai|square|cours|pont|parc|stade|gymnase|salle|"
    r"école|collège|lycée|groupe scolaire|crèche|médiathèque|bibliothèque|théâtre|espace|centre|maison|résidence|"
    r"hôpital|société|entreprise|établissements|ets|cabinet|syndicat|association|fondation|prix)"
    r"(?:[ \u00a0](?:élémentaire|maternelle|primaire|municipale?|mixte|culturel|social|sportif|polyvalente))*"
    r"[ \u00a0](?:(?:de|du|des|la|le|les)[ \u00a0])*\Z",
    re.IGNORECASE,
)
"""Words before what is named after somebody: a street, a school, a firm."""


def names(text: str) -> Iterator[Occurrence]:
    """Names after a civility, not of an office (« Monsieur le Maire »)."""
    for found in _CIVILITY.finditer(text):
        if not _OFFICES.match(found["name"]):
            yield _named(found.start("name"), found["name"], 0.9)


def names_of_model(text: str) -> Iterator[Occurrence]:
    """The persons that the model sees; none where it is not installed (`has_model`)."""
    if not has_model():
        return
    for start, piece in _pieces(text):
        for entity in _model()(piece).ents:
            at = entity.start_char
            if entity.label_ == "PER" and not _NAMED_AFTER.search(piece, max(0, at - REACH), at):
                yield from _persons(start + at, entity.text)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces, which end between two lines or two words where they can."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", end - LONGEST_WORD, end))
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


def _persons(start: int, said: str) -> Iterator[Occurrence]:
    """What the model calls a person, without its civility; of two words at least, on one line, with no figure."""
    for line in re.finditer(r"[^\n;|]+", said):
        civil = _TITLE.match(line[0])
        begins = civil.end() if civil else len(line[0]) - len(line[0].lstrip())
        name = line[0][begins:].rstrip(" ,.:")
        if len(name.split()) > 1 and not _OFFICES.match(name) and not re.search(r"[\d@/]", name):
            yield _named(start + line.start() + begins, name, 0.6)


@cache
def has_model() -> bool:
    """Whether the French model is installed."""
    return find_spec("spacy") is not None and find_spec(MODEL) is not None


@cache
def _model() -> Any:
    import spacy

    return spacy.load(MODEL, enable=["tok2vec", "ner"])


def _named(start: int, name: str, certainty: float) -> Occurrence:
    return Occurrence(Kind.NAME, start, start + len(name), certainty, initials(name))
