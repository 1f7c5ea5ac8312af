"""What the rules in the catalog have to say. CAT-090 to CAT-099."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_REMEDY_FR = "Gardez cette règle telle qu'elle est, ou corrigez d'abord les unités qui la déclarent."
_REMEDY_EN = "Keep this rule as it is, or correct the units that declare it first."
_REFERENCE = "STP_IMPORT_RULES.DELETE_ERROR"

RULE_REMOVED = FindingKind(
    "CAT-090",
    Severity.ERROR,
    fr="La règle {rule} est déclarée par des unités ({units}) : elle ne peut pas être retirée.",
    en="The rule {rule} is declared by units ({units}): it cannot be removed.",
    remedy_fr=_REMEDY_FR,
    remedy_en=_REMEDY_EN,
    reference=_REFERENCE,
)
RULE_SWITCHED = FindingKind(
    "CAT-091",
    Severity.ERROR,
    fr="La règle {rule} est déclarée par des unités ({units}) : elle ne peut pas passer d'une durée définie à une"
    " durée non définie, ni l'inverse.",
    en="The rule {rule} is declared by units ({units}): it cannot change between a defined and an undefined duration.",
    remedy_fr=_REMEDY_FR,
    remedy_en=_REMEDY_EN,
    reference="STP_IMPORT_RULES.UPDATED_RULES",
)
RULE_OF_ANOTHER_CATEGORY = FindingKind(
    "CAT-092",
    Severity.ERROR,
    fr="La règle {rule} est déclarée par des unités ({units}) : elle ne peut pas changer de catégorie.",
    en="The rule {rule} is declared by units ({units}): it cannot change its category.",
    remedy_fr=_REMEDY_FR,
    remedy_en=_REMEDY_EN,
    reference="STP_IMPORT_RULES.UPDATED_RULES",
)
