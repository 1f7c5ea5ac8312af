"""What an order of destruction may have to say. Codes DST-001 to DST-019."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOTHING_NAMED = FindingKind(
    "DST-001",
    Severity.ERROR,
    fr="L'ordre de destruction ne nomme aucune unité : une liste vide ne veut jamais dire tout.",
    en="The order of destruction names no unit: an empty list never means everything.",
    remedy_fr="Nommez les unités à détruire.",
    remedy_en="Name the units to destroy.",
)
NO_SUCH_UNIT = FindingKind(
    "DST-002",
    Severity.ERROR,
    fr="L'archive n'a pas, ou plus, l'unité {unit} : l'ordre de destruction est refusé en entier.",
    en="The archive has not, or no more, the unit {unit}: the whole order of destruction is refused.",
    remedy_fr="Ôtez-la de la liste ; rien n'a été détruit.",
    remedy_en="Take it off the list; nothing was destroyed.",
)
CHILD_STAYS = FindingKind(
    "DST-003",
    Severity.ERROR,
    fr="L'unité {child} reste, et sa parente {unit} serait détruite : l'ordre de destruction est refusé en entier.",
    en="The unit {child} stays, and its parent {unit} would be destroyed: the whole order of destruction is refused.",
    remedy_fr="Ajoutez ce qui est au-dessous à la liste, ou ôtez-en l'unité qui est au-dessus ; rien n'a été détruit.",
    remedy_en="Add what is below to the list, or take the unit above off it; nothing was destroyed.",
)
NOT_A_PACK = FindingKind(
    "DST-004",
    Severity.ERROR,
    fr="Le lot {path} du paquet {package} n'a pas la forme d'un lot : rien ne peut en être détruit sans risque.",
    en="The pack {path} of package {package} has not the form of a pack: nothing can be destroyed in it safely.",
    remedy_fr="Rien n'a été détruit ni enregistré. Prévenez votre administrateur.",
    remedy_en="Nothing was destroyed or recorded. Tell your administrator.",
    reference="docs/format.md 2.5",
)
OUT_OF_STEP = FindingKind(
    "DST-005",
    Severity.ERROR,
    fr="Ce que l'ordre {order} a prévu pour le paquet {package} ne peut être refait à l'identique d'aucune copie.",
    en="What the order {order} foresaw for the package {package} cannot be made alike again from any copy.",
    remedy_fr="Remettez en service une copie où l'ordre est exécuté, ou la version du programme qui l'a donné.",
    remedy_en="Bring back a copy where the order is carried out, or the version of the program that gave it.",
)
NOT_PUBLISHED_THERE = FindingKind(
    "DST-006",
    Severity.WARNING,
    fr="La copie « {copy} » n'a pas encore l'ordre de destruction {order} dans son journal : rien n'y est détruit avant.",
    en="The copy “{copy}” has not the order of destruction {order} in its journal yet: nothing is destroyed there before.",
    remedy_fr="« chartrier copy heal {copy} » la remet à jour ; l'ordre y est exécuté alors.",
    remedy_en="“chartrier copy heal {copy}” brings it up to date; the order is carried out there then.",
)
KEPT_FOR_EVER = FindingKind(
    "DST-008",
    Severity.ERROR,
    fr="Le paquet {package} est d'un acte gardé pour toujours ({operation}) : aucun ordre ne le change.",
    en="The package {package} is of an act that is kept for ever ({operation}): no order changes it.",
    remedy_fr="Rien n'a été détruit ni enregistré. Prévenez votre administrateur.",
    remedy_en="Nothing was destroyed or recorded. Tell your administrator.",
    reference="docs/format.md 2.1.3.2",
)
UNIT_UNDER_WAY = FindingKind(
    "DST-007",
    Severity.ERROR,
    fr="Une unité que l'ordre détruirait vient d'être rattachée à un autre versement, ou un autre ordre l'a détruite.",
    en="A unit that the order would destroy was just attached to another versement, or another order destroyed it.",
    remedy_fr="Rien n'a été détruit ni enregistré par cet ordre. Relisez la liste, puis recommencez.",
    remedy_en="Nothing was destroyed or recorded by this order. Read the list again, then start again.",
)
