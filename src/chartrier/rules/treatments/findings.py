"""What a register of treatments has to say of what is written into it: TRT-001 to TRT-019."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_A_CHOICE = FindingKind(
    "TRT-001",
    Severity.ERROR,
    fr="« {value} » ne convient pas à « {column} ».",
    en="“{value}” does not fit “{column}”.",
    remedy_fr="Au choix : {choices}.",
    remedy_en="One of: {choices}.",
)
NOT_A_DURATION = FindingKind(
    "TRT-002",
    Severity.ERROR,
    fr="« {value} » n'est pas une durée (« {column} »).",
    en="“{value}” is no duration (“{column}”).",
    remedy_fr="Écrivez un nombre et une unité : 5 ans, 18 mois, 30 jours.",
    remedy_en="Write a number and a unit, in French: 5 ans, 18 mois, 30 jours.",
)
NOT_A_DAY = FindingKind(
    "TRT-003",
    Severity.ERROR,
    fr="« {value} » n'est pas un jour (« {column} »).",
    en="“{value}” is no day (“{column}”).",
    remedy_fr="Écrivez-le AAAA-MM-JJ.",
    remedy_en="Write it YYYY-MM-DD.",
)
NOT_A_COUNTRY = FindingKind(
    "TRT-004",
    Severity.ERROR,
    fr="« {value} » n'est pas le code d'un pays (« {column} »).",
    en="“{value}” is no code of a country (“{column}”).",
    remedy_fr="Écrivez nom | PAYS | contrat, le pays par ses deux lettres (FR, DE, US).",
    remedy_en="Write name | COUNTRY | contract, the country by its two letters (FR, DE, US).",
)
NOT_AN_IDENTIFIER = FindingKind(
    "TRT-005",
    Severity.ERROR,
    fr="« {value} » n'est pas l'identifiant d'une convention.",
    en="“{value}” is no identifier of a convention.",
    remedy_fr="Choisissez parmi celles qui sont entrées.",
    remedy_en="Choose among those that are entered.",
)
NOT_NAMED = FindingKind(
    "TRT-006",
    Severity.ERROR,
    fr="Le traitement n'a pas de référence, ou pas de nom.",
    en="The treatment has no reference, or no name.",
    remedy_fr="Donnez-lui une référence courte (T01) et un nom.",
    remedy_en="Give it a short reference (T01) and a name.",
    reference="RGPD art. 30(1)",
)
BAD_TEXT = FindingKind(
    "TRT-007",
    Severity.ERROR,
    fr="La valeur de « {column} » est trop longue ou contient un caractère qui ne s'affiche pas.",
    en="The value of “{column}” is too long, or has a character that does not show.",
    remedy_fr="Au plus {limit} caractères et {most} valeurs.",
    remedy_en="At most {limit} characters and {most} values.",
)
TWICE = FindingKind(
    "TRT-008",
    Severity.ERROR,
    fr="La référence {reference} est deux fois dans le fichier.",
    en="The reference {reference} is in the file twice.",
    remedy_fr="Donnez une référence à chaque traitement.",
    remedy_en="Give each treatment its reference.",
)
ENDS_BEFORE = FindingKind(
    "TRT-009",
    Severity.ERROR,
    fr="Le traitement finit ({last}) avant d'avoir commencé ({first}).",
    en="The treatment ends ({last}) before it began ({first}).",
    remedy_fr="Corrigez l'un des deux jours.",
    remedy_en="Correct one of the two days.",
)
NOT_A_REGISTER = FindingKind(
    "TRT-010",
    Severity.ERROR,
    fr="Le fichier {file} n'est pas un registre lisible : {why}.",
    en="The file {file} is no register that can be read: {why}.",
    remedy_fr="Donnez un CSV (UTF-8, points-virgules) ou un TOML dont chaque [[traitement]] a une référence et un nom.",
    remedy_en="Give a CSV (UTF-8, semicolons) or a TOML each [[traitement]] of which has référence and nom.",
)
UNKNOWN_KEY = FindingKind(
    "TRT-011",
    Severity.ERROR,
    fr="« {key} » n'est pas une rubrique du registre.",
    en="“{key}” is no heading of the register.",
    remedy_fr="Rubriques : {keys}.",
    remedy_en="Headings: {keys}.",
)
