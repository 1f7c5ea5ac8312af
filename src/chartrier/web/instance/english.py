"""The English of the pages of the instance."""

from __future__ import annotations

ENGLISH = {
    "Aucun travail dans cet état.": "No work in this state.",
    "Ce que disent aussi les commandes doctor et status, et l'adresse /readyz.": "What the commands doctor and status, and the address /readyz, say too.",
    "Collectivité": "Collectivité",
    "Dernier signe d'un processus de travail": "Last sign of a worker",
    "Dossier": "Folder",
    "En attente": "Waiting",
    "File : {waiting} en attente, {running} en cours.": "Queue: {waiting} waiting, {running} running.",
    "File des tâches": "Queue of jobs",
    "Par collectivité": "By collectivité",
    "Place libre": "Free room",
    "Relire": "Read again",
    "Retard": "Behind by",
    "Santé": "Health",
    "Santé de l'instance": "Health of the instance",
    "Travaux": "Jobs",
    "Un versement compte quand {count} copie l'a.": "A deposit counts when {count} copy has it.",
    "Un versement compte quand {count} copies l'ont.": "A deposit counts when {count} copies have it.",
    "Voir les copies": "See the copies",
    "Voir les travaux": "See the jobs",
    "bien": "well",
    "ce qui attend, court ou s'est interrompu": "what waits, runs or was interrupted",
    "depuis le {day}": "since {day}",
    "{count} essai": "{count} try",
    "{count} essais": "{count} tries",
    "{count} opération": "{count} operation",
    "{count} opérations": "{count} operations",
    "à réparer": "to be mended",
}
