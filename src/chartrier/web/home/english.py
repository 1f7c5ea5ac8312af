"""The English of the home pages."""

from __future__ import annotations

ENGLISH = {
    "Les archives de votre collectivité, gardées et prouvées": "The records of your collectivité, kept and proven",
    "Déposez ce qui doit être gardé, retrouvez-le, prouvez qu'il n'a pas changé.": "Deposit what must be kept, find it again, prove that it has not changed.",
    "Les comptes sont ouverts sur invitation : demandez la vôtre à l'archiviste de votre collectivité.": "Accounts are opened by invitation: ask the archivist of your collectivité for yours.",
    "Bonjour {name}": "Hello {name}",
    "Vous n'avez de rôle dans aucune collectivité.": "You have no role for any collectivité.",
    "et {count} autre collectivité": "and {count} more collectivité",
    "et {count} autres collectivités": "and {count} more collectivités",
}
