"""What happened to the draft of a convention, in words."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words
from chartrier.rules.convention import Happened

HAPPENED = MappingProxyType(
    {
        Happened.SENT: Words(
            "projet envoyé aux Archives départementales", "draft sent to the Archives départementales"
        ),
        Happened.OBSERVED: Words("avis des Archives départementales", "opinion of the Archives départementales"),
        Happened.CHANGED: Words("texte du projet modifié", "text of the draft changed"),
    }
)
