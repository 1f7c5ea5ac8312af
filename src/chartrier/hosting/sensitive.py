"""Which séries hold, or may hold, health or social data, and why it is thought so. The DPO decides."""

from __future__ import annotations

from collections.abc import Mapping

from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import folded

MEDICAL_SECRECY = frozenset({"AR043", "AR061"})
"""Access codes of the secret médical (L213-2)."""

SOCIAL_DOMAIN = "action sociale"
"""How the domain of social files begins in a tableau de gestion."""

HEALTH = Words("santé : secret médical parmi ses accès", "health: medical secrecy among its access codes")
SOCIAL = Words("social : domaine de l'action sociale", "social: domain of social action")


def sensitive_series(table: Mapping[str, Series]) -> dict[str, Words]:
    """By code, the regime that may apply."""
    found: dict[str, Words] = {}
    for code, each in table.items():
        if MEDICAL_SECRECY & set(each.access):
            found[code] = HEALTH
        elif folded(each.domain).startswith(SOCIAL_DOMAIN):
            found[code] = SOCIAL
    return found
