"""What contradicts what: CTD-001 and following, each with its ground and what to do."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SERIES = FindingKind(
    "CTD-001",
    Severity.WARNING,
    "{treatment} : aucune série du tableau de gestion ne dit combien de temps ses données sont gardées.",
    "{treatment}: no series of the retention table says how long its data are kept.",
    "Nommez les séries de ses documents, ou complétez le tableau.",
    "Name the series of its documents, or complete the table.",
    "RGPD art. 5(1)(e), 30(1)(f)",
)
UNKNOWN_SERIES = FindingKind(
    "CTD-002",
    Severity.WARNING,
    "{treatment} : le tableau de gestion ne connaît pas la série {series}.",
    "{treatment}: the retention table does not know the series {series}.",
    "Corrigez le code, ou ajoutez la série au tableau.",
    "Correct the code, or add the series to the table.",
    "RGPD art. 30(1)(f)",
)
UNDECIDED_DUA = FindingKind(
    "CTD-003",
    Severity.WARNING,
    "{treatment} : la DUA de {series} n'est pas décidée ; la durée du registre ne peut pas être dite.",
    "{treatment}: the retention of {series} is not decided; the register's duration cannot be told.",
    "Décidez-la avec les Archives départementales.",
    "Decide it with the Archives départementales.",
    "RGPD art. 30(1)(f) ; code du patrimoine R212-13",
)
NO_TABLE = FindingKind(
    "CTD-004",
    Severity.WARNING,
    "Le registre a {count} {count:traitement|traitements}, et aucun tableau de gestion n'est adopté : rien ne dit leurs durées.",
    "The register has {count} {count:treatment|treatments}, and no retention table is adopted: nothing says their durations.",
    "Adoptez un tableau.",
    "Adopt a table.",
    "RGPD art. 5(1)(e) ; code du patrimoine L212-2",
)
TOLD_LONGER = FindingKind(
    "CTD-005",
    Severity.WARNING,
    "{treatment} : {told} ont été annoncés pour {series}, dont la DUA est de {dua}.",
    "{treatment}: {told} were told for {series}, the retention of which is {dua}.",
    "Corrigez ce qui est dit aux personnes : la règle d'archivage fait foi.",
    "Correct what persons are told: the archival rule counts.",
    "RGPD art. 5(1)(e), 13(2)(a)",
)
TOLD_SHORTER = FindingKind(
    "CTD-006",
    Severity.WARNING,
    "{treatment} : {told} ont été annoncés pour {series}, qui doit être gardée {dua}.",
    "{treatment}: {told} were told for {series}, which is to be kept {dua}.",
    "N'annoncez pas un effacement que la DUA ne permet pas ; dites l'archivage intermédiaire.",
    "Do not announce an erasure that retention does not allow; tell of the archivage intermédiaire.",
    "RGPD art. 13(2)(a), 17(3)(b) ; code du patrimoine R212-13",
)
TOLD_OVER_MOST = FindingKind(
    "CTD-007",
    Severity.WARNING,
    "{treatment} : {told} ont été annoncés pour {series}, que la loi veut effacée au plus tard après {dua}.",
    "{treatment}: {told} were told for {series}, which the law wants erased after {dua} at the latest.",
    "Ramenez la durée au maximum légal, et réglez l'effacement dans le logiciel.",
    "Bring the duration down to the legal maximum, and set the erasure in the software.",
    "RGPD art. 5(1)(e) ; CSI L252-5",
)
TOLD_BUT_KEPT = FindingKind(
    "CTD-008",
    Severity.WARNING,
    "{treatment} : un effacement après {told} est annoncé, mais {series} est conservée sans limite.",
    "{treatment}: an erasure after {told} is announced, but {series} is kept without end.",
    "Dites aux personnes que ces documents deviennent des archives publiques définitives.",
    "Tell persons that these documents become public archives for ever.",
    "RGPD art. 5(1)(e), 13, 89 ; code du patrimoine L212-2",
)
ACTIVE_LONGER = FindingKind(
    "CTD-009",
    Severity.WARNING,
    "{treatment} : la base active dure {active}, plus que la DUA de {series} ({dua}).",
    "{treatment}: the base active lasts {active}, more than the retention of {series} ({dua}).",
    "Versez plus tôt, ou faites revoir la DUA : après elle, rien ne justifie plus l'usage courant.",
    "Deposit earlier, or have the retention revised: after it nothing justifies daily use any more.",
    "RGPD art. 5(1)(e) ; code du patrimoine R212-10, R212-13",
)
BEYOND_TOLD = FindingKind(
    "CTD-010",
    Severity.WARNING,
    "{treatment} : {count} {count:unité|unités} de {series} {count:est gardée|sont gardées} au-delà de ce qui a été annoncé ({told}).",
    "{treatment}: {count} {count:unit|units} of {series} {count:is|are} kept beyond what was told ({told}).",
    "Proposez leur sort si leur DUA est finie ; sinon corrigez ce qui est annoncé.",
    "Propose what becomes of them if their retention is over; else correct what is told.",
    "RGPD art. 5(1)(e)",
)
FORGOTTEN = FindingKind(
    "CTD-011",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} ({treatment}) {count:est|sont} à échéance depuis plus d'un an, et personne n'a rien décidé.",
    "{count} {count:unit|units} of {series} ({treatment}) {count:has|have} been due for more than a year, and nobody decided anything.",
    "Proposez leur élimination au visa, ou faites-en des archives définitives.",
    "Propose their destruction for the visa, or make them archives définitives.",
    "RGPD art. 5(1)(e) ; code du patrimoine L212-2, R212-14",
)
OVERDUE = FindingKind(
    "CTD-012",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} {count:est|sont} dans l'archive au-delà du plus long délai que la loi permet ({dua}).",
    "{count} {count:unit|units} of {series} {count:is|are} in the archive beyond the longest time that the law allows ({dua}).",
    "Faites-les retirer à deux personnes : elles n'auraient pas dû être versées.",
    "Have them withdrawn by two persons: they should not have been deposited.",
    "RGPD art. 5(1)(e) ; CSI L252-5",
)
LATE = FindingKind(
    "CTD-013",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} ({treatment}) {count:attend|attendent} un événement que {count:son|leur} âge dit passé : {count:sa|leur} DUA ne court pas.",
    "{count} {count:unit|units} of {series} ({treatment}) {count:waits|wait} for an event that must be past by {count:its|their} age: {count:its|their} retention does not run.",
    "Dites quand il a eu lieu.",
    "Say when it happened.",
    "RGPD art. 5(1)(e) ; code du patrimoine R212-13",
)
UNREVIEWED = FindingKind(
    "CTD-014",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} ({treatment}) {count:est retenue|sont retenues} par un gel dont le jour de révision est venu.",
    "{count} {count:unit|units} of {series} ({treatment}) {count:is|are} held by a gel whose day of review has come.",
    "Levez le gel, ou posez-en un nouveau avec son motif.",
    "Lift the gel, or set a new one with its reason.",
    "RGPD art. 5(1)(e), 18",
)
DESTROYED_BUT_KEEP = FindingKind(
    "CTD-015",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} {count:se dit|se disent} à détruire, alors que le tableau, donc le registre, {count:la dit conservée|les dit conservées}.",
    "{count} {count:unit|units} of {series} {count:says it is|say they are} to be destroyed; the table, hence the register, says {count:it is|they are} kept.",
    "Corrigez leur sort final, ou le tableau.",
    "Correct their final action, or the table.",
    "code du patrimoine L212-2",
)
KEPT_BUT_DESTROY = FindingKind(
    "CTD-016",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} ({treatment}) {count:se dit|se disent} à conserver, alors que le registre annonce {count:son|leur} élimination.",
    "{count} {count:unit|units} of {series} ({treatment}) {count:says it is|say they are} kept; the register announces that {count:it is|they are} destroyed.",
    "Corrigez leur sort final, ou le tableau.",
    "Correct their final action, or the table.",
    "RGPD art. 5(1)(e), 30(1)(f)",
)
ENDED_BUT_DEPOSITED = FindingKind(
    "CTD-017",
    Severity.WARNING,
    "{treatment} est terminé depuis le {day_fr}, et {series} a encore été versée après.",
    "{treatment} ended on {day_en}, and {series} was still deposited after.",
    "Rouvrez le traitement, ou dites lequel l'a suivi.",
    "Open the treatment again, or say which one followed it.",
    "RGPD art. 30",
)
TOLD_DIFFERENTLY = FindingKind(
    "CTD-018",
    Severity.WARNING,
    "La série {series} est dans {treatment} et dans {other}, qui n'annoncent pas la même durée.",
    "The series {series} is in {treatment} and in {other}, which tell different durations.",
    "Annoncez une seule durée pour les mêmes documents.",
    "Tell one duration for the same documents.",
    "RGPD art. 5(1)(a), 13(2)(a)",
)
NO_BASIS = FindingKind(
    "CTD-019",
    Severity.WARNING,
    "{treatment} n'a pas de base légale.",
    "{treatment} has no legal basis.",
    "Choisissez l'une des six de l'article 6, avec son texte.",
    "Choose one of the six of article 6, with its text.",
    "RGPD art. 6(1)",
)
NO_TEXT = FindingKind(
    "CTD-020",
    Severity.WARNING,
    "{treatment} : aucune loi ni délibération ne fonde l'obligation ou la mission invoquée.",
    "{treatment}: no law or deliberation founds the obligation or the task invoked.",
    "Citez le texte.",
    "Cite the text.",
    "RGPD art. 6(3)",
)
LEGITIMATE = FindingKind(
    "CTD-021",
    Severity.WARNING,
    "{treatment} invoque l'intérêt légitime, que n'ont pas les autorités publiques dans leurs missions.",
    "{treatment} invokes legitimate interests, which public authorities have not in their tasks.",
    "Fondez-le sur la mission d'intérêt public et son texte, ou montrez qu'il est hors mission.",
    "Found it on the public task and its text, or show that it is outside of the tasks.",
    "RGPD art. 6(1), dernier alinéa",
)
CONSENT_AND_DUA = FindingKind(
    "CTD-022",
    Severity.WARNING,
    "{treatment} repose sur le consentement, qui peut être retiré ; {series} doit pourtant être gardée {dua}.",
    "{treatment} rests on consent, which may be withdrawn; yet {series} must be kept {dua}.",
    "Revoyez la base légale : ce que la loi oblige à garder ne dépend pas d'un consentement.",
    "Revise the legal basis: what the law wants kept does not depend on consent.",
    "RGPD art. 6(1), 7(3), 17(1)(b)",
)
SPECIAL_UNGROUNDED = FindingKind(
    "CTD-023",
    Severity.WARNING,
    "{treatment} a des données sensibles sans dire ce qui lève leur interdiction.",
    "{treatment} has special categories of data without saying what lifts the prohibition.",
    "Choisissez l'exception de l'article 9(2), avec son texte.",
    "Choose the exception of article 9(2), with its text.",
    "RGPD art. 9(1), 9(2) ; loi 78-17, art. 6",
)
OFFENCES_UNGROUNDED = FindingKind(
    "CTD-024",
    Severity.WARNING,
    "{treatment} a des données d'infractions sans texte qui le permette.",
    "{treatment} has data of offences without a text that allows it.",
    "Citez le texte ; sans lui, retirez ces données.",
    "Cite the text; without it, take these data out.",
    "RGPD art. 10 ; loi 78-17, art. 46",
)
NIR_UNGROUNDED = FindingKind(
    "CTD-025",
    Severity.WARNING,
    "{treatment} emploie le NIR sans texte qui le permette.",
    "{treatment} uses the NIR without a text that allows it.",
    "Citez la disposition du décret cadre ; sans elle, n'employez pas le NIR.",
    "Cite the provision of the decree; without it, do not use the NIR.",
    "loi 78-17, art. 30 ; décret 2019-341",
)
NO_AIPD = FindingKind(
    "CTD-026",
    Severity.WARNING,
    "{treatment} a des données sensibles, d'infractions ou des images, et ne dit rien d'une analyse d'impact.",
    "{treatment} has special categories, offences or pictures, and says nothing of an impact assessment.",
    "Faites-la, ou écrivez pourquoi elle n'est pas requise.",
    "Do it, or write why none is required.",
    "RGPD art. 35",
)
TABLE_SAYS_NONE = FindingKind(
    "CTD-027",
    Severity.WARNING,
    "{treatment} déclare des données sensibles dans {series}, que le tableau dit sans données personnelles.",
    "{treatment} declares special categories in {series}, which the table says has no personal data.",
    "Corrigez le tableau ou le registre.",
    "Correct the table or the register.",
    "RGPD art. 9, 30(1)(c)",
)
NO_PART = FindingKind(
    "CTD-028",
    Severity.WARNING,
    "{treatment} : rien ne dit si la collectivité est responsable, conjointe ou sous-traitante.",
    "{treatment}: nothing says whether the collectivité is controller, joint controller or processor.",
    "Dites-le d'après la convention ou la loi ; ce n'est pas présumé.",
    "Say it by the convention or the law; it is not presumed.",
    "RGPD art. 4(7), 4(8), 26, 28",
)
PART_DIFFERS = FindingKind(
    "CTD-029",
    Severity.WARNING,
    "{treatment} : le registre dit « {said} », la convention « {convention} » dit « {written} ».",
    "{treatment}: the register says “{said}”, the convention “{convention}” says “{written}”.",
    "Mettez le registre d'accord avec la convention, ou faites un avenant.",
    "Bring the register in line with the convention, or amend the convention.",
    "RGPD art. 26, 28(10)",
)
CONVENTION_ENDED = FindingKind(
    "CTD-030",
    Severity.WARNING,
    "{treatment} renvoie à une convention qui n'est pas en vigueur.",
    "{treatment} refers to a convention that is not in force.",
    "Renvoyez à celle qui l'est, ou faites-la signer.",
    "Refer to the one that is, or have it signed.",
    "RGPD art. 28(3)",
)
JOINT_WITHOUT_ACCORD = FindingKind(
    "CTD-031",
    Severity.WARNING,
    "{treatment} a des responsables conjoints, sans accord qui dise qui fait quoi.",
    "{treatment} has joint controllers, without an arrangement that says who does what.",
    "Dites où est cet accord.",
    "Say where that arrangement is.",
    "RGPD art. 26(1)",
)
PROCESSOR_WITHOUT_CONTRACT = FindingKind(
    "CTD-032",
    Severity.WARNING,
    "{treatment} : « {processor} » traite des données sans contrat de l'article 28.",
    "{treatment}: “{processor}” treats data without a contract of article 28.",
    "Faites signer l'annexe, puis dites où elle est.",
    "Have the annex signed, then say where it is.",
    "RGPD art. 28(3)",
)
UNINSTRUCTED = FindingKind(
    "CTD-033",
    Severity.WARNING,
    "{treatment} : la collectivité y est sous-traitante, sans convention ni contrat qui l'en charge.",
    "{treatment}: the collectivité is a processor there, without convention or contract that charges it.",
    "Renvoyez à la convention, ou dites où est le contrat.",
    "Refer to the convention, or say where the contract is.",
    "RGPD art. 28(3)(a), 29",
)
FOR_NOBODY = FindingKind(
    "CTD-034",
    Severity.WARNING,
    "{treatment} : la collectivité y est sous-traitante, on ne sait pour qui.",
    "{treatment}: the collectivité is a processor there, it is not known for whom.",
    "Nommez les responsables du traitement, ou la convention dont ils sont parties.",
    "Name the controllers, or the convention to which they are parties.",
    "RGPD art. 30(2)(a)",
)
HOSTING_UNREGISTERED = FindingKind(
    "CTD-035",
    Severity.WARNING,
    "La convention « {convention} » fait de la collectivité un sous-traitant, et aucun traitement n'y renvoie.",
    "The convention “{convention}” makes the collectivité a processor, and no treatment refers to it.",
    "Inscrivez ce traitement au registre du sous-traitant, avec cette convention.",
    "Enter that treatment in the processor's register, with that convention.",
    "RGPD art. 30(2)",
)
HOST_NOT_NAMED = FindingKind(
    "CTD-036",
    Severity.WARNING,
    "{treatment} : « {processor} », sous-traitant par la convention « {convention} », n'y est pas nommé.",
    "{treatment}: “{processor}”, a processor by the convention “{convention}”, is not named there.",
    "Ajoutez-le aux sous-traitants du système d'archivage.",
    "Add it to the processors of the archiving system.",
    "RGPD art. 28, 30(1)(d)",
)
OUTSIDE_UNDECLARED = FindingKind(
    "CTD-037",
    Severity.WARNING,
    "{treatment} : « {processor} » est hors de l'Espace économique européen ({country}), et aucun transfert n'est déclaré.",
    "{treatment}: “{processor}” is outside the European Economic Area ({country}), and no transfer is declared.",
    "Déclarez le transfert et sa garantie, ou changez de sous-traitant.",
    "Declare the transfer and its guarantee, or change the processor.",
    "RGPD art. 30(1)(e), 44",
)
TRANSFER_UNGUARANTEED = FindingKind(
    "CTD-038",
    Severity.WARNING,
    "{treatment} : le transfert à « {recipient} » ({country}) n'a ni décision d'adéquation ni garantie.",
    "{treatment}: the transfer to “{recipient}” ({country}) has neither a decision of adequacy nor a guarantee.",
    "Dites la garantie (clauses types…), ou cessez ce transfert.",
    "Say the guarantee (standard clauses…), or stop that transfer.",
    "RGPD art. 45, 46",
)
PLACE_UNSAID = FindingKind(
    "CTD-039",
    Severity.WARNING,
    "{treatment} : on ne sait pas dans quel pays est « {processor} ».",
    "{treatment}: it is not known in which country “{processor}” is.",
    "Écrivez son pays : sans lui, nul ne sait s'il y a transfert.",
    "Write its country: without it nobody knows whether there is a transfer.",
    "RGPD art. 30(1)(e)",
)
COPY_UNPLACED = FindingKind(
    "CTD-040",
    Severity.WARNING,
    "La copie « {copy} » de l'archive n'est nulle part dans le registre : on ne sait ni chez qui, ni où elle est.",
    "The copy “{copy}” of the archive is nowhere in the register: it is not known with whom, nor where it is.",
    "Au traitement du système d'archivage, écrivez : hébergeur | FR | contrat | {copy}.",
    "In the treatment of the archiving system, write: host | FR | contract | {copy}.",
    "RGPD art. 30(1)(d), 30(1)(g)",
)
COPY_UNKNOWN = FindingKind(
    "CTD-041",
    Severity.WARNING,
    "{treatment} : « {processor} » tiendrait la copie « {copy} », que l'archive n'a pas.",
    "{treatment}: “{processor}” would hold the copy “{copy}”, which the archive has not.",
    "Corrigez son nom, ou retirez-la du registre.",
    "Correct its name, or take it out of the register.",
    "RGPD art. 30(1)(d)",
)
COPY_OUTSIDE = FindingKind(
    "CTD-042",
    Severity.WARNING,
    "La copie « {copy} » est hors de l'Espace économique européen ({country}), chez « {processor} ».",
    "The copy “{copy}” is outside the European Economic Area ({country}), with “{processor}”.",
    "Ramenez-la dans l'Union : des archives publiques définitives sont des trésors nationaux.",
    "Bring it back into the Union: public archives définitives are national treasures.",
    "RGPD art. 44 ; code du patrimoine L111-1",
)
UNTREATED = FindingKind(
    "CTD-043",
    Severity.WARNING,
    "{series} a des données personnelles, l'archive en garde {count} {count:unité|unités}, et aucun traitement n'en répond.",
    "{series} has personal data, the archive holds {count} {count:unit|units} of it, and no treatment answers for it.",
    "Inscrivez le traitement, ou ajoutez la série à celui qui en répond.",
    "Enter the treatment, or add the series to the one that answers for it.",
    "RGPD art. 30(1)",
)
UNTREATED_SEEN = FindingKind(
    "CTD-044",
    Severity.WARNING,
    "{series} est dite sans données personnelles, et il en a été relevé de graves dans {count} {count:document|documents}.",
    "{series} is said to have no personal data, and grave ones were seen in {count} {count:document|documents}.",
    "Regardez-les, puis corrigez le tableau et le registre.",
    "Look at them, then correct the table and the register.",
    "RGPD art. 30(1)(c)",
)
SEEN_WITHOUT_SERIES = FindingKind(
    "CTD-045",
    Severity.WARNING,
    "Un NIR a été relevé dans {count} {count:document|documents} qui ne {count:suit|suivent} aucune règle d'archivage.",
    "A NIR was seen in {count} {count:document|documents} that {count:follows|follow} no archival rule.",
    "Donnez-leur une série : sans elle, rien ne dit quand ils finissent.",
    "Give them a series: without it nothing says when they end.",
    "RGPD art. 5(1)(e) ; loi 78-17, art. 30",
)
SEEN_NIR = FindingKind(
    "CTD-046",
    Severity.WARNING,
    "Un NIR a été relevé dans {count} {count:document|documents} de {series} ; {treatment} ne le déclare pas.",
    "A NIR was seen in {count} {count:document|documents} of {series}; {treatment} does not declare it.",
    "Déclarez-le avec son texte, ou faites-le retirer à la source.",
    "Declare it with its text, or have it taken out at the source.",
    "loi 78-17, art. 30 ; décret 2019-341",
)
SEEN_SPECIAL = FindingKind(
    "CTD-047",
    Severity.WARNING,
    "Des sujets sensibles ont été relevés dans {count} {count:document|documents} de {series} ; {treatment} n'en déclare pas.",
    "Sensitive subjects were seen in {count} {count:document|documents} of {series}; {treatment} declares none.",
    "Regardez-les : ce n'est qu'une aide. S'ils y sont, déclarez-les avec leur fondement.",
    "Look at them: it is only an aid. If they are there, declare them with their ground.",
    "RGPD art. 9, 10, 30(1)(c)",
)
SEEN_IBAN = FindingKind(
    "CTD-048",
    Severity.WARNING,
    "Des comptes bancaires ont été relevés dans {count} {count:document|documents} de {series} ; {treatment} ne déclare rien d'économique.",
    "Bank accounts were seen in {count} {count:document|documents} of {series}; {treatment} declares nothing economic.",
    "Déclarez la situation économique et financière, ou faites retirer ces données.",
    "Declare the economic and financial situation, or have these data taken out.",
    "RGPD art. 30(1)(c)",
)
NIR_OPEN = FindingKind(
    "CTD-049",
    Severity.WARNING,
    "{count} {count:document|documents} de {series} où un NIR a été relevé {count:est communicable|sont communicables} à tous aujourd'hui.",
    "{count} {count:document|documents} of {series} in which a NIR was seen may be read by everybody today.",
    "Corrigez leur règle d'accès : AR048, ou le motif qui convient.",
    "Correct their access rule: AR048, or the ground that fits.",
    "code du patrimoine L213-2 ; CRPA L311-6",
)
ONLINE_UNDECLARED = FindingKind(
    "CTD-050",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} {count:peut être diffusée|peuvent être diffusées} en ligne, et {treatment} ne déclare aucune diffusion.",
    "{count} {count:unit|units} of {series} may be published online, and {treatment} declares no publication.",
    "Dites par quel texte, ou retirez leur règle de diffusion.",
    "Say by which text, or take their dissemination rule away.",
    "CRPA L312-1-2, D312-1-3 ; RGPD art. 6(1)",
)
ONLINE_GRAVE = FindingKind(
    "CTD-051",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} {count:peut être diffusée|peuvent être diffusées} en ligne, et {treatment} y déclare des données sensibles, d'infractions ou le NIR.",
    "{count} {count:unit|units} of {series} may be published online, and {treatment} declares special categories, offences or the NIR there.",
    "Suspendez la diffusion ; seules des données occultées peuvent être publiées.",
    "Suspend publication; only redacted data may be published.",
    "CRPA L312-1-2 ; RGPD art. 9, 10",
)
OPEN_DATA = FindingKind(
    "CTD-052",
    Severity.WARNING,
    "Le tableau destine {series} aux données ouvertes ({open}), et {treatment} n'a pas de texte qui permette de la diffuser.",
    "The table means {series} for open data ({open}), and {treatment} has no text that allows publishing it.",
    "Citez le texte (anonymisation, loi, accord, liste de D312-1-3), ou retirez-la des données ouvertes.",
    "Cite the text (anonymisation, law, consent, list of D312-1-3), or take it out of open data.",
    "CRPA L312-1-2, D312-1-3",
)
OPEN_AT_ONCE = FindingKind(
    "CTD-053",
    Severity.WARNING,
    "{treatment} déclare dans {series} des données sensibles ou d'infractions, que le tableau rend communicables à tous aussitôt.",
    "{treatment} declares special categories or offences in {series}, which the table lets everybody read at once.",
    "Donnez à la série le code d'accès qui convient : AR048, AR061…",
    "Give the series the access code that fits: AR048, AR061…",
    "code du patrimoine L213-2",
)
OPENED_UNFORESEEN = FindingKind(
    "CTD-054",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} {count:est ouverte|sont ouvertes} à des lecteurs avant le délai, que {treatment} n'a pas parmi ses destinataires.",
    "{count} {count:unit|units} of {series} {count:is|are} open to readers before {count:its|their} time, whom {treatment} has not among its recipients.",
    "Ajoutez « lecteurs par dérogation » aux destinataires.",
    "Add “lecteurs par dérogation” to the recipients.",
    "RGPD art. 30(1)(d) ; code du patrimoine L213-3",
)
DEPOSITED_BY_OTHER = FindingKind(
    "CTD-055",
    Severity.WARNING,
    "{series} a été versée par « {service} », que {treatment} ne compte pas parmi ses services.",
    "{series} was deposited by “{service}”, which {treatment} has not among its services.",
    "Ajoutez le service, ou bornez son accord de versement.",
    "Add the service, or bound its submission agreement.",
    "RGPD art. 30(1)(d), 32",
)
MAY_DEPOSIT = FindingKind(
    "CTD-056",
    Severity.WARNING,
    "L'accord de « {service} » lui permet de verser {series}, et {treatment} ne le compte pas parmi ses services.",
    "The agreement of “{service}” lets it deposit {series}, and {treatment} has it not among its services.",
    "Bornez l'accord, ou ajoutez le service au traitement.",
    "Bound the agreement, or add the service to the treatment.",
    "RGPD art. 25, 32",
)
SERVICE_UNKNOWN = FindingKind(
    "CTD-057",
    Severity.WARNING,
    "{treatment} nomme le service « {service} », qui n'est pas entré ou est fermé.",
    "{treatment} names the service “{service}”, which is not entered or is closed.",
    "Corrigez son identifiant, ou entrez le service.",
    "Correct its identifier, or enter the service.",
    "RGPD art. 30(1)",
)
EMPTY = FindingKind(
    "CTD-058",
    Severity.WARNING,
    "L'archive garde des séries à données personnelles ({count} {count:unité|unités}), et le registre est vide.",
    "The archive holds series with personal data ({count} {count:unit|units}), and the register is empty.",
    "Commencez par les modèles.",
    "Begin with the models.",
    "RGPD art. 30",
)
NO_ARCHIVE = FindingKind(
    "CTD-059",
    Severity.WARNING,
    "Des documents sont archivés, et le système d'archivage lui-même n'est pas au registre.",
    "Documents are archived, and the archiving system itself is not in the register.",
    "Inscrivez-le d'après son modèle.",
    "Enter it by its model.",
    "RGPD art. 30 ; code du patrimoine L212-6",
)
NO_DPO = FindingKind(
    "CTD-060",
    Severity.WARNING,
    "Le registre ne nomme pas le délégué à la protection des données.",
    "The register does not name the data protection officer.",
    "Dites qui il est.",
    "Say who it is.",
    "RGPD art. 30(1)(a), 37(1)(a)",
)
DPO_WITHOUT_ACCESS = FindingKind(
    "CTD-061",
    Severity.WARNING,
    "Le registre nomme un délégué (« {dpo} »), et personne n'a ce rôle dans l'archive.",
    "The register names an officer (“{dpo}”), and nobody has that role in the archive.",
    "Donnez-lui son rôle.",
    "Give them their role.",
    "RGPD art. 38(2)",
)
PROJECT_UNREGISTERED = FindingKind(
    "CTD-062",
    Severity.WARNING,
    "« {project} » produit déjà des documents de {series}, à données personnelles, sans fiche au registre.",
    "“{project}” already produces documents of {series}, with personal data, without an entry in the register.",
    "Inscrivez le traitement, puis sa référence au projet.",
    "Enter the treatment, then its reference in the project.",
    "RGPD art. 25, 30",
)
PROJECT_UNKNOWN = FindingKind(
    "CTD-063",
    Severity.WARNING,
    "« {project} » renvoie à la fiche « {said} », que le registre n'a pas.",
    "“{project}” refers to the entry “{said}”, which the register has not.",
    "Corrigez la référence dans le projet.",
    "Correct the reference in the project.",
    "RGPD art. 30",
)
PROJECT_DENIES = FindingKind(
    "CTD-064",
    Severity.WARNING,
    "« {project} » se dit sans données personnelles, et {series} en a.",
    "“{project}” says it has no personal data, and {series} has.",
    "Corrigez le projet, et inscrivez le traitement.",
    "Correct the project, and enter the treatment.",
    "RGPD art. 25, 30",
)
PUBLISHED_UNDECLARED = FindingKind(
    "CTD-065",
    Severity.WARNING,
    "Un acte déclare {series} diffusable en ligne ; {treatment} ne déclare aucune diffusion, et dit ses destinataires : {recipients}.",
    "An act declares {series} may be put online; {treatment} declares no publication, and says its recipients: {recipients}.",
    "Dites par quel texte ces données sont publiées, ou retirez la série du portail.",
    "Say by which text these data are published, or withdraw the series from the portal.",
    "CRPA L312-1-2 ; RGPD art. 13(1)(e), 30(1)(d)",
)
PUBLISHED_GRAVE = FindingKind(
    "CTD-066",
    Severity.WARNING,
    "Un acte déclare {series} diffusable en ligne, et {treatment} y déclare des données sensibles, d'infractions ou le NIR.",
    "An act declares {series} may be put online, and {treatment} declares special categories, offences or the NIR there.",
    "Retirez la série du portail ; seules des copies occultées peuvent être publiées.",
    "Withdraw the series from the portal; only redacted copies may be published.",
    "CRPA L312-1-2 ; RGPD art. 9, 10",
)
PUBLISHED_UNTREATED = FindingKind(
    "CTD-067",
    Severity.WARNING,
    "Un acte déclare {series} diffusable en ligne ; le tableau lui dit des données personnelles, et aucun traitement n'en répond.",
    "An act declares {series} may be put online; the table says it has personal data, and no treatment answers for it.",
    "Inscrivez le traitement avec le texte qui permet de publier, ou retirez la série du portail.",
    "Enter the treatment with the text that allows publishing, or withdraw the series from the portal.",
    "RGPD art. 30(1) ; CRPA L312-1-2",
)
PUBLISHED_NIR = FindingKind(
    "CTD-068",
    Severity.WARNING,
    "Un acte déclare {series} diffusable en ligne, et un NIR a été relevé dans {count} de ses documents, que tous peuvent lire.",
    "An act declares {series} may be put online, and a NIR was seen in {count} of its documents that everybody may read.",
    "Retirez ces fiches du portail aujourd'hui si elles y sont, et faites-en des copies occultées.",
    "Withdraw these records from the portal today if they are there, and make redacted copies of them.",
    "loi 78-17, art. 30 ; CRPA L311-6, L312-1-2",
)
ORIGINAL_ONLINE = FindingKind(
    "CTD-069",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series}, diffusable en ligne, {count:a|ont} une copie occultée, et l'original, sans occultation, est communicable à tous.",
    "{count} {count:unit|units} of {series}, which may be put online, {count:has|have} a redacted copy, and the original, with nothing hidden, may be read by everybody.",
    "Retirez l'original du portail : la copie occultée est faite pour y être.",
    "Withdraw the original from the portal: the redacted copy was made to be there.",
    "CRPA L311-7, L312-1-2 ; RGPD art. 5(1)(f)",
)
ORIGINAL_OPEN = FindingKind(
    "CTD-070",
    Severity.WARNING,
    "{count} {count:unité|unités} de {series} {count:a|ont} une copie occultée, et l'original, sans occultation, est communicable à tous.",
    "{count} {count:unit|units} of {series} {count:has|have} a redacted copy, and the original, with nothing hidden, may be read by everybody.",
    "Corrigez la règle d'accès de l'original : ce qui est caché dans l'une se lit dans l'autre.",
    "Correct the access rule of the original: what is hidden in the one can be read in the other.",
    "CRPA L311-7 ; code du patrimoine L213-2",
)
REQUEST_LATE = FindingKind(
    "CTD-071",
    Severity.WARNING,
    "La demande {request} ({right_fr}) est sans réponse, {days} jours après son dernier jour ({due_fr}).",
    "Request {request} ({right_en}) is without answer, {days} days after its last day ({due_en}).",
    "Répondez sans attendre, en disant le retard : la personne peut saisir la CNIL.",
    "Answer at once, telling of the delay: the person may complain to the CNIL.",
    "RGPD art. 12(3), 12(4), 77",
)
ERASURE_UNDONE = FindingKind(
    "CTD-072",
    Severity.WARNING,
    "{count} {count:unité|unités} dont l'effacement a été accordé à une personne il y a plus d'un mois {count:n'est|ne sont} dans aucune proposition.",
    "{count} {count:unit|units} whose erasure was granted to a person more than a month ago {count:is|are} in no proposal.",
    "Proposez leur élimination au visa : accordé n'est pas fait.",
    "Propose their destruction for the visa: granted is not done.",
    "RGPD art. 12(3), 17(1) ; code du patrimoine L212-2",
)
OBJECTED_ONLINE = FindingKind(
    "CTD-073",
    Severity.WARNING,
    "{count} {count:unité|unités} de séries diffusables en ligne {count:est communicable|sont communicables} à tous, bien qu'une opposition ou un effacement ait été accordé à une personne {count:qu'elle nomme|qu'elles nomment}.",
    "{count} {count:unit|units} of series that may be put online may be read by everybody, though an objection or an erasure was granted to a person whom {count:it names|they name}.",
    "Retirez-les du portail.",
    "Withdraw them from the portal.",
    "RGPD art. 17(1), 21(1)",
)
VIOLATION_UNNOTIFIED = FindingKind(
    "CTD-074",
    Severity.WARNING,
    "La violation {violation}, qui présente un risque, n'est pas notifiée à la CNIL ; les 72 heures sont passées depuis le {due_fr}.",
    "Violation {violation}, which poses a risk, was not notified to the CNIL; the 72 hours were over on {due_en}.",
    "Notifiez-la sans attendre, avec les motifs du retard, puis notez-le ici.",
    "Notify it at once, with the reasons for the delay, then note it here.",
    "RGPD art. 33(1)",
)
VIOLATION_UNASSESSED = FindingKind(
    "CTD-075",
    Severity.WARNING,
    "Personne n'a évalué le risque de la violation {violation} dans les 72 heures, passées depuis le {due_fr}.",
    "Nobody assessed the risk of violation {violation} within the 72 hours, over since {due_en}.",
    "Évaluez le risque ; s'il y en a un, notifiez la CNIL avec les motifs du retard.",
    "Assess the risk; if there is one, notify the CNIL with the reasons for the delay.",
    "RGPD art. 33(1), 33(5)",
)
VIOLATION_UNTOLD = FindingKind(
    "CTD-076",
    Severity.WARNING,
    "La violation {violation} présente un risque élevé ; les personnes n'en sont pas informées, et rien ne dit pourquoi.",
    "Violation {violation} poses a high risk; the persons were not told, and nothing says why.",
    "Informez-les dans les meilleurs délais, ou écrivez laquelle des trois exceptions vaut.",
    "Tell them without delay, or write which of the three exceptions holds.",
    "RGPD art. 34(1), 34(3)",
)
VIOLATION_UNDOCUMENTED = FindingKind(
    "CTD-077",
    Severity.WARNING,
    "La violation {violation} est connue depuis plus de 72 heures, et son registre ne dit pas les mesures prises.",
    "Violation {violation} has been known for more than 72 hours, and its register does not say the measures taken.",
    "Écrivez ce qui a été fait pour y remédier.",
    "Write what was done to remedy it.",
    "RGPD art. 33(3)(d), 33(5)",
)
HEALTH_UNCERTIFIED = FindingKind(
    "CTD-078",
    Severity.WARNING,
    "{treatment} déclare des données de santé dans {series} ; la copie « {copy} » est chez « {provider} », sans certification HDS valable ni agrément.",
    "{treatment} declares health data in {series}; the copy “{copy}” is with “{provider}”, without a valid HDS certification or agrément.",
    "Prenez une offre certifiée HDS ou agréée ; le délégué dit si le régime s'applique à ces documents.",
    "Take an offer that is HDS certified or has its agrément; the officer says whether the regime applies to these documents.",
    "code de la santé publique L1111-8 (source à confirmer) ; RGPD art. 9, 32",
)
HOST_DIFFERS = FindingKind(
    "CTD-079",
    Severity.WARNING,
    "La copie « {copy} » est chez « {provider} » d'après l'hébergement, et chez « {said} » d'après {treatment}.",
    "The copy “{copy}” is with “{provider}” by the hosting, and with “{said}” by {treatment}.",
    "Mettez le registre d'accord avec l'hébergement réel.",
    "Bring the register in line with where the copy really is.",
    "RGPD art. 28, 30(1)(d)",
)
COUNTRY_DIFFERS = FindingKind(
    "CTD-080",
    Severity.WARNING,
    "La copie « {copy} » est dans le pays {country} d'après l'hébergement, et dans le pays {said} d'après {treatment}.",
    "The copy “{copy}” is in the country {country} by the hosting, and in the country {said} by {treatment}.",
    "Vérifiez où elle est ; hors de l'Espace économique européen, déclarez le transfert ou ramenez-la.",
    "Check where it is; outside the European Economic Area, declare the transfer or bring it back.",
    "RGPD art. 30(1)(e), 44",
)
CONTRACT_ENDED = FindingKind(
    "CTD-081",
    Severity.WARNING,
    "La copie « {copy} » est chez « {provider} », dont le contrat est fini depuis le {day_fr}.",
    "The copy “{copy}” is with “{provider}”, whose contract ended on {day_en}.",
    "Faites signer un contrat qui a les clauses de l'article 28, ou retirez la copie.",
    "Have a contract signed that has the clauses of article 28, or take the copy back.",
    "RGPD art. 28(3)",
)
CONSENT_KEPT = FindingKind(
    "CTD-082",
    Severity.WARNING,
    "{treatment}, fondé sur le consentement, est terminé depuis le {day_fr}, et {count} {count:unité|unités} de {series} {count:est encore gardée|sont encore gardées}.",
    "{treatment}, based on consent, ended on {day_en}, and {count} {count:unit|units} of {series} {count:is|are} still kept.",
    "Proposez leur élimination, ou dites la base légale qui permet de les garder.",
    "Propose their destruction, or say the legal basis that allows keeping them.",
    "RGPD art. 7(3), 17(1)(b)",
)
