"""What lists that people make (CSV) have to say: LST-001 to LST-019."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_A_LIST = FindingKind(
    "LST-001",
    Severity.ERROR,
    fr="La liste n'est pas lisible : {why}.",
    en="The list is not readable: {why}.",
    remedy_fr="Enregistrez-la en CSV, encodée en UTF-8, séparée par des points-virgules.",
    remedy_en="Save it as CSV, encoded in UTF-8, separated by semicolons.",
)
NO_COLUMN = FindingKind(
    "LST-002",
    Severity.ERROR,
    fr="Il manque à la liste la colonne « {column} ».",
    en="The list lacks the column “{column}”.",
    remedy_fr="Colonnes attendues : {columns}.",
    remedy_en="Columns expected: {columns}.",
)
CELLS = FindingKind(
    "LST-003",
    Severity.ERROR,
    fr="Cette ligne a {count} cellules au lieu de {expected}.",
    en="This line has {count} cells instead of {expected}.",
    remedy_fr="Mettez entre guillemets les valeurs qui contiennent un point-virgule.",
    remedy_en="Put values that hold a semicolon between quotation marks.",
)
