"""The words just before an occurrence: what says that a number is a reference, and not somebody's."""

from __future__ import annotations

import re

REACH = 40
"""Characters looked at before an occurrence."""

_CALLED_SO = (
    r"n[°o]|nos?|num[ée]ros?|r[ée]f(?:[ée]rences?)?|siret|siren|facture|mandat|titre|bordereau|lot|code|cote|dossier|devis|"
    r"commande|march[ée]|engagement|compteur|parcelle|article|version|isbn|ean"
)
_REFERENCE = re.compile(
    rf"\b(?:{_CALLED_SO})\s*(?:n[°o]\.?|:|\.|de|du|[-–])?\s*[\w/.-]{{0,6}}?[ :.°]*$",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:t[ée]l(?:[ée]phone)?s?|mobile|portable|fax|appel(?:er|ez)?|joindre|contact(?:er|ez)?|standard|permanence)\W{0,4}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)


def before(text: str, start: int) -> str:
    """The end of what precedes `start`, on the same paragraph."""
    return text[max(0, start - REACH) : start].rpartition("\n\n")[2]


def is_reference(text: str, start: int) -> bool:
    """Whether the words before call the number a reference: « facture n° … »."""
    return _REFERENCE.search(before(text, start)) is not None


def is_called(text: str, start: int) -> bool:
    """Whether the words before speak of a telephone."""
    return _PHONE.search(before(text, start)) is not None
