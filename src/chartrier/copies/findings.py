"""What the copies together may have to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

AHEAD = FindingKind(
    "CPY-001",
    Severity.ERROR,
    fr="La copie « {copy} » a un journal de {theirs} inscriptions, la base de données seulement {ours} : une ancienne sauvegarde ?",
    en="The copy “{copy}” has a journal of {theirs} entries, the database only {ours}: an old backup?",
    remedy_fr="Toute écriture est arrêtée pour cette collectivité. Remettez la base de données à jour avant de continuer.",
    remedy_en="All writing is stopped for this tenant. Bring the database up to date before going on.",
)
COPY_BEHIND = FindingKind(
    "CPY-002",
    Severity.ERROR,
    fr="La copie « {copy} » n'a que {theirs} inscriptions sur les {ours} publiées : remise d'une ancienne sauvegarde ?",
    en="The copy “{copy}” has only {theirs} of the {ours} entries published: put back from an old backup?",
    remedy_fr="Remettez-la à jour depuis une autre copie (le dossier de la collectivité), puis recommencez.",
    remedy_en="Bring it up to date from another copy (the tenant's folder), then start again.",
)
FORKED = FindingKind(
    "CPY-003",
    Severity.ERROR,
    fr="Le journal de la copie « {copy} » et celui de la base de données ont {size} inscriptions, mais pas les mêmes.",
    en="The journal of the copy “{copy}” and the database's have {size} entries, but not the same ones.",
    remedy_fr="Toute écriture est arrêtée pour cette collectivité : deux bases ont écrit. Gardez tout et cherchez laquelle.",
    remedy_en="All writing is stopped for this tenant: two databases have written. Keep everything and find out which.",
)
