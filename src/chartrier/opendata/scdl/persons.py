"""What in a text that is to be published seems to name somebody; a doubt is enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartrier.detection.scanning import scan
from chartrier.opendata.kinds import named

_NAME = re.compile(
    r"\b[A-ZÀ-Ý]{2,}(?:-[A-ZÀ-Ý]+)?\s+[A-ZÀ-Ý][a-zà-ÿ]+|\b[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?\s+[A-ZÀ-Ý]{2,}(?:-[A-ZÀ-Ý]+)?\b"
)
"""DUPONT Jean, Jean DUPONT: a name without civility."""
_TWO_CAPITALS = re.compile(r"(?<!^)\b[A-ZÀ-Ý][a-zà-ÿ]+\s+[A-ZÀ-Ý][a-zà-ÿ]+")
"""Two words that begin with a capital: a name perhaps, where names are common."""


def told(kinds: Iterable[str]) -> dict[str, str]:
    """The kinds in both languages, for a finding."""
    words = named(kinds)
    return {"kinds_fr": words.fr, "kinds_en": words.en}


def persons_in(text: str, *, common: bool = False) -> list[str]:
    """The kinds of what seems personal. `common`: in such texts names are common."""
    kinds = [str(kind) for kind in scan(text).counts]
    if "name" not in kinds and (_NAME.search(text) or (common and _TWO_CAPITALS.search(text))):
        kinds.append("name")
    return sorted(kinds)
