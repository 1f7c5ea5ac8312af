"""The columns of a retention table, by their French headers."""

from __future__ import annotations

from enum import StrEnum


class Column(StrEnum):
    """In the order in which a table is written."""

    CODE = "code"
    DOMAIN = "domaine"
    TITLE = "intitulé"
    DUA = "DUA"
    DEPART = "départ"
    COUNTING = "décompte"
    SORT_FINAL = "sort final"
    MENTION = "mention"
    ACCESS = "accès"
    ACCESS_SOURCED = "accès sourcé"
    LEGAL_BASIS = "fondement"
    SOURCE = "source"
    CONFIDENCE = "confiance"
    DOUBTS = "doutes"
    OTHERS = "autres valeurs"
    PERSONAL_DATA = "données personnelles"
    OPEN_DATA = "données ouvertes"


NEEDED = frozenset(Column) - {
    Column.DEPART,
    Column.MENTION,
    Column.ACCESS,
    Column.DOUBTS,
    Column.OTHERS,
    Column.OPEN_DATA,
}
"""What no line may leave empty."""

BETWEEN_OTHERS = " | "
