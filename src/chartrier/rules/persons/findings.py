"""What the law of persons' rights has to say (DDP-001 to DDP-019), and that of violations (VIO)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

GROUND_NOT_OPEN = FindingKind(
    "DDP-001",
    Severity.ERROR,
    fr="Le motif « {ground} » ne permet pas de refuser pour l'unité {unit}.",
    en="The ground “{ground}” does not allow a refusal for the unit {unit}.",
    remedy_fr="Pour cette unité, à son âge et pour ce droit, les motifs sont : {choices}.",
    remedy_en="For this unit, at its age and for this right, the grounds are: {choices}.",
    reference="RGPD 15(4), 16, 17(3), 21(1); loi 78-17, 78",
)
MUST_BE_GRANTED = FindingKind(
    "DDP-002",
    Severity.ERROR,
    fr="Rien ne permet de refuser l'effacement de l'unité {unit} : sa durée d'utilité administrative est finie.",
    en="Nothing allows a refusal to erase the unit {unit}: its retention period (DUA) is over.",
    remedy_fr="Accordez-le : l'unité partira par une proposition d'élimination, sous le visa des Archives "
    "départementales. Si elles veulent la garder, faites-en d'abord une archive définitive.",
    remedy_en="Grant it: the unit will leave by a proposal of élimination, under the visa of the Archives "
    "départementales. If they want it kept, make it definitive first.",
    reference="RGPD 17(3); code du patrimoine, L212-2",
)
NO_WHY = FindingKind(
    "DDP-003",
    Severity.ERROR,
    fr="Un refus n'a pas de raison.",
    en="A refusal has no reason.",
    remedy_fr="Dites pourquoi, en des mots que la personne comprendra : ils seront dans la réponse.",
    remedy_en="Say why, in words that the person will understand: they will be in the answer.",
    reference="RGPD 12(4)",
)
NO_NEW_VERSION = FindingKind(
    "DDP-004",
    Severity.ERROR,
    fr="La rectification de l'unité {unit} ne nomme pas ce qui la rectifie.",
    en="The rectification of the unit {unit} does not name what rectifies it.",
    remedy_fr="Faites verser par le service producteur la nouvelle version ou la mention rectificative, puis nommez cette unité.",
    remedy_en="Have the producing service deposit the new version or the rectifying mention, then name that unit.",
    reference="RGPD 16",
)
NOTHING_TO_ANNEX = FindingKind(
    "DDP-005",
    Severity.ERROR,
    fr="Rien n'est à annexer à l'unité {unit} dans ce cas.",
    en="Nothing is to be annexed to the unit {unit} in this case.",
    remedy_fr="Une unité s'annexe à une rectification accordée, ou à un refus portant sur une archive définitive.",
    remedy_en="A unit is annexed to a rectification that is granted, or to a refusal over an archive définitive.",
)
NEVER_ERASED = FindingKind(
    "DDP-006",
    Severity.ERROR,
    fr="L'unité {unit} est une archive définitive : elle ne s'efface pas.",
    en="The unit {unit} is archive définitive: it is not erased.",
    remedy_fr="Refusez par rgpd-17-3-d ; la personne peut faire annexer une déclaration.",
    remedy_en="Refuse by rgpd-17-3-d; the person may have a declaration annexed.",
    reference="RGPD 17(3)(d), 89",
)
HELD_BACK = FindingKind(
    "DDP-007",
    Severity.ERROR,
    fr="L'unité {unit} est sous gel : son effacement ne peut pas être accordé.",
    en="The unit {unit} is held: its erasure cannot be granted.",
    remedy_fr="Faites lever le gel, ou refusez par rgpd-17-3-e si un contentieux le demande.",
    remedy_en="Have the hold lifted, or refuse by rgpd-17-3-e where a dispute requires it.",
)
NO_NAME = FindingKind(
    "DDP-008",
    Severity.ERROR,
    fr="La demande ne nomme personne.",
    en="The request names nobody.",
    remedy_fr="Donnez le nom de la personne qui demande.",
    remedy_en="Give the name of the person who asks.",
)
RECEIVED_TO_COME = FindingKind(
    "DDP-009",
    Severity.ERROR,
    fr="Le {day:day} n'est pas encore arrivé.",
    en="{day:day} has not come yet.",
    remedy_fr="Donnez le jour où cela a eu lieu.",
    remedy_en="Give the day on which it happened.",
)
LATE_NOTICE = FindingKind(
    "DDP-010",
    Severity.ERROR,
    fr="Le délai ne peut plus être prolongé : la personne devait en être informée au plus tard le {day:day}.",
    en="The time can no longer be extended: the person had to be told by {day:day}.",
    remedy_fr="Répondez sans attendre, et dites dans la réponse pourquoi elle est tardive.",
    remedy_en="Answer without waiting, and say in the answer why it is late.",
    reference="RGPD 12(3)",
)
NO_REASON = FindingKind(
    "DDP-011",
    Severity.ERROR,
    fr="Il manque la raison.",
    en="The reason is missing.",
    remedy_fr="Dites pourquoi, en une phrase.",
    remedy_en="Say why, in a sentence.",
)
NOT_OF_THE_WHOLE = FindingKind(
    "DDP-012",
    Severity.ERROR,
    fr="Le motif « {ground} » ne refuse pas une demande entière.",
    en="The ground “{ground}” does not refuse a whole request.",
    remedy_fr="Une demande entière se refuse par : {choices}.",
    remedy_en="A whole request is refused by: {choices}.",
    reference="RGPD 12(2), 12(5)",
)
NOTHING_HAPPENED = FindingKind(
    "VIO-001",
    Severity.ERROR,
    fr="La violation ne dit pas ce qui s'est passé.",
    en="The violation does not say what happened.",
    remedy_fr="Dites-le en quelques phrases ; le reste pourra être complété ensuite.",
    remedy_en="Say it in a few sentences; the rest may be completed later.",
    reference="RGPD 33(5)",
)
KNOWN_TO_COME = FindingKind(
    "VIO-002",
    Severity.ERROR,
    fr="{moment} n'est pas encore arrivé, ou vient avant la prise de connaissance.",
    en="{moment} has not come yet, or comes before the violation was known.",
    remedy_fr="Donnez le jour et l'heure où cela a eu lieu.",
    remedy_en="Give the day and hour at which it happened.",
)
NO_RISK_BUT_NO_WHY = FindingKind(
    "VIO-003",
    Severity.ERROR,
    fr="Il n'est pas dit pourquoi {what_fr}.",
    en="It is not said why {what_en}.",
    remedy_fr="Donnez la raison : le registre des violations la garde, et la CNIL peut la demander.",
    remedy_en="Give the reason: the register of violations keeps it, and the CNIL may ask for it.",
    reference="RGPD 33(1), 33(5), 34(3)",
)
