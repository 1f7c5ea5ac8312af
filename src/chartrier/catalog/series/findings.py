"""What retention tables in the catalog have to say. CAT-070 to CAT-074."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_THE_TABLE_IN_FORCE = FindingKind(
    "CAT-070",
    Severity.ERROR,
    fr="Le tableau de gestion a été changé par quelqu'un d'autre entre-temps : rien n'a été enregistré.",
    en="Somebody else changed the retention table meanwhile: nothing was recorded.",
    remedy_fr="Relisez-le (chartrier series list), puis recommencez.",
    remedy_en="Read it again (chartrier series list), then try again.",
)
SERIES_IN_USE = FindingKind(
    "CAT-071",
    Severity.ERROR,
    fr="La série {code} est déclarée par des unités ({units}) : elle ne peut pas être retirée du tableau.",
    en="The series {code} is declared by units ({units}): it cannot be taken out of the table.",
    remedy_fr="Gardez sa ligne ; si elle ne sert plus, dites-le dans sa mention.",
    remedy_en="Keep its line; if it is of no more use, say so in its mention.",
)
