"""What the annual report may say. RAP-001 to RAP-004."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SUCH_YEAR = FindingKind(
    "RAP-001",
    Severity.ERROR,
    fr="Il n'y a pas de rapport de l'année {year}.",
    en="There is no report of the year {year}.",
    remedy_fr="Donnez une année de {first} à {last}.",
    remedy_en="Give a year from {first} to {last}.",
)
NO_SUCH_NUMBER = FindingKind(
    "RAP-002",
    Severity.ERROR,
    fr="Le rapport n'a pas de chiffre « {number} ».",
    en="The report has no number “{number}”.",
    remedy_fr="Il a : {choices}.",
    remedy_en="It has: {choices}.",
)
WHICH_CONVENTION = FindingKind(
    "RAP-003",
    Severity.ERROR,
    fr="Un coût se répartit dans une convention ; {count} conventions étaient en vigueur en {year}.",
    en="A cost is shared in a convention; {count} conventions were in force in {year}.",
    remedy_fr="Nommez-la par --convention.",
    remedy_en="Name it by --convention.",
)
WRONG_COST = FindingKind(
    "RAP-004",
    Severity.ERROR,
    fr="« {value} » n'est pas {wanted_fr}.",
    en="“{value}” is not {wanted_en}.",
    remedy_fr="Écrivez un coût en euros (12500 ou 12500.50), et une part égale entre 0 et 1.",
    remedy_en="Write a cost in euros (12500 or 12500.50), and an equal share from 0 to 1.",
)
