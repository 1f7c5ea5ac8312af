"""What registers and the récolement have to say (REG-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

TOO_LONG = FindingKind(
    "REG-001",
    Severity.ERROR,
    fr="Ce registre a plus de {most} lignes : c'est trop pour un seul PDF.",
    en="This register has more than {most} lines: too many for one PDF.",
    remedy_fr="Demandez-le année par année (--year), ou en CSV (--csv), qui n'a pas de limite.",
    remedy_en="Ask for it year by year (--year), or as CSV (--csv), which has no limit.",
)
WHICH_REGISTER = FindingKind(
    "REG-002",
    Severity.ERROR,
    fr="Il n'y a pas de registre « {name} ».",
    en="There is no register “{name}”.",
    remedy_fr="Choisissez parmi : {choices}.",
    remedy_en="Choose one of: {choices}.",
)
WHICH_YEAR = FindingKind(
    "REG-003",
    Severity.ERROR,
    fr="Les chiffres annuels sont ceux d'une année : laquelle ?",
    en="Yearly figures are those of a year: which one?",
    remedy_fr="Donnez --year, par exemple --year 2026.",
    remedy_en="Give --year, for instance --year 2026.",
)
NOT_YET = FindingKind(
    "REG-004",
    Severity.ERROR,
    fr="Le {day:day} n'est pas encore passé : on ne récole que ce qui est là.",
    en="{day:day} is yet to come: a récolement is of what is there.",
    remedy_fr="Donnez la date d'aujourd'hui ou une date passée.",
    remedy_en="Give today's date or a past one.",
)
PAPER_UNREADABLE = FindingKind(
    "REG-005",
    Severity.ERROR,
    fr="Le fichier {path} ne peut pas être lu : {reason}.",
    en="The file {path} cannot be read: {reason}.",
    remedy_fr="Enregistrez le tableau en CSV, en UTF-8, avec des points-virgules.",
    remedy_en="Save the table as CSV, in UTF-8, with semicolons.",
)
PAPER_NO_TITLE_COLUMN = FindingKind(
    "REG-006",
    Severity.ERROR,
    fr="Le tableau n'a pas de colonne « intitulé ».",
    en="The table has no column “intitulé”.",
    remedy_fr="Sa première ligne donne les noms des colonnes : {columns}.",
    remedy_en="Its first line gives the names of the columns: {columns}.",
)
PAPER_NO_TITLE = FindingKind(
    "REG-007",
    Severity.ERROR,
    fr="La ligne n'a pas d'intitulé.",
    en="The line has no title.",
    remedy_fr="Écrivez ce qui est conservé, par exemple « Registres de délibérations ».",
    remedy_en="Write what is held, for instance “Registres de délibérations”.",
)
PAPER_BAD_DATE = FindingKind(
    "REG-008",
    Severity.ERROR,
    fr="« {value} » n'est pas une date ({column}).",
    en="“{value}” is no date ({column}).",
    remedy_fr="Écrivez une année (1998), un jour (31/12/1998 ou 1998-12-31), ou rien.",
    remedy_en="Write a year (1998), a day (31/12/1998 or 1998-12-31), or nothing.",
)
PAPER_BAD_METRES = FindingKind(
    "REG-009",
    Severity.ERROR,
    fr="« {value} » n'est pas un métrage.",
    en="“{value}” is no length in metres.",
    remedy_fr="Écrivez des mètres linéaires, par exemple 1,20.",
    remedy_en="Write linear metres, for instance 1,20.",
)
PAPER_DATES_REVERSED = FindingKind(
    "REG-010",
    Severity.ERROR,
    fr="La date de fin ({last}) est avant celle de début ({first}).",
    en="The last date ({last}) is before the first one ({first}).",
    remedy_fr="Corrigez l'une des deux.",
    remedy_en="Mend one of them.",
)
PAPER_UNKNOWN_COLUMN = FindingKind(
    "REG-011",
    Severity.WARNING,
    fr="La colonne « {column} » n'est pas connue : elle n'est pas reprise.",
    en="The column “{column}” is not known: it is left out.",
    remedy_fr="Les colonnes connues sont : {columns}.",
    remedy_en="The known columns are: {columns}.",
)
PAPER_REFUSED = FindingKind(
    "REG-012",
    Severity.ERROR,
    fr="Le tableau des archives sur papier est à corriger ; lignes fautives : {count}.",
    en="The table of paper archives is to be mended; wrong lines: {count}.",
    remedy_fr="Corrigez-les, puis recommencez : rien n'a été écrit.",
    remedy_en="Mend them, then try again: nothing was written.",
)
NO_OPERATION = FindingKind(
    "REG-030",
    Severity.ERROR,
    fr="Il n'y a pas d'opération {operation} dans cette collectivité.",
    en="There is no operation {operation} in this collectivité.",
    remedy_fr="Reprenez son adresse dans la liste des opérations.",
    remedy_en="Take its address from the list of operations.",
)
NOT_PUBLISHED = FindingKind(
    "REG-031",
    Severity.ERROR,
    fr="Aucune copie présente n'a encore de point de contrôle signé de cette opération.",
    en="No copy that is there has a signed checkpoint of this operation yet.",
    remedy_fr="Remettez les copies en place, ou attendez la prochaine opération, qui publiera celle-ci.",
    remedy_en="Put the copies back, or wait for the next operation, which will publish this one.",
)
CHECKPOINT_NOT_OURS = FindingKind(
    "REG-032",
    Severity.ERROR,
    fr="Ce point de contrôle ({origin}) n'est pas signé par la clé du journal de cette collectivité.",
    en="This checkpoint ({origin}) is not signed by the key of this collectivité's journal.",
    remedy_fr="Donnez un point de contrôle de cette collectivité, tel qu'il a été téléchargé.",
    remedy_en="Give a checkpoint of this collectivité, as it was downloaded.",
)
CHECKPOINT_DIFFERS = FindingKind(
    "REG-033",
    Severity.ERROR,
    fr="Le journal ne prolonge pas ce point de contrôle de {size} inscriptions : son histoire a été changée.",
    en="The journal does not go on from this checkpoint of {size} entries: its history was changed.",
    remedy_fr="Gardez ce point de contrôle et prévenez l'exploitant : « chartrier verify --since » le prouve d'après les copies.",
    remedy_en="Keep this checkpoint and tell the operator: “chartrier verify --since” proves it from the copies.",
)
