"""What the catalog says of units that acts change or hold: CAT-080 to CAT-089."""

from chartrier.records.finding import FindingKind, Severity

GEL_LIFTED = FindingKind(
    "CAT-080",
    Severity.ERROR,
    fr="Le gel {gel} n'est pas en vigueur.",
    en="The gel {gel} is not in force.",
    remedy_fr="« chartrier hold list » donne les gels en vigueur.",
    remedy_en="“chartrier hold list” gives the gels in force.",
)
HELD_UNIT_GONE = FindingKind(
    "CAT-081",
    Severity.ERROR,
    fr="Une des unités à geler vient d'être éliminée : rien n'a été fait.",
    en="One of the units to hold was eliminated at this moment: nothing was done.",
    remedy_fr="Recommencez avec les unités qui restent.",
    remedy_en="Begin again with the units that are left.",
)
UNIT_CHANGED = FindingKind(
    "CAT-082",
    Severity.ERROR,
    fr="L'unité {unit} a changé pendant que vous la corrigiez, ou n'est plus là : rien n'a été fait.",
    en="The unit {unit} was changed while you corrected it, or is gone: nothing was done.",
    remedy_fr="Regardez-la (chartrier show), puis recommencez.",
    remedy_en="Look at it (chartrier show), then begin again.",
)
WOULD_CYCLE = FindingKind(
    "CAT-083",
    Severity.ERROR,
    fr="L'unité {unit} se contiendrait elle-même : rien n'a été fait.",
    en="The unit {unit} would contain itself: nothing was done.",
    remedy_fr="Choisissez un nouveau parent qui n'est pas dans cette unité.",
    remedy_en="Choose a new parent that is not within this unit.",
)
HELD_IN_PLACE = FindingKind(
    "CAT-084",
    Severity.ERROR,
    fr="L'unité {unit} ne peut pas être déplacée : un gel la retient, elle ou ce qu'elle contient.",
    en="The unit {unit} cannot be moved: a gel holds it, or something within it.",
    remedy_fr="« chartrier hold list » donne les gels en vigueur ; il faut d'abord lever celui-là.",
    remedy_en="“chartrier hold list” gives the gels in force; that one must be lifted first.",
)
ALREADY_DEFINITIVE = FindingKind(
    "CAT-085",
    Severity.ERROR,
    fr="Une de ces unités vient de devenir archive définitive : rien n'a été fait.",
    en="One of these units has just become archive définitive: nothing was done.",
    remedy_fr="Recommencez avec les autres.",
    remedy_en="Begin again with the others.",
)
NOT_DEFINITIVE = FindingKind(
    "CAT-086",
    Severity.ERROR,
    fr="Ce que l'acte {act} avait rendu définitif ne l'est plus.",
    en="What the act {act} had made definitive is so no more.",
    remedy_fr="« chartrier history UNITÉ » dit ce qui est arrivé.",
    remedy_en="“chartrier history UNIT” tells what happened.",
)
KEPT_IN_PLACE = FindingKind(
    "CAT-087",
    Severity.ERROR,
    fr="L'unité {unit} ne peut pas être déplacée : une règle de gel (HoldRule, PreventRearrangement) la retient, elle ou "
    "ce qu'elle contient.",
    en="The unit {unit} cannot be moved: a hold rule (HoldRule, PreventRearrangement) keeps it, or something within it, "
    "in its place.",
    remedy_fr="« chartrier rules show --unit UNITÉ » montre la règle et d'où elle vient ; il faut d'abord qu'elle finisse, "
    "ou la corriger.",
    remedy_en="“chartrier rules show --unit UNIT” shows the rule and where it comes from; it must end first, or be "
    "corrected.",
)
