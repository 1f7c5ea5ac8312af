"""What the keyring has to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

KEY_MISSING = FindingKind(
    "KEY-001",
    Severity.ERROR,
    fr="La clé de signature du journal de {tenant} est introuvable dans {folder}.",
    en="The signing key of the journal of {tenant} is not in {folder}.",
    remedy_fr="Remettez en place la sauvegarde du dossier des clés : sans elle, rien ne peut être signé.",
    remedy_en="Put the backup of the keys folder back: without it nothing can be signed.",
)
KEY_UNSAFE = FindingKind(
    "KEY-002",
    Severity.ERROR,
    fr="La clé {file} peut être lue par d'autres comptes de la machine.",
    en="The key {file} can be read by other accounts of the machine.",
    remedy_fr="Corrigez ses droits (chmod 600) et demandez-vous qui a pu la lire.",
    remedy_en="Mend its mode (chmod 600) and ask yourself who may have read it.",
)
KEY_UNREADABLE = FindingKind(
    "KEY-003",
    Severity.ERROR,
    fr="La clé {file} n'est pas une clé Ed25519 lisible.",
    en="The key {file} is not a readable Ed25519 key.",
    remedy_fr="Remettez en place la sauvegarde du dossier des clés.",
    remedy_en="Put the backup of the keys folder back.",
)
HEAD_UNREADABLE = FindingKind(
    "KEY-004",
    Severity.ERROR,
    fr="Le fichier {file}, qui dit jusqu'où cette clé a signé, est illisible.",
    en="The file {file}, which says how far this key has signed, cannot be read.",
    remedy_fr="Remettez en place la sauvegarde du dossier des clés la plus récente.",
    remedy_en="Put the latest backup of the keys folder back.",
)
HEAD_NOT_KEPT = FindingKind(
    "KEY-005",
    Severity.ERROR,
    fr="Impossible d'écrire dans {folder} jusqu'où la clé signe : {why}. Rien n'a été signé.",
    en="How far the key signs cannot be written in {folder}: {why}. Nothing was signed.",
    remedy_fr="Libérez de la place ou corrigez les droits de ce dossier, puis recommencez.",
    remedy_en="Make room or mend the mode of that folder, then start again.",
)
