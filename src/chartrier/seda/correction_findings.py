"""What corrections of a description have to say: SEDA-200 to SEDA-209."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SUCH_ELEMENT = FindingKind(
    "SEDA-200",
    Severity.ERROR,
    fr="L'élément « {element} » n'existe pas en SEDA {version}, ou ne se corrige pas.",
    en="The element “{element}” does not exist in SEDA {version}, or cannot be corrected.",
    remedy_fr="Employez un nom du SEDA : Title, Description, StartDate, AppraisalRule/FinalAction, AppraisalRule/add…",
    remedy_en="Use a name of SEDA: Title, Description, StartDate, AppraisalRule/FinalAction, AppraisalRule/add…",
)
NOT_A_TEXT = FindingKind(
    "SEDA-201",
    Severity.ERROR,
    fr="L'élément « {element} » n'est pas un simple texte.",
    en="The element “{element}” is no plain text.",
    remedy_fr="Donnez toute la description en JSON, avec --content.",
    remedy_en="Give the whole description as JSON, with --content.",
)
RULE_NOT_READ = FindingKind(
    "SEDA-202",
    Severity.ERROR,
    fr="« {value} » ne convient pas à {element} : il faut l'identifiant d'une règle, puis au besoin sa date de départ.",
    en="“{value}” will not do for {element}: the identifier of a rule is wanted, then its start date if there is one.",
    remedy_fr="Par exemple : AppraisalRule/add, « APP-001 2020-12-31 ».",
    remedy_en="For example: AppraisalRule/add, “APP-001 2020-12-31”.",
)
RULE_THERE = FindingKind(
    "SEDA-203",
    Severity.ERROR,
    fr="La règle {rule} est déjà déclarée par cette unité.",
    en="The rule {rule} is declared by this unit already.",
    remedy_fr="Changez sa date avec « change ».",
    remedy_en="Change its date with “change”.",
)
RULE_ABSENT = FindingKind(
    "SEDA-204",
    Severity.ERROR,
    fr="Cette unité ne déclare pas la règle {rule}.",
    en="This unit does not declare the rule {rule}.",
    remedy_fr="« chartrier show » donne ce qu'elle déclare ; une règle héritée se corrige là où elle est déclarée.",
    remedy_en="“chartrier show” gives what it declares; an inherited rule is corrected where it is declared.",
)
TOO_LONG = FindingKind(
    "SEDA-205",
    Severity.ERROR,
    fr="La valeur de {element} a plus de {limit} caractères.",
    en="The value of {element} has more than {limit} characters.",
    remedy_fr="Raccourcissez-la.",
    remedy_en="Shorten it.",
)
NOT_WRITTEN = FindingKind(
    "SEDA-206",
    Severity.ERROR,
    fr="La description corrigée ne s'écrit pas en SEDA ({why}).",
    en="The corrected description cannot be written as SEDA ({why}).",
    remedy_fr="Revoyez la correction.",
    remedy_en="Revise the correction.",
)
