"""What curation has to say: CUR-001 to CUR-049."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_UNITS = FindingKind(
    "CUR-001",
    Severity.ERROR,
    fr="Aucune unité n'est désignée : rien n'a été fait.",
    en="No unit is named: nothing was done.",
    remedy_fr="Désignez-les : une liste vide ne veut jamais dire « toutes ».",
    remedy_en="Name them: an empty list never means “all”.",
)
UNKNOWN_UNIT = FindingKind(
    "CUR-002",
    Severity.ERROR,
    fr="L'unité « {unit} » n'est pas dans cette collectivité.",
    en="The unit “{unit}” is not in this tenant.",
    remedy_fr="Vérifiez l'identifiant ; « chartrier search » aide à le retrouver.",
    remedy_en="Check the identifier; “chartrier search” helps to find it.",
)
NOTHING_SAID = FindingKind(
    "CUR-003",
    Severity.ERROR,
    fr="Il manque {what_fr}.",
    en="{what_en} is missing.",
    remedy_fr="Dites-le : celui qui relira cet acte dans trente ans n'aura que cela.",
    remedy_en="Say it: whoever reads this act in thirty years has nothing else.",
)
NO_SUCH_GEL = FindingKind(
    "CUR-004",
    Severity.ERROR,
    fr="Il n'y a pas de gel « {gel} » dans cette collectivité.",
    en="There is no gel “{gel}” in this tenant.",
    remedy_fr="« chartrier hold list » les donne.",
    remedy_en="“chartrier hold list” gives them.",
)
MAY_NOT = FindingKind(
    "CUR-005",
    Severity.ERROR,
    fr="Vous n'avez pas le droit de faire cela pour cette collectivité ({permission}).",
    en="You may not do this for this tenant ({permission}).",
    remedy_fr="Demandez le rôle qu'il faut à l'exploitant (chartrier person).",
    remedy_en="Ask the operator for the role it takes (chartrier person).",
)
BAD_IDENTIFIER = FindingKind(
    "CUR-013",
    Severity.ERROR,
    fr="« {value} » n'est pas un identifiant d'unité.",
    en="“{value}” is not the identifier of a unit.",
    remedy_fr="L'identifiant est celui que donnent « chartrier search » et « chartrier show ».",
    remedy_en="The identifier is the one that “chartrier search” and “chartrier show” give.",
)
TOO_MANY = FindingKind(
    "CUR-014",
    Severity.ERROR,
    fr="Plus de {limit} unités à la fois : rien n'a été fait.",
    en="More than {limit} units at once: nothing was done.",
    remedy_fr="Faites-le en plusieurs fois.",
    remedy_en="Do it in several times.",
)
NO_CHANGE = FindingKind(
    "CUR-020",
    Severity.ERROR,
    fr="Il n'y a rien à corriger : tout est déjà ainsi.",
    en="There is nothing to correct: all is so already.",
    remedy_fr="Regardez les unités avec « chartrier show ».",
    remedy_en="Look at the units with “chartrier show”.",
)
WHICH_PARENT = FindingKind(
    "CUR-021",
    Severity.ERROR,
    fr="L'unité {unit} est dans {count} unités : d'où faut-il la déplacer ?",
    en="The unit {unit} is in {count} units: from where is it to be moved?",
    remedy_fr="Dites-le avec --from.",
    remedy_en="Say it with --from.",
)
NOT_IN_PARENT = FindingKind(
    "CUR-022",
    Severity.ERROR,
    fr="L'unité {unit} n'est pas dans {parent}.",
    en="The unit {unit} is not in {parent}.",
    remedy_fr="« chartrier show » dit où elle est.",
    remedy_en="“chartrier show” tells where it is.",
)
NOT_JSON = FindingKind(
    "CUR-023",
    Severity.ERROR,
    fr="Le fichier {path} n'est pas une description en JSON ({why}).",
    en="The file {path} is no description in JSON ({why}).",
    remedy_fr="Partez de celle que donne « chartrier show --json », sous « content ».",
    remedy_en="Start from the one that “chartrier show --json” gives, under “content”.",
)
NOT_SEDA = FindingKind(
    "CUR-024",
    Severity.ERROR,
    fr="La version du SEDA de l'unité {unit} n'est pas connue : elle ne peut pas être corrigée.",
    en="The version of SEDA of the unit {unit} is not known: it cannot be corrected.",
    remedy_fr="Prévenez l'exploitant.",
    remedy_en="Tell the operator.",
)
WRONG_COUNT = FindingKind(
    "CUR-025",
    Severity.ERROR,
    fr="Ce sont {count} unités à corriger, et non {typed} : rien n'a été fait.",
    en="{count} units are to be corrected, not {typed}: nothing was done.",
    remedy_fr="Regardez ce qui serait fait (--dry-run), puis donnez ce nombre avec --count.",
    remedy_en="Look at what would be done (--dry-run), then give that number with --count.",
)
UNREADABLE_CHANGE = FindingKind(
    "CUR-026",
    Severity.ERROR,
    fr="« {text} » n'est pas une correction.",
    en="“{text}” is not a correction.",
    remedy_fr='--set Title="Nouveau titre", --unset Description, --rule "add AppraisalRule APP-001 2020-12-31".',
    remedy_en='--set Title="New title", --unset Description, --rule "add AppraisalRule APP-001 2020-12-31".',
)
ONE_WAY = FindingKind(
    "CUR-027",
    Severity.ERROR,
    fr="Désignez ce qu'il faut corriger d'une seule façon : une unité, une liste (--list) ou une recherche (--query).",
    en="Name what is to be corrected in one way only: a unit, a list (--list) or a search (--query).",
    remedy_fr="Voir : chartrier correct --help",
    remedy_en="See: chartrier correct --help",
)
WILL_BE_HELD = FindingKind(
    "CUR-036",
    Severity.WARNING,
    fr="L'unité {unit} sera gelée là où elle va, avec tout ce qu'elle contient.",
    en="The unit {unit} will be held where it goes, with all that it contains.",
    remedy_fr="« chartrier hold list » donne les gels en vigueur.",
    remedy_en="“chartrier hold list” gives the gels in force.",
)
NO_SERVICE = FindingKind(
    "CUR-030",
    Severity.ERROR,
    fr="Des archives définitives sont tenues par un service public d'archives : {tenant} n'en est pas un, et aucun"
    " n'est déclaré la servir.",
    en="Archives définitives are held by a public archives service: {tenant} is none, and none is declared to serve it.",
    remedy_fr="Proposez un dépôt à l'EPCI ou aux Archives départementales (les archives numériques peuvent l'être avant la"
    " fin de la DUA) ; ou déclarez le service : chartrier tenant set SIREN --archives-service NOM.",
    remedy_en="Propose a deposit with the EPCI or the Archives départementales (digital archives may be deposited before the"
    " end of the DUA); or declare the service: chartrier tenant set SIREN --archives-service NAME.",
    reference="code du patrimoine, L212-4, L212-6, L212-11, L212-12, R212-12",
)
NO_SERVICE_SMALL = FindingKind(
    "CUR-035",
    Severity.ERROR,
    fr="Des archives définitives sont tenues par un service public d'archives : {tenant} n'en est pas un, et aucun n'est"
    " déclaré la servir. Commune de {population} habitants (moins de 2 000) : elle peut les déposer à son EPCI, à la"
    " commune membre qu'il désigne, ou aux Archives départementales ; à défaut, le dépôt se fait après 120 ans"
    " (état civil) ou 50 ans (le reste).",
    en="Archives définitives are held by a public archives service: {tenant} is none, and none is declared to serve it. A"
    " commune of {population} inhabitants (fewer than 2,000) may deposit them with its EPCI, with the member commune that"
    " it designates, or with the Archives départementales; failing that, deposit comes after 120 years (état civil) or"
    " 50 years (the rest).",
    remedy_fr="Proposez ce dépôt (les archives numériques peuvent l'être avant la fin de la DUA) ; ou déclarez le service :"
    " chartrier tenant set SIREN --archives-service NOM.",
    remedy_en="Propose that deposit (digital archives may be deposited before the end of the DUA); or declare the service:"
    " chartrier tenant set SIREN --archives-service NAME.",
    reference="code du patrimoine, L212-11, L212-12, R212-12",
)
SOIL = FindingKind(
    "CUR-031",
    Severity.ERROR,
    fr="Il faut attester que toutes les copies sont sur le sol français.",
    en="It must be attested that all copies are on French soil.",
    remedy_fr="Vérifiez-le auprès de l'hébergeur, puis donnez --french-soil.",
    remedy_en="Check with the host, then give --french-soil.",
    reference="code du patrimoine, L111-1, L111-7, R212-12",
)
DUA_RUNNING = FindingKind(
    "CUR-032",
    Severity.ERROR,
    fr="La DUA de {count} unités n'est pas finie, ou n'est pas connue (d'abord « {unit} ») : rien n'a été fait.",
    en="The DUA of {count} units is not over, or not known (first “{unit}”): nothing was done.",
    remedy_fr="« chartrier due » donne ce qui est échu ; un dépôt avant la fin de la DUA ne rend rien définitif.",
    remedy_en="“chartrier due” gives what is over; a deposit before the end of the DUA makes nothing définitif.",
    reference="code du patrimoine, R212-11, R212-12",
)
NOT_A_CONSERVATION = FindingKind(
    "CUR-033",
    Severity.ERROR,
    fr="« {act} » n'est pas un acte de conservation en vigueur dans cette collectivité.",
    en="“{act}” is no act of conservation in force in this tenant.",
    remedy_fr="« chartrier history UNITÉ » donne les actes.",
    remedy_en="“chartrier history UNIT” gives the acts.",
)
ALL_DEFINITIVE = FindingKind(
    "CUR-034",
    Severity.ERROR,
    fr="Toutes ces unités sont déjà des archives définitives.",
    en="All these units are archives définitives already.",
    remedy_fr="Il n'y a rien à faire.",
    remedy_en="There is nothing to do.",
)
REVIEW_PAST = FindingKind(
    "CUR-015",
    Severity.ERROR,
    fr="Le {day} est passé : personne ne reverrait ce gel.",
    en="{day} is past: nobody would look at this hold again.",
    remedy_fr="Donnez le jour où l'on regardera s'il faut le maintenir, aujourd'hui au plus tôt.",
    remedy_en="Give the day on which somebody looks whether it must stay, today at the earliest.",
)
