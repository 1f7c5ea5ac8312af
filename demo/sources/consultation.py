"""The files of the sample contract that are data: register of tenders (CSV), published essential data (JSON).

The essential data follow the DECP 2.0.2 schema (arrêté of 22 December 2022).
"""

from __future__ import annotations

import json

BUYER = "21960042600015"
REGISTER = """\
Rang;Candidat;SIRET;Déposé le;Ouvert le;Taille (octets);Recevable;Montant HT (EUR)
1;Les Toits de la Sylve SAS;00096020300016;2025-04-02T17:42:08+02:00;2025-04-04T14:05:00+02:00;4185220;oui;131972,50
2;Couverture Brindelaine SARL;00096011200019;2025-04-03T21:05:51+02:00;2025-04-04T14:05:00+02:00;3920144;oui;124830,00
3;Charpente Ostrevin et Fils;00096031000019;2025-04-04T11:31:27+02:00;2025-04-04T14:05:00+02:00;5046873;oui;139460,00
"""


def files() -> dict[str, bytes]:
    """The two files by name."""
    return {
        "05-registre-des-depots-et-ouverture-des-plis.csv": register(),
        "06-donnees-essentielles.json": essential_data(),
    }


def register() -> bytes:
    """As the buyer's platform exports it: semicolons, UTF-8 with its mark, lines ended by CR LF."""
    return REGISTER.replace("\n", "\r\n").encode("utf-8-sig")


def essential_data() -> bytes:
    contract = {
        "id": "2025T01",
        "acheteur": {"id": BUYER},
        "nature": "Marché",
        "objet": "Réfection de la toiture de l'école des Roseaux",
        "codeCPV": "45261210-9",
        "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
        "marcheInnovant": False,
        "ccag": "Travaux",
        "offresRecues": 3,
        "attributionAvance": True,
        "tauxAvance": 0.1,
        "typeGroupementOperateurs": "Pas de groupement",
        "sousTraitanceDeclaree": False,
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "96420", "typeCode": "Code postal"},
        "dureeMois": 2,
        "dateNotification": "2025-06-12",
        "datePublicationDonnees": "2025-06-25",
        "montant": 124830.0,
        "typesPrix": {"typePrix": ["Définitif actualisable"]},
        "formePrix": "Forfaitaire",
        "titulaires": [{"titulaire": {"id": "00096011200019", "typeIdentifiant": "SIRET"}}],
        "considerationsSociales": {"considerationSociale": ["Pas de considération sociale"]},
        "considerationsEnvironnementales": {"considerationEnvironnementale": ["Pas de considération environnementale"]},
    }
    data = {"marches": {"marche": [contract]}}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
