"""What the register of drafts has to say. Codes are stable for ever; CAT-125 to CAT-129 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_DRAFT = FindingKind(
    "CAT-125",
    Severity.ERROR,
    fr="Ce brouillon de dépôt n'existe pas.",
    en="There is no such draft of a deposit.",
    remedy_fr="Reprenez votre dépôt dans la liste de vos brouillons.",
    remedy_en="Take your deposit from the list of your drafts.",
)
NO_UPLOAD = FindingKind(
    "CAT-126",
    Severity.ERROR,
    fr="Cet envoi de fichier n'existe pas.",
    en="There is no such upload.",
    remedy_fr="Recommencez l'envoi du fichier.",
    remedy_en="Start sending the file again.",
)
DRAFT_CLOSED = FindingKind(
    "CAT-127",
    Severity.ERROR,
    fr="Ce dépôt est déjà parti : il ne se change plus.",
    en="This deposit has left already: it can no longer be changed.",
    remedy_fr="Suivez-le dans la liste des opérations.",
    remedy_en="Follow it in the list of operations.",
)
