"""What a list of boxes has to say: ING-080 to ING-089."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_REMEDY_FR = "Corrigez cette ligne de la liste, puis importez-la de nouveau."
_REMEDY_EN = "Correct this line of the list, then import it again."


def _line(number: int, fr: str, en: str, remedy_fr: str = _REMEDY_FR, remedy_en: str = _REMEDY_EN) -> FindingKind:
    return FindingKind(f"ING-{number:03}", Severity.ERROR, fr, en, remedy_fr, remedy_en)


NO_COTE = _line(80, "Cette boîte n'a pas de cote.", "This box has no reference (cote).")
COTE_TWICE = _line(
    81,
    "La cote « {cote} » est déjà à la ligne {first}.",
    "The reference “{cote}” is at line {first} already.",
)
NO_TITLE = _line(82, "La boîte « {cote} » n'a pas d'intitulé.", "The box “{cote}” has no title.")
BAD_DATE = _line(
    83,
    "« {value} » n'est pas une date ({column}).",
    "“{value}” is no date ({column}).",
    "Écrivez 1998, 1998-05, 1998-05-31 ou 31/05/1998.",
    "Write 1998, 1998-05, 1998-05-31 or 31/05/1998.",
)
DATES_REVERSED = _line(
    84, "La boîte « {cote} » finit avant d'avoir commencé.", "The box “{cote}” ends before it begins."
)
BAD_LENGTH = _line(
    85,
    "« {value} » n'est pas un métrage.",
    "“{value}” is no length in linear metres.",
    "Écrivez des mètres linéaires : 0,12.",
    "Write linear metres: 0.12.",
)
RULE_WITHOUT_FATE = _line(
    86,
    "La boîte « {cote} » a une règle et pas de sort final reconnu (« {value} »).",
    "The box “{cote}” has a rule and no known final action (“{value}”).",
    "Écrivez Conserver, Éliminer ou Trier.",
    "Write Conserver, Éliminer or Trier.",
)
EMPTY = _line(
    87, "La liste n'a aucune boîte.", "The list has no box.", "Mettez une boîte par ligne.", "Put one box a line."
)
TOO_MANY_BOXES = _line(
    88, "La liste a plus de {limit} boîtes.", "The list has more than {limit} boxes.", "Coupez-la.", "Cut it."
)
