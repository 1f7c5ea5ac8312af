"""The steps of a travail in words, and how fast each goes."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any

from chartrier.clock import read_instant
from chartrier.rules.communicabilite.words import Words

STEPS = MappingProxyType(
    {
        "sip": Words("Préparer le paquet", "Prepare the package"),
        "recovery": Words("Reprendre ce qui restait", "Finish what was left"),
        "container": Words("Ouvrir le paquet", "Open the package"),
        "room": Words("Vérifier la place", "Check the room"),
        "bordereau": Words("Trouver le bordereau", "Find the bordereau"),
        "seda": Words("Lire la description", "Read the description"),
        "references": Words("Vérifier les références", "Check the references"),
        "agencies": Words("Vérifier les services", "Check the agencies"),
        "accord": Words("Vérifier l'accord de versement", "Check the accord de versement"),
        "members": Words("Compter les unités", "Count the units"),
        "descriptions": Words("Mesurer les descriptions", "Measure the descriptions"),
        "unchanged": Words("Relire le paquet", "Look at the package again"),
        "reservation": Words("Réserver l'identifiant", "Reserve the identifier"),
        "units": Words("Décrire les unités", "Describe the units"),
        "files": Words("Trouver les fichiers", "Find the files"),
        "objects": Words("Contrôler les fichiers", "Check the files"),
        "formats": Words("Identifier les formats", "Identify the formats"),
        "malware": Words("Chercher des virus", "Look for viruses"),
        "antivirus": Words("Chercher des virus", "Look for viruses"),
        "package": Words("Sceller le paquet", "Seal the package"),
        "copies": Words("Écrire dans les copies", "Write to the copies"),
        "transaction": Words("Inscrire au journal", "Enter in the journal"),
        "publication": Words("Publier la preuve", "Publish the proof"),
        "audit": Words("Relire les paquets de chaque copie", "Read the packages of each copy"),
        "verification": Words("Prouver les paquets de chaque copie", "Prove the packages of each copy"),
    }
)


COUNTED = MappingProxyType({"objects": "files", "documents": "files", "audit": "packages", "verification": "packages"})
"""What the steps that tell how far they have come count."""


def told(step: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A step in words, with its speed (things a second) and what remains of it, in seconds."""
    done, total, seconds = step["done"], step["total"], step["seconds"]
    spent = seconds if seconds is not None else (now - read_instant(step["began"])).total_seconds()
    speed = done / spent if spent and spent > 0 else 0
    remaining = round((total - done) / speed) if speed and total and seconds is None else None
    return {
        **step,
        "words": STEPS.get(step["name"], Words(step["name"], step["name"])),
        "goes_on": seconds is None,
        "counts": COUNTED.get(step["name"], ""),
        "speed": round(speed),
        # what is left is reckoned by number, and the last one may be large: nothing is promised under a second
        "remaining": remaining or None,
    }
