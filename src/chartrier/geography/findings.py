"""What the places that are added have to say (GEO-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

UNREADABLE = FindingKind(
    "GEO-001",
    Severity.ERROR,
    fr="Les lieux ajoutés ne peuvent pas être lus : {path}.",
    en="The places that are added cannot be read: {path}.",
    remedy_fr="Donnez au réglage « places » un dossier de fichiers CSV en UTF-8, ou retirez-le.",
    remedy_en="Give the setting “places” a folder of CSV files in UTF-8, or remove it.",
)
BAD_COLUMNS = FindingKind(
    "GEO-002",
    Severity.ERROR,
    fr="Ce fichier n'a pas les colonnes attendues.",
    en="This file does not have the columns that are expected.",
    remedy_fr="Sa première ligne doit être : {columns}.",
    remedy_en="Its first line must be: {columns}.",
)
BAD_LINE = FindingKind(
    "GEO-003",
    Severity.ERROR,
    fr="Le lieu « {code} » ne peut pas être ajouté : voyez « {column} ».",
    en="The place “{code}” cannot be added: see “{column}”.",
    remedy_fr="Son code doit être libre et bien formé, et ce qu'il nomme (EPCI, département, région) doit exister.",
    remedy_en="Its code must be free and well formed, and what it names (EPCI, département, région) must exist.",
)
