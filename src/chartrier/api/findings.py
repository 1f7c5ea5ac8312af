"""What the door of other software has to say (API-001 to API-019)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_TOKEN = FindingKind(
    "API-001",
    Severity.ERROR,
    fr="Il faut le jeton d'un connecteur.",
    en="It takes the token of a connector.",
    remedy_fr="Envoyez l'en-tête « Authorization: Bearer chartrier_… ».",
    remedy_en="Send the header “Authorization: Bearer chartrier_…”.",
    reference="RFC 6750 §2.1",
)
NOT_FOR_THIS = FindingKind(
    "API-002",
    Severity.ERROR,
    fr="Ce connecteur n'est pas ouvert pour l'opération « {operation} ».",
    en="This connector is not open for the operation “{operation}”.",
    remedy_fr="Demandez un connecteur qui la permette à qui administre la collectivité.",
    remedy_en="Ask whoever administers the collectivité for a connector that allows it.",
)
NOT_UNDERSTOOD = FindingKind(
    "API-003",
    Severity.ERROR,
    fr="La demande n'est pas comprise : {what}.",
    en="The request is not understood: {what}.",
    remedy_fr="Comparez-la à /api/v1/openapi.json.",
    remedy_en="Compare it with /api/v1/openapi.json.",
)
NOTHING_THERE = FindingKind(
    "API-004",
    Severity.ERROR,
    fr="Il n'y a rien à cette adresse, ou ce connecteur n'y a pas accès.",
    en="There is nothing at this address, or this connector may not see it.",
    remedy_fr="Vérifiez l'adresse et l'identifiant.",
    remedy_en="Check the address and the identifier.",
)
NO_LENGTH = FindingKind(
    "API-005",
    Severity.ERROR,
    fr="La taille du paquet n'est pas annoncée.",
    en="The size of the package is not announced.",
    remedy_fr="Envoyez l'en-tête Content-Length, ou envoyez le paquet par parties (tus).",
    remedy_en="Send the header Content-Length, or send the package in parts (tus).",
    reference="RFC 9110 §15.5.12",
)
BUG = FindingKind(
    "API-006",
    Severity.ERROR,
    fr="Un défaut du programme empêche de répondre.",
    en="A defect of the program prevents an answer.",
    remedy_fr="Rien n'a été changé à moitié. Recommencez ; si cela dure, prévenez l'exploitant de l'instance.",
    remedy_en="Nothing was changed by halves. Try again; if it lasts, tell the operator of the instance.",
)
REFUSED = FindingKind(
    "API-007",
    Severity.ERROR,
    fr="Le dépôt est refusé.",
    en="The deposit is refused.",
    remedy_fr="Les constats disent pourquoi.",
    remedy_en="The findings say why.",
)
