"""What there is to say of packages that leave: codes DLV-001 to DLV-029."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SUCH_UNIT = FindingKind(
    "DLV-001",
    Severity.ERROR,
    fr="Aucune unité d'archives de cette collectivité ne porte l'identifiant « {identifier} », ou vous n'y avez pas accès.",
    en="No archive unit of this tenant has the identifier “{identifier}”, or you may not see it.",
    remedy_fr="Vérifiez l'identifiant ; « chartrier search » aide à le retrouver. Rien n'a été remis.",
    remedy_en="Check the identifier; “chartrier search” helps to find it. Nothing was delivered.",
)
NOTHING_ASKED = FindingKind(
    "DLV-002",
    Severity.ERROR,
    fr="Aucune unité n'est demandée : une liste vide ne veut jamais dire « tout ».",
    en="No unit is asked for: an empty list never means “everything”.",
    remedy_fr="Donnez au moins un identifiant d'unité.",
    remedy_en="Give at least one unit identifier.",
)
VERSION_LACKS = FindingKind(
    "DLV-003",
    Severity.ERROR,
    fr="Le SEDA {version} n'a pas l'élément {element}, dont ces descriptions ont besoin.",
    en="SEDA {version} has no element {element}, which these descriptions need.",
    remedy_fr="Versions possibles : {possible}.",
    remedy_en="Possible versions: {possible}.",
)
NO_VERSION = FindingKind(
    "DLV-004",
    Severity.ERROR,
    fr="Aucune version du SEDA n'a tous les éléments de ces descriptions, venues de versements de versions différentes.",
    en="No version of SEDA has all the elements of these descriptions, which came in transfers of different versions.",
    remedy_fr="Demandez les unités de chaque versement à part.",
    remedy_en="Ask for the units of each transfer apart.",
)
NOT_OFFICIAL = FindingKind(
    "DLV-005",
    Severity.WARNING,
    fr="Ces descriptions ont des éléments que le SEDA {version} officiel n'a pas ({element}) : ils sont remis tels que reçus.",
    en="These descriptions have elements that the official SEDA {version} has not ({element}): they are handed on as received.",
    remedy_fr="Prévenez le destinataire : un contrôle strict du schéma les refuserait.",
    remedy_en="Tell the recipient: a strict check of the schema would refuse them.",
)
REFERENCES_LOST = FindingKind(
    "DLV-006",
    Severity.WARNING,
    fr="{count} éléments {element} ne sont pas remis : ils renvoient à ce qui n'est pas dans le paquet.",
    en="{count} elements {element} are left out: they refer to what is not in the package.",
    remedy_fr="Demandez aussi ce à quoi ils renvoient, ou tous les usages, si le destinataire en a besoin.",
    remedy_en="Ask for what they refer to as well, or for all usages, if the recipient needs them.",
)
NO_BORDEREAU = FindingKind(
    "DLV-007",
    Severity.ERROR,
    fr="Le bordereau du versement {versement} n'est intact dans aucune copie.",
    en="The bordereau of the transfer {versement} is intact in no copy.",
    remedy_fr="Prévenez l'exploitant : « chartrier audit » dit l'étendue du dommage. Rien n'a été remis.",
    remedy_en="Tell the operator: “chartrier audit” tells how far the damage goes. Nothing was delivered.",
)
NO_OBJECT = FindingKind(
    "DLV-008",
    Severity.WARNING,
    fr="Aucun objet de ces unités n'a l'un des usages demandés ({usages}) : les descriptions sont remises seules.",
    en="No object of these units has one of the usages asked for ({usages}): the descriptions are delivered alone.",
    remedy_fr="« chartrier show » donne les usages d'une unité.",
    remedy_en="“chartrier show” tells the usages of a unit.",
)
NOT_PERMITTED = FindingKind(
    "DLV-009",
    Severity.ERROR,
    fr="Vos rôles dans cette collectivité ne permettent pas de remettre des archives.",
    en="Your roles for this tenant do not let you deliver archives.",
    remedy_fr="Demandez à l'archiviste ou au chef du service.",
    remedy_en="Ask the archivist or the head of the service.",
)
NO_PROOF = FindingKind(
    "DLV-010",
    Severity.ERROR,
    fr="Aucune copie ne prouve {what} : le paquet de preuves n'a pas été fait.",
    en="No copy proves {what}: the bundle of proofs was not made.",
    remedy_fr="« chartrier audit --repair » remet les copies en état ; recommencez ensuite.",
    remedy_en="“chartrier audit --repair” mends the copies; try again afterwards.",
)
FOLDER_THERE = FindingKind(
    "DLV-011",
    Severity.ERROR,
    fr="{folder} existe déjà.",
    en="{folder} is there already.",
    remedy_fr="Choisissez un autre nom : rien n'y est jamais écrasé.",
    remedy_en="Choose another name: nothing there is ever overwritten.",
)
OTHER_DEPARTURE = FindingKind(
    "DLV-012",
    Severity.ERROR,
    fr="{folder} n'est pas le dossier commencé par le départ de la collectivité {tenant}.",
    en="{folder} is not the folder that the departure of tenant {tenant} began.",
    remedy_fr="Choisissez un autre nom, ou mettez ce dossier de côté.",
    remedy_en="Choose another name, or put that folder aside.",
)
FOLDER_UNWRITABLE = FindingKind(
    "DLV-013",
    Severity.ERROR,
    fr="{folder} ne peut pas être écrit : {why}.",
    en="{folder} cannot be written: {why}.",
    remedy_fr="Vérifiez que son dossier existe, que vous pouvez y écrire et qu'il y reste de la place, puis recommencez : "
    "ce qui est fait ne sera pas refait.",
    remedy_en="Check that its folder exists, that you may write there and that room is left, then try again: "
    "what is done will not be done again.",
)
NOT_WHOLE = FindingKind(
    "DLV-014",
    Severity.ERROR,
    fr="Ce qui a été écrit dans {folder} n'est pas prouvé : le dossier garde son nom provisoire. {why}",
    en="What was written to {folder} is not proven: the folder keeps its provisional name. {why}",
    remedy_fr="« chartrier audit --repair », puis recommencez ; si cela demeure, videz ce dossier d'abord.",
    remedy_en="“chartrier audit --repair”, then try again; if it stays so, empty that folder first.",
)
SEDA_LEFT_OUT = FindingKind(
    "DLV-015",
    Severity.WARNING,
    fr="Le versement {versement} n'a pas pu être remis en SEDA : {why}",
    en="The transfer {versement} could not be delivered as SEDA: {why}",
    remedy_fr="Son paquet est dans la copie, entier ; le bordereau d'origine s'y lit.",
    remedy_en="Its package is in the copy, whole; the original bordereau is in it.",
)
CONTRADICTED = FindingKind(
    "DLV-016",
    Severity.ERROR,
    fr="L'unité {unit} tient plusieurs valeurs de {name} d'unités qui ne partent pas : une seule unité ne peut pas les déclarer toutes.",
    en="Unit {unit} has several values of {name} from units that do not leave: one unit cannot declare them all.",
    remedy_fr="Corrigez l'unité pour qu'elle déclare celle qui vaut (chartrier correct), ou transférez depuis les unités au-dessus.",
    remedy_en="Correct the unit so that it declares the one that holds (chartrier correct), or transfer from the units above.",
)
CONTRADICTION_TOLD = FindingKind(
    "DLV-017",
    Severity.WARNING,
    fr="L'unité {unit} tient plusieurs valeurs de {name} d'unités qui ne sont pas remises : le paquet n'en dit aucune ; pour un sort final il dit de conserver (ou de copier).",
    en="Unit {unit} has several values of {name} from units that are not delivered: the package tells none of them; of a final action it says to keep (or to copy).",
    remedy_fr="« chartrier rules show --unit » les donne toutes ; corrigez l'unité si une seule vaut.",
    remedy_en="“chartrier rules show --unit” tells them all; correct the unit if only one holds.",
)
