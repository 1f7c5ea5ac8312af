"""What the tableau de gestion has to say; ADM-100 to ADM-119 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity


def _error(number: int, fr: str, en: str, remedy_fr: str, remedy_en: str) -> FindingKind:
    return FindingKind(f"ADM-{number:03}", Severity.ERROR, fr, en, remedy_fr, remedy_en)


NO_TABLE = _error(
    100,
    "Cette collectivité n'a pas encore de tableau de gestion.",
    "This tenant has no retention table yet.",
    "Adoptez celui qui est fourni (chartrier series adopt), ou importez le vôtre (chartrier series import).",
    "Adopt the one that is shipped (chartrier series adopt), or import yours (chartrier series import).",
)
NO_SUCH_SERIES = _error(
    101,
    "Il n'y a pas de série « {code} » dans ce tableau.",
    "There is no series “{code}” in this table.",
    "« chartrier series list » donne celles de la collectivité, « chartrier series list --shipped » celles qui sont "
    "fournies.",
    "“chartrier series list” tells those of the tenant, “chartrier series list --shipped” those that are shipped.",
)
NO_SUCH_TABLE = _error(
    102,
    "Aucun tableau de gestion de cette collectivité ne porte l'identifiant « {act} ».",
    "No retention table of this tenant has the identifier “{act}”.",
    "« chartrier series history » les donne.",
    "“chartrier series history” lists them.",
)
NOTHING_TO_DECIDE = _error(
    103,
    "Il faut dire ce qui est décidé de la série {code}.",
    "What is decided of the series {code} must be said.",
    "Donnez --dua, --depart, --counting, --sort-final, --mention ou --access.",
    "Give --dua, --depart, --counting, --sort-final, --mention or --access.",
)
TO_CONFIRM = _error(
    105,
    "Ce changement déplacerait l'échéance d'unités déjà archivées ({units}), dont {due} seraient alors échues : rien n'a "
    "été enregistré.",
    "This change would move the échéance of units already archived ({units}), {due} of which would then be due: nothing "
    "was recorded.",
    "Voyez le détail avec --dry-run, puis recommencez avec --confirm.",
    "See the detail with --dry-run, then try again with --confirm.",
)
LETTER_OF_TOMORROW = _error(
    106,
    "La lettre de validation serait datée du {day}, qui n'est pas encore venu.",
    "The letter of validation would be dated {day}, which has not come yet.",
    "Recopiez la date de la lettre.",
    "Copy the date of the letter.",
)
