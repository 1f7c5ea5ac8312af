"""The English of the pages of connectors."""

from __future__ import annotations

ENGLISH = {
    "Adresse du service :": "Address of the service:",
    "Aucun connecteur : aucun autre logiciel n'a accès à cette collectivité.": "No connector: no other software has access to this collectivité.",
    "C'est fait : son jeton n'ouvre plus rien.": "Done: its token opens nothing any more.",
    "Ce qu'il peut faire": "What it may do",
    "Comme on le reconnaît, par exemple « Actes de la mairie ».": "As people know it, for instance “Acts of the mairie”.",
    "Connecteurs": "Connectors",
    "D'ici un an au plus.": "Within a year.",
    "Dernier usage": "Last use",
    "Il ne dépose et ne lit que pour ce service ; sans lui, pour toute la collectivité.": "It deposits and reads for this service only; without it, for the whole collectivité.",
    "Logiciel": "Software",
    "Nom du logiciel": "Name of the software",
    "Ouvert": "Opened",
    "Ouvrir": "Open",
    "Ouvrir un connecteur": "Open a connector",
    "Peut": "May",
    "Révoquer": "Revoke",
    "Son dernier jour": "Its last day",
    "Un connecteur laisse un autre logiciel travailler pour la collectivité, dans des limites que vous fixez et pour un an au plus.": "A connector lets other software work for the collectivité, within bounds that you set and for a year at most.",
    "Voici le jeton de {name}. Copiez-le maintenant dans ce logiciel : il ne sera plus jamais montré.": "Here is the token of {name}. Copy it into that software now: it will never be shown again.",
    "jamais": "never",
    "jusqu'au {day}": "until {day}",
    "par l'exploitant": "by the operator",
    "par {name}": "by {name}",
    "pour le service": "for the service",
    "révoqué": "revoked",
    "échu": "over",
    "{count} connecteur": "{count} connector",
    "{count} connecteurs": "{count} connectors",
}
