"""What is looked at, in both languages."""

from __future__ import annotations

from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words

LOOKS = MappingProxyType(
    {
        "dossiers et droits": Words("Dossiers et droits", "Folders and permissions"),
        "place sur les disques": Words("Place sur les disques", "Room on the disks"),
        "langue du système": Words("Langue du système", "System locale"),
        "antivirus": Words("Antivirus", "Antivirus"),
        "identification des formats": Words("Processus isolés", "Confined processes"),
        "mentions légales": Words("Mentions légales", "Legal notice"),
        "tables de la base": Words("Base de données", "Database"),
        "copies et publication": Words("Copies et publication", "Copies and publication"),
        "relecture des copies": Words("Relecture des copies", "Reading of the copies"),
        "processus de travail": Words("Processus de travail", "Workers"),
        "travaux interrompus": Words("Travaux interrompus", "Interrupted work"),
        "communes fusionnées": Words("Communes fusionnées", "Merged communes"),
    }
)
