"""What reading rules and referentials has to say. Codes are stable for ever."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_CONSISTENCY = "UNITS_RULES_COMPUTE.CONSISTENCY"
_UNKNOWN = "UNITS_RULES_COMPUTE.UNKNOWN"

_LINE_FR = "Corrigez cette ligne du tableau, puis importez-le de nouveau."
_LINE_EN = "Correct this line of the table, then import it again."


def _line(number: int, fr: str, en: str, remedy_fr: str = _LINE_FR, remedy_en: str = _LINE_EN) -> FindingKind:
    return FindingKind(f"RUL-{number:03}", Severity.ERROR, fr, en, remedy_fr, remedy_en, "STP_IMPORT_RULES")


# 001-019: the referential.

NOT_A_TABLE = _line(
    1,
    "Le tableau des règles n'est pas lisible : {reason_fr}.",
    "The table of rules is not readable: {reason_en}.",
    "Enregistrez le tableau en CSV, encodé en UTF-8.",
    "Save the table as CSV, encoded in UTF-8.",
)
NO_COLUMN = _line(
    2,
    "Il manque au tableau la colonne {column}.",
    "The table lacks the column {column}.",
    "Colonnes attendues : {columns}.",
    "Columns expected: {columns}.",
)
BAD_IDENTIFIER = _line(
    3,
    "L'identifiant de règle « {value} » est vide, trop long ou contient une espace.",
    "The rule identifier “{value}” is empty, too long or has a space in it.",
)
BAD_CATEGORY = _line(
    4,
    "La règle {rule} est d'une catégorie inconnue : « {value} ».",
    "The rule {rule} is of an unknown category: “{value}”.",
    "Catégories : {choices}.",
    "Categories: {choices}.",
)
TWICE = _line(
    5,
    "La règle {rule} est déjà à la ligne {first}.",
    "The rule {rule} is on line {first} already.",
    "Gardez une seule ligne par règle.",
    "Keep one line per rule.",
)
BAD_DURATION = _line(
    6,
    "La durée « {value} » de la règle {rule} n'est ni un nombre entier positif ni « unlimited ».",
    "The duration “{value}” of the rule {rule} is neither a whole number from 0 nor “unlimited”.",
)
BAD_MEASURE = _line(
    7,
    "L'unité de durée « {value} » de la règle {rule} n'est pas connue.",
    "The unit of duration “{value}” of the rule {rule} is unknown.",
    "Écrivez Year, Month ou Day.",
    "Write Year, Month or Day.",
)
TOO_LONG = _line(
    8,
    "La durée de la règle {rule} dépasse 999 ans.",
    "The duration of the rule {rule} is longer than 999 years.",
    "Une règle sans fin s'écrit « unlimited ».",
    "A rule without end is written “unlimited”.",
)
NO_DURATION = _line(
    9,
    "La règle {rule} n'a pas de durée : seul un gel (HoldRule) peut s'en passer.",
    "The rule {rule} has no duration: only a hold (HoldRule) may do without.",
)
NO_LABEL = _line(10, "La règle {rule} n'a pas d'intitulé.", "The rule {rule} has no label.")
TOO_MANY_RULES = _line(
    11,
    "Le tableau a plus de {limit} lignes : la suite n'a pas été lue.",
    "The table has more than {limit} lines: the rest was not read.",
    "Répartissez les règles ou retirez celles qui ne servent pas.",
    "Leave out the rules that are not used.",
)
CELLS = _line(
    12,
    "La ligne n'a pas le même nombre de cases que l'en-tête ({count} au lieu de {expected}).",
    "The line does not have as many cells as the header ({count} instead of {expected}).",
)

# 020-039: the rules of a unit.

BAD_DATE = FindingKind(
    "RUL-020",
    Severity.WARNING,
    fr="La date « {value} » ({name}) n'est pas une date utilisable : la règle est traitée comme sans date.",
    en="The date “{value}” ({name}) is not a usable date: the rule is treated as undated.",
    remedy_fr="Écrivez la date sous la forme AAAA-MM-JJ, avant l'an 9001.",
    remedy_en="Write the date as YYYY-MM-DD, before the year 9001.",
    reference="CHECK_UNIT_SCHEMA.RULE_DATE_FORMAT",
)
UNKNOWN_RULE = FindingKind(
    "RUL-021",
    Severity.WARNING,
    fr="La règle {rule} ({category}) n'est pas dans le référentiel : son échéance ne peut pas être calculée.",
    en="The rule {rule} ({category}) is not in the referential: its end cannot be computed.",
    remedy_fr="Ajoutez-la au référentiel des règles, ou corrigez l'unité.",
    remedy_en="Add it to the referential of rules, or correct the unit.",
    reference=_UNKNOWN,
)
OTHER_CATEGORY = FindingKind(
    "RUL-022",
    Severity.ERROR,
    fr="La règle {rule} est de la catégorie {actual}, et non {category}.",
    en="The rule {rule} is of the category {actual}, not {category}.",
    remedy_fr="Employez une règle de la bonne catégorie.",
    remedy_en="Use a rule of the right category.",
    reference=_CONSISTENCY,
)
PREVENTED_UNKNOWN = FindingKind(
    "RUL-023",
    Severity.WARNING,
    fr="La règle {rule}, que l'unité exclut ({category}), n'est pas dans le référentiel sous cette catégorie.",
    en="The rule {rule}, which the unit excludes ({category}), is not in the referential under that category.",
    remedy_fr="Corrigez RefNonRuleId, ou le référentiel.",
    remedy_en="Correct RefNonRuleId, or the referential.",
    reference="UNITS_RULES_COMPUTE.REF_INCONSISTENCY",
)
HOLD_HAS_DURATION = FindingKind(
    "RUL-024",
    Severity.ERROR,
    fr="Le gel {rule} a une durée au référentiel : il ne peut pas avoir aussi une fin (HoldEndDate).",
    en="The hold {rule} has a duration in the referential: it cannot have an end of its own too (HoldEndDate).",
    remedy_fr="Retirez HoldEndDate, ou employez un gel sans durée.",
    remedy_en="Remove HoldEndDate, or use a hold without duration.",
    reference=_CONSISTENCY,
)
HOLD_REVERSED = FindingKind(
    "RUL-025",
    Severity.ERROR,
    fr="Le gel {rule} finit ({end}) avant d'avoir commencé ({start}).",
    en="The hold {rule} ends ({end}) before it begins ({start}).",
    remedy_fr="Corrigez StartDate ou HoldEndDate.",
    remedy_en="Correct StartDate or HoldEndDate.",
    reference=_CONSISTENCY,
)
LAW_IS_STRONGER = FindingKind(
    "RUL-026",
    Severity.WARNING,
    fr="« {rule} » est un code d'accès de la loi : sa durée est celle du code du patrimoine, non celle de cette table.",
    en="“{rule}” is an access code of the law: its delay is that of the code du patrimoine, not the one of this table.",
    remedy_fr="Donnez un autre identifiant à une règle qui vous est propre.",
    remedy_en="Give a rule of your own another identifier.",
    reference="code du patrimoine, L213-2",
)

# 040-059: inheritance.

CYCLE = FindingKind(
    "RUL-040",
    Severity.ERROR,
    fr="Des unités sont placées, directement ou non, à l'intérieur d'elles-mêmes : {units}.",
    en="Units are placed, directly or not, inside themselves: {units}.",
    remedy_fr="Corrigez les rattachements de ces unités.",
    remedy_en="Correct the links of these units.",
)
NO_PARENT = FindingKind(
    "RUL-041",
    Severity.ERROR,
    fr="L'unité {unit} est placée sous une unité inconnue : {parent}.",
    en="The unit {unit} is placed under an unknown unit: {parent}.",
    remedy_fr="Donnez aussi les unités qui sont au-dessus.",
    remedy_en="Give the units above too.",
)

# 600-619: lists of events.

_EVENTS_FR = "Corrigez cette ligne de la liste, puis donnez-la de nouveau."
_EVENTS_EN = "Correct this line of the list, then give it again."


def _event(number: int, fr: str, en: str, remedy_fr: str = _EVENTS_FR, remedy_en: str = _EVENTS_EN) -> FindingKind:
    return FindingKind(f"RUL-{number}", Severity.ERROR, fr, en, remedy_fr, remedy_en)


NOT_A_LIST = _event(
    600,
    "La liste des événements n'est pas lisible : {reason_fr}.",
    "The list of events is not readable: {reason_en}.",
    "Enregistrez la liste en CSV, encodée en UTF-8.",
    "Save the list as CSV, encoded in UTF-8.",
)
NO_EVENT_COLUMN = _event(
    601,
    "Il manque à la liste la colonne {column}.",
    "The list lacks the column {column}.",
    "Colonnes attendues : {columns}.",
    "Columns expected: {columns}.",
)
BAD_EVENT_UNIT = _event(
    602,
    "« {value} » n'est pas l'identifiant d'une unité.",
    "“{value}” is not the identifier of a unit.",
)
NO_EVENT_RULE = _event(603, "La ligne ne nomme aucune règle.", "The line names no rule.")
BAD_EVENT_DAY = _event(
    604,
    "« {value} » n'est pas une date utilisable.",
    "“{value}” is not a usable date.",
    "Écrivez 2026-03-31 ou 31/03/2026, avant l'an 9001.",
    "Write 2026-03-31 or 31/03/2026, before the year 9001.",
)
EVENT_TWICE = _event(
    605,
    "La règle {rule} de l'unité {unit} est déjà à la ligne {first}.",
    "The rule {rule} of the unit {unit} is on line {first} already.",
    "Gardez une seule ligne par unité et par règle.",
    "Keep one line per unit and rule.",
)
TOO_MANY_EVENTS = _event(
    606,
    "La liste a plus de {limit} lignes : la suite n'a pas été lue.",
    "The list has more than {limit} lines: the rest was not read.",
    "Donnez-la en plusieurs fois.",
    "Give it in several parts.",
)
