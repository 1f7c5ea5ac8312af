"""What the journal has to say when bytes are not a journal's."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_REMEDY = {
    "remedy_fr": "Ne touchez pas à cette copie, vérifiez les autres, puis prévenez votre administrateur.",
    "remedy_en": "Leave this copy as it is, verify the others, then tell your administrator.",
}

ENTRY_MALFORMED = FindingKind(
    "JRN-001",
    Severity.ERROR,
    fr="Une inscription du journal est illisible : {why}.",
    en="An entry of the journal cannot be read: {why}.",
    reference="docs/format.md 4.1",
    **_REMEDY,
)
CHECKPOINT_MALFORMED = FindingKind(
    "JRN-002",
    Severity.ERROR,
    fr="Le point de contrôle signé du journal est illisible : {why}.",
    en="The signed checkpoint of the journal cannot be read: {why}.",
    reference="C2SP tlog-checkpoint",
    **_REMEDY,
)
KEY_MALFORMED = FindingKind(
    "JRN-003",
    Severity.ERROR,
    fr="La clé publique du journal est illisible : {why}.",
    en="The public key of the journal cannot be read: {why}.",
    remedy_fr="Redemandez la clé publique à l'autorité d'archivage, ou utilisez celle que vous aviez gardée.",
    remedy_en="Ask the archival authority for the public key again, or use the one you kept.",
    reference="C2SP signed-note",
)
TILE_UNUSABLE = FindingKind(
    "JRN-004",
    Severity.ERROR,
    fr="Un fichier du journal manque ou est abîmé : {path}.",
    en="A file of the journal is missing or damaged: {path}.",
    reference="C2SP tlog-tiles",
    **_REMEDY,
)
CONTENTS_MALFORMED = FindingKind(
    "JRN-005",
    Severity.ERROR,
    fr="Une ligne de la liste scellée du contenu (contents.jsonl) est illisible : {why}.",
    en="A line of the sealed list of contents (contents.jsonl) cannot be read: {why}.",
    reference="docs/format.md 3",
    **_REMEDY,
)
CHANGES_MALFORMED = FindingKind(
    "JRN-006",
    Severity.ERROR,
    fr="La liste de ce qu'un ordre de destruction change ({path}) est illisible : {why}.",
    en="The list of what an order of destruction changes ({path}) cannot be read: {why}.",
    reference="docs/format.md 2.1.3.1",
    **_REMEDY,
)
