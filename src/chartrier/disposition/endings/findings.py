"""What événements and lists of échéances have to say. DUE-001 to DUE-019."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_ALL_FR = "Rien n'a été pris : corrigez, puis recommencez."
_ALL_EN = "Nothing was taken: correct this, then do it again."


def _refusal(number: int, fr: str, en: str, remedy_fr: str = _ALL_FR, remedy_en: str = _ALL_EN) -> FindingKind:
    return FindingKind(f"DUE-{number:03}", Severity.ERROR, fr, en, remedy_fr, remedy_en)


UNIT_UNKNOWN = _refusal(
    1,
    "Aucune unité de cette collectivité n'a l'identifiant {unit}.",
    "No unit of this tenant has the identifier {unit}.",
)
RULE_NOT_DECLARED = _refusal(
    2,
    "L'unité {unit} ne déclare pas elle-même la règle {rule}.",
    "The unit {unit} does not declare the rule {rule} itself.",
    "Donnez l'événement à l'unité qui la déclare : « chartrier rules show --unit {unit} » la nomme.",
    "Give the event to the unit that declares it: “chartrier rules show --unit {unit}” names it.",
)
RULE_NOT_WAITING = _refusal(
    3,
    "La règle {rule} de l'unité {unit} n'attend rien : elle court depuis le {day}.",
    "The rule {rule} of the unit {unit} waits for nothing: it runs from {day}.",
    "Pour remplacer cette date : --replace, avec un motif (--motive).",
    "To replace this date: --replace, with a reason (--motive).",
)
EARLIER_THAN_STATED = _refusal(
    4,
    "La règle {rule} de l'unité {unit} ne peut pas courir dès le {day} : le bordereau dit {stated}.",
    "The rule {rule} of the unit {unit} cannot run from {day}: the bordereau says {stated}.",
    "Une échéance n'est jamais plus tôt que le bordereau ne le dit : corrigez l'unité si celui-ci se trompe.",
    "An échéance is never earlier than the bordereau says: correct the unit if that is wrong.",
)
SAME_DAY = _refusal(
    5,
    "La règle {rule} de l'unité {unit} court déjà depuis le {day}.",
    "The rule {rule} of the unit {unit} runs from {day} already.",
)
MOTIVE_NEEDED = _refusal(
    6,
    "Remplacer une date demande un motif.",
    "Replacing a date takes a reason.",
    "Ajoutez --motive.",
    "Add --motive.",
)
NOTHING_GIVEN = _refusal(
    7,
    "Aucun événement n'est donné.",
    "No event is given.",
    "Donnez --unit, --rule et --day, ou une liste avec --list.",
    "Give --unit, --rule and --day, or a list with --list.",
)
EVENT_IS_NO_DAY = _refusal(
    8,
    "« {day} » n'est pas une date utilisable.",
    "“{day}” is not a usable date.",
    "Écrivez 2026-03-31 ou 31/03/2026, avant l'an 9001.",
    "Write 2026-03-31 or 31/03/2026, before the year 9001.",
)
BAD_PAGE = _refusal(
    9,
    "« {after} » ne dit pas où commence la page suivante.",
    "“{after}” does not say where the next page begins.",
    "Reprenez ce que la page précédente a donné.",
    "Take what the page before gave.",
)
NO_SUCH_CATEGORY = _refusal(
    10,
    "« {category} » n'est pas une catégorie de règles.",
    "“{category}” is not a category of rules.",
    "Catégories : {choices}.",
    "Categories: {choices}.",
)
LIST_UNWRITABLE = _refusal(
    11,
    "La liste ne peut pas être écrite dans « {path} » : {why}.",
    "The list cannot be written to “{path}”: {why}.",
    "Choisissez un fichier qui n'existe pas encore, dans un dossier où vous pouvez écrire.",
    "Choose a file that does not exist yet, in a folder where you may write.",
)
