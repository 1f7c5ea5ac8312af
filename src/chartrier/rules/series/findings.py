"""What a retention table has to say. Codes are stable for ever; RUL-230 to RUL-259 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_LINE_FR = "Corrigez cette ligne du tableau, puis importez-le de nouveau."
_LINE_EN = "Correct this line of the table, then import it again."
_TABLE = "Tableau de gestion"


def _error(
    number: int, fr: str, en: str, remedy_fr: str = _LINE_FR, remedy_en: str = _LINE_EN, reference: str = _TABLE
) -> FindingKind:
    return FindingKind(f"RUL-{number}", Severity.ERROR, fr, en, remedy_fr, remedy_en, reference)


# 230-249: reading.

NOT_A_TABLE = _error(
    230,
    "Le tableau des séries n'est pas lisible : {reason_fr}.",
    "The table of series is not readable: {reason_en}.",
    "Enregistrez le tableau en CSV, encodé en UTF-8, séparé par des points-virgules.",
    "Save the table as CSV, encoded in UTF-8, separated by semicolons.",
)
NO_COLUMN = _error(
    231,
    "Il manque au tableau la colonne « {column} ».",
    "The table lacks the column “{column}”.",
    "Colonnes attendues, séparées par des points-virgules : {columns}.",
    "Columns expected, separated by semicolons: {columns}.",
)
UNKNOWN_COLUMN = FindingKind(
    "RUL-232",
    Severity.WARNING,
    fr="La colonne « {column} » n'est pas connue : elle n'est pas lue.",
    en="The column “{column}” is unknown: it is not read.",
    remedy_fr="Retirez-la, ou donnez-lui l'un de ces noms : {columns}.",
    remedy_en="Remove it, or give it one of these names: {columns}.",
    reference=_TABLE,
)
COLUMN_TWICE = _error(
    233,
    "La colonne « {column} » est deux fois dans le tableau.",
    "The column “{column}” is in the table twice.",
    "Gardez-en une seule.",
    "Keep one only.",
)
CELLS = _error(
    234,
    "La ligne n'a pas le même nombre de cases que l'en-tête ({count} au lieu de {expected}).",
    "The line does not have as many cells as the header ({count} instead of {expected}).",
)
TOO_MANY_SERIES = _error(
    235,
    "Le tableau a plus de {limit} séries : la suite n'a pas été lue.",
    "The table has more than {limit} series: the rest was not read.",
    "Retirez les séries qui ne servent pas.",
    "Leave out the series that are not used.",
)
BAD_CELL = _error(
    236,
    "La case « {column} » est trop longue (plus de {limit} caractères) ou contient un caractère invisible.",
    "The cell “{column}” is too long (over {limit} characters) or has an invisible character in it.",
)
EMPTY_CELL = _error(
    237,
    "La case « {column} » est vide.",
    "The cell “{column}” is empty.",
)
BAD_CODE = _error(
    238,
    "Le code de série « {value} » n'est pas utilisable.",
    "The series code “{value}” is not usable.",
    "Employez au plus 32 lettres sans accent, chiffres, points, tirets et soulignés, en commençant par une lettre ou un "
    "chiffre.",
    "Use at most 32 plain letters, digits, dots, hyphens and underscores, beginning with a letter or a digit.",
)
TWICE = _error(
    239,
    "La série {code} est déjà à la ligne {first}.",
    "The series {code} is on line {first} already.",
    "Gardez une seule ligne par série.",
    "Keep one line per series.",
)
BAD_DUA = _error(
    240,
    "La DUA « {value} » de la série {code} n'est pas comprise.",
    "The DUA “{value}” of the series {code} is not understood.",
    "Écrivez par exemple « 10 ans », « 40 mois », « 30 jours », « au plus 1 mois », « jusqu'à l'événement », « aucune » "
    "ou « à établir ».",
    "Write for example « 10 ans », « 40 mois », « 30 jours », « au plus 1 mois », « jusqu'à l'événement », « aucune » "
    "or « à établir ».",
)
BAD_CHOICE = _error(
    241,
    "« {value} » ne convient pas à la colonne « {column} » (série {code}).",
    "“{value}” does not fit the column “{column}” (series {code}).",
    "Valeurs possibles : {choices}.",
    "Possible values: {choices}.",
)
NO_DEPART = _error(
    242,
    "La DUA de la série {code} n'a pas de départ.",
    "The DUA of the series {code} has no starting event.",
    "Dites à partir de quel événement elle court : {choices}.",
    "Say from which event it runs: {choices}.",
)
DEPART_WITHOUT_DUA = _error(
    243,
    "La série {code} a un départ, mais pas de DUA à compter.",
    "The series {code} has a starting event, but no DUA to count.",
    "Donnez une DUA, ou videz la case « départ ».",
    "Give a DUA, or empty the cell “départ”.",
)
NO_MENTION = _error(
    244,
    "La série {code} est à trier, mais ne dit pas comment.",
    "The series {code} is to be sampled, but does not say how.",
    "Écrivez dans « mention » ce qui est gardé, ou qui en décide.",
    "Write in “mention” what is kept, or who decides.",
)
UNKNOWN_ACCESS = _error(
    245,
    "La série {code} a un code d'accès inconnu : « {value} ».",
    "The series {code} has an unknown access code: “{value}”.",
    "Employez les codes AR038 à AR062, séparés par des espaces, ou laissez vide : l'accès sera à déterminer.",
    "Use the codes AR038 to AR062, separated by spaces, or leave empty: access will be to be determined.",
)
BAD_OTHER = _error(
    246,
    "L'autre valeur « {value} » de la série {code} n'est pas comprise.",
    "The other value “{value}” of the series {code} is not understood.",
    "Écrivez par exemple « DUA : 5 ans (source) » ou « sort final : Trier (source) », séparées par « | ».",
    "Write for example « DUA : 5 ans (source) » or « sort final : Trier (source) », separated by “|”.",
)

# 250-259: validating.

UNDECIDED = _error(
    250,
    "{count} séries attendent une décision, dont {code} : le tableau ne peut pas être dit validé.",
    "{count} series await a decision, {code} among them: the table cannot be said to be validated.",
    "Choisissez pour chacune une DUA et un sort final, puis videz « autres valeurs ».",
    "Choose a DUA and a sort final for each, then empty “autres valeurs”.",
)
NO_SERIES = _error(
    251,
    "Le tableau est vide : il n'y a rien à valider.",
    "The table is empty: there is nothing to validate.",
    "Importez d'abord les séries.",
    "Import the series first.",
)
NO_VALIDATION = _error(
    252,
    "La validation ne dit pas qui l'a donnée, ou par quelle lettre.",
    "The validation does not say who gave it, or by which letter.",
    "Recopiez le nom et la référence de la lettre des Archives départementales.",
    "Copy the name and the reference of the letter of the Archives départementales.",
)
