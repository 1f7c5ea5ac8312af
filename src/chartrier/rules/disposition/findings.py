"""What dispositions refuse. Codes are stable for ever; RUL-300 to RUL-359 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity


def _error(number: int, fr: str, en: str, remedy_fr: str, remedy_en: str, reference: str = "") -> FindingKind:
    return FindingKind(f"RUL-{number}", Severity.ERROR, fr, en, remedy_fr, remedy_en, reference)


_L212_2 = "Code du patrimoine, L212-2"
_R212_14 = "Code du patrimoine, R212-14"

# 300-319: the steps and who takes them.

OUT_OF_ORDER = _error(
    300,
    "Ce n'est pas le moment : {state_fr}.",
    "This is not the moment: {state_en}.",
    "« chartrier disposition show » donne l'étape attendue.",
    "“chartrier disposition show” tells the step that is awaited.",
)
SAME_PERSON = _error(
    301,
    "Vous ne pouvez pas {act_fr} : c'est aussi vous qui avez {earlier_fr}.",
    "You may not {act_en}: you also {earlier_en}.",
    "Demandez-le à quelqu'un d'autre ; deux comptes d'une même personne comptent pour une.",
    "Ask somebody else; two accounts of one person count as one.",
    _R212_14,
)
NOT_ATTESTED = _error(
    302,
    "La signature n'atteste pas que la DUA est écoulée.",
    "The signature does not attest that the DUA is over.",
    "Vérifiez les lignes du bordereau, puis signez avec --attest.",
    "Check the lines of the bordereau, then sign with --attest.",
)
FORM_NOT_ACCEPTED = _error(
    303,
    "La forme de visa « {form} » n'est pas de celles que les Archives départementales acceptent : {accepted}.",
    "The form of visa “{form}” is not one that the Archives départementales accept: {accepted}.",
    "Recueillez le visa sous une de ces formes, ou réglez-les : chartrier tenant set SIREN --visa-form FORME.",
    "Obtain the visa in one of these forms, or set them: chartrier tenant set SIREN --visa-form FORM.",
)
NO_AGREEMENT = _error(
    304,
    "L'accord des Archives départementales pour un visa dans l'application n'est pas enregistré.",
    "The agreement of the Archives départementales to a visa in the application is not recorded.",
    "Enregistrez sa référence : chartrier tenant set SIREN --visa-agreement RÉFÉRENCE.",
    "Record its reference: chartrier tenant set SIREN --visa-agreement REFERENCE.",
)
WAITING = _error(
    305,
    "Le délai après le visa court jusqu'au {day_fr} : rien n'est éliminé avant.",
    "The delay after the visa runs until {day_en}: nothing is eliminated before.",
    "Revenez ce jour-là ; le délai est un réglage de la collectivité.",
    "Come back that day; the delay is a setting of the tenant.",
)
WRONG_COUNT = _error(
    306,
    "Vous annoncez {typed} unités ; les lignes à exécuter en comptent {count}.",
    "You typed {typed} units; the lines to execute have {count}.",
    "Relisez la liste (chartrier disposition show), puis tapez le nombre exact avec --count.",
    "Read the list again (chartrier disposition show), then type the exact number with --count.",
)
NOTHING_LEFT = _error(
    307,
    "Aucune ligne ne peut être exécutée.",
    "No line can be executed.",
    "Les lignes refusées, ajournées ou écartées peuvent être proposées de nouveau.",
    "Lines that are refused, adjourned or dropped may be proposed again.",
    _L212_2,
)
NO_LINES = _error(
    308,
    "La liste est vide : elle ne veut jamais dire « tout ».",
    "The list is empty: it never means “everything”.",
    "Désignez au moins une unité.",
    "Name at least one unit.",
)
NO_MOTIVE = _error(
    309,
    "Il manque le motif.",
    "The motive is missing.",
    "Donnez-le avec --motive.",
    "Give it with --motive.",
)
BACKWARDS = _error(
    310,
    "Le {day:day} n'est pas entre l'étape précédente ({before:day}) et aujourd'hui.",
    "{day:day} is not between the previous step ({before:day}) and today.",
    "Corrigez la date.",
    "Correct the date.",
)
BEYOND_THE_VISA = _error(
    311,
    "La ligne {line} n'a pas de visa : elle ne peut pas être exécutée.",
    "Line {line} has no visa: it cannot be executed.",
    "Seules les lignes accordées le peuvent, toutes ou sans celles qui ont changé depuis.",
    "Only accepted lines can, all of them or without those that changed since.",
    _L212_2,
)

# 320-334: the decisions of a visa, line by line.

UNDECIDED = _error(
    320,
    "{count} lignes n'ont pas de décision, d'abord la ligne {line} : le silence n'est jamais un visa.",
    "{count} lines have no decision, first line {line}: silence is never a visa.",
    "Écrivez pour chaque ligne accordé, refusé ou ajourné.",
    "Write accordé, refusé or ajourné for each line.",
    _L212_2,
)
UNKNOWN_LINE = _error(
    321,
    "La ligne {line} n'est pas du bordereau.",
    "Line {line} is not of the bordereau.",
    "Reprenez les numéros de ligne du bordereau.",
    "Take the line numbers of the bordereau.",
)
TWICE = _error(
    322,
    "La ligne {line} a deux décisions.",
    "Line {line} has two decisions.",
    "Gardez celle qui est sur le bordereau signé.",
    "Keep the one that is on the signed bordereau.",
)
BAD_VERDICT = _error(
    323,
    "« {value} » n'est pas une décision.",
    "“{value}” is not a decision.",
    "Écrivez accordé, refusé ou ajourné.",
    "Write accordé, refusé or ajourné.",
)
UNMOTIVATED = _error(
    324,
    "Le refus de la ligne {line} n'a pas de motif.",
    "The refusal of line {line} has no motive.",
    "Écrivez le motif que donnent les Archives départementales.",
    "Write the motive that the Archives départementales give.",
)
NOT_A_REFUSAL = _error(
    325,
    "La ligne {line} porte un nouveau sort final ou une nouvelle DUA sans être refusée.",
    "Line {line} has a new sort final or DUA without being refused.",
    "Un nouveau sort final ou une DUA plus longue accompagne un refus.",
    "A new sort final or a longer DUA goes with a refusal.",
)
SHARED = _error(
    326,
    "Les lignes {line} et {other} ont des unités en commun : leur décision doit être la même.",
    "Lines {line} and {other} have units in common: their decision must be the same.",
    "Refusez ou ajournez les deux, ou accordez les deux.",
    "Refuse or adjourn both, or accept both.",
)
NOT_A_TABLE = _error(
    327,
    "Le tableau n'est pas lisible : {reason_fr}.",
    "The table is not readable: {reason_en}.",
    "Enregistrez-le en CSV, encodé en UTF-8, avec les colonnes {columns}.",
    "Save it as CSV, encoded in UTF-8, with the columns {columns}.",
)
BAD_SORT = _error(
    328,
    "« {value} » n'est ni Conserver ni Trier.",
    "“{value}” is neither Conserver nor Trier.",
    "Le nouveau sort final d'une ligne refusée est Conserver ou Trier.",
    "The new sort final of a refused line is Conserver or Trier.",
)
BAD_NUMBER = _error(
    329,
    "« {value} » n'est pas un numéro de ligne.",
    "“{value}” is not the number of a line.",
    "Reprenez les numéros de ligne du bordereau.",
    "Take the line numbers of the bordereau.",
)
BAD_CELLS = _error(
    330,
    "La ligne a {count} cellules au lieu de {expected}.",
    "The line has {count} cells instead of {expected}.",
    "Corrigez cette ligne du tableau.",
    "Correct this line of the table.",
)

OTHER_BORDEREAU = _error(
    331,
    "Cette décision porte sur le bordereau « {value} », et non sur le {number}.",
    "This decision is about the bordereau “{value}”, not about {number}.",
    "Donnez les décisions du bordereau que vous visez.",
    "Give the decisions of the bordereau that the visa is for.",
)

# 335-339: sampling (Trier).

BAD_METHOD = _error(
    335,
    "« {value} » n'est pas une méthode de tri.",
    "“{value}” is not a method of sampling.",
    "Écrivez 1/N (par exemple 1/10), annees-0-5, critere:MOTS, ou main avec --keep FICHIER.",
    "Write 1/N (for instance 1/10), annees-0-5, critere:WORDS, or main with --keep FILE.",
)
NO_YEAR = _error(
    336,
    "Aucune date ne dit de quelle année est l'unité {unit}.",
    "No date tells of which year unit {unit} is.",
    "Corrigez la description, ou choisissez une autre méthode de tri.",
    "Correct the description, or choose another method of sampling.",
)
NOT_SIGNED_SO = _error(
    338,
    "L'autorité territoriale ne signe pas sous la forme « {form} ».",
    "The autorité territoriale does not sign in the form “{form}”.",
    "Les formes sont application et papier (avec le jour de la signature).",
    "The forms are application and papier (with the day of the signature).",
)
NOT_ON_THE_LIST = _error(
    337,
    "L'unité {unit}, à garder, n'est pas de la liste à trier.",
    "Unit {unit}, to be kept, is not on the list to sort.",
    "Choisissez ce qui est gardé parmi ce qui est trié.",
    "Choose what is kept among what is sorted.",
)

# 340-349: retrait.

BAD_MOTIVE = _error(
    340,
    "« {value} » n'est pas un motif de retrait.",
    "“{value}” is not a motive of withdrawal.",
    "Les motifs sont : {choices}. Hors d'eux, rien n'est retiré.",
    "The motives are: {choices}. Outside them nothing is withdrawn.",
)
NO_PROOF = _error(
    341,
    "Rien ne prouve que le producteur détient encore l'original, ni que ce n'est pas une archive de cette collectivité.",
    "Nothing proves that the producer still holds the original, nor that it is no archive of this tenant.",
    "Joignez la pièce qui le prouve (--piece), ou demandez un gel : chartrier hold set.",
    "Attach the piece that proves it (--piece), or ask for a hold: chartrier hold set.",
)
AD_NOT_INFORMED = _error(
    342,
    "Les Archives départementales n'ont pas été informées.",
    "The Archives départementales have not been informed.",
    "Informez-les, puis donnez le jour et la référence du courrier (--ad-informed, --ad-reference).",
    "Inform them, then give the day and reference of the letter (--ad-informed, --ad-reference).",
)

# 350-359: transfert, dépôt, restitution.

REPLIED_ALREADY = _error(
    350,
    "Le destinataire a déjà répondu à ce transfert.",
    "The receiver has replied to this transfer already.",
    "« chartrier transfer show » donne sa réponse.",
    "“chartrier transfer show” tells its reply.",
)
NOT_SENT = _error(
    351,
    "L'unité {unit} n'est pas du transfert.",
    "Unit {unit} is not of the transfer.",
    "Vérifiez que la réponse est celle de ce transfert.",
    "Check that the reply is that of this transfer.",
)
PURGED_ALREADY = _error(
    352,
    "Ce qui est parti est déjà effacé ici.",
    "What left is destroyed here already.",
    "Rien n'est à faire.",
    "There is nothing to do.",
)
NOT_ACCEPTED = _error(
    353,
    "Le destinataire n'a rien accepté de ce transfert : rien n'en est effacé.",
    "The receiver accepted nothing of this transfer: nothing of it is destroyed.",
    "Enregistrez sa réponse : chartrier transfer reply.",
    "Record its reply: chartrier transfer reply.",
)
NOT_TAKEN = _error(
    354,
    "L'unité {unit} n'a pas été acceptée par le destinataire.",
    "Unit {unit} was not accepted by the receiver.",
    "Elle reste ici ; elle peut être transférée de nouveau.",
    "It stays here; it may be transferred again.",
)
NOTHING_GOES = _error(
    355,
    "Aucune unité acceptée ne peut être effacée : ce qui est au-dessous de chacune n'est pas accepté en entier.",
    "No accepted unit can be destroyed: what is below each of them is not accepted as a whole.",
    "Transférez de nouveau ce qui a été refusé.",
    "Transfer again what was refused.",
)
WRONG_COUNT_LEFT = _error(
    356,
    "Vous annoncez {typed} unités ; il y en a {count} à effacer.",
    "You typed {typed} units; {count} are to be destroyed.",
    "Relisez l'acte (chartrier transfer show), puis tapez le nombre exact avec --count.",
    "Read the act again (chartrier transfer show), then type the exact number with --count.",
)
GIVEN_UP_ALREADY = _error(
    357,
    "Ce transfert est abandonné.",
    "This transfer is given up.",
    "Faites-en un autre : chartrier transfer send.",
    "Make another one: chartrier transfer send.",
)

# 312-314: what was versé to an archives service, and its producer.

TAKING_BACK = _error(
    312,
    "Le producteur peut encore reprendre ces documents, jusqu'au {day_fr} : rien n'est éliminé avant.",
    "The producer may still take these documents back, until {day_en}: nothing is eliminated before.",
    "Revenez ce jour-là, ou obtenez de lui, par écrit, qu'il ne reprend rien : le délai compte du jour de son information.",
    "Come back that day, or have it in writing that it takes nothing back: the delay runs from the day it was told.",
    _R212_14,
)
BAD_ANSWER = _error(
    313,
    "« {value} » n'est pas une réponse d'un producteur, ou contredit l'acte.",
    "“{value}” is no answer of a producer, or contradicts the act.",
    "Donnez une de ces réponses : {choices}.",
    "Give one of these answers: {choices}.",
)
TYPE_NOT_PERMITTED = _error(
    314,
    "La collectivité ne permet pas ce type de visa : {type}.",
    "The tenant does not permit this type of visa: {type}.",
    "Il est éteint tant qu'il n'est pas convenu avec les AD : chartrier tenant set SIREN --visa-type {type}.",
    "It is off until agreed on with the AD: chartrier tenant set SIREN --visa-type {type}.",
    _R212_14,
)

# 343-349, 358-359: standing authorisations.

NO_CATEGORY = _error(
    343,
    "L'autorisation ne nomme aucune catégorie.",
    "The authorisation names no category.",
    "Nommez au moins une série (--serie) ou une typologie (--typology).",
    "Name at least one série (--serie) or typology (--typology).",
)
BAD_PERIOD = _error(
    344,
    "Une autorisation ne peut courir du {first} au {last} : elle finit après avoir commencé, en {years} ans au plus.",
    "An authorisation cannot run from {first} to {last}: it ends after it begins, within {years} years at most.",
    "Corrigez --from et --until ; une autorisation se renouvelle par une autre.",
    "Correct --from and --until; an authorisation is renewed by another one.",
)
BAD_LIMIT = _error(
    345,
    "Une limite est d'au moins un.",
    "A limit is at least one.",
    "Corrigez --most-units ou --most-bytes, ou ne les donnez pas.",
    "Correct --most-units or --most-bytes, or leave them out.",
)
REVOKED_ALREADY = _error(
    346,
    "Cette autorisation est déjà révoquée.",
    "This authorisation is revoked already.",
    "Rien de plus n'est à faire : rien n'est plus éliminé par elle.",
    "Nothing more is to be done: nothing is eliminated by it any more.",
)
NOT_IN_FORCE = _error(
    347,
    "Rien ne peut être imputé sur cette autorisation : {why_fr}.",
    "Nothing can be imputed on this authorisation: {why_en}.",
    "Demandez le visa de la liste : chartrier visa.",
    "Obtain the visa of the list: chartrier visa.",
)
NOT_COVERED = _error(
    348,
    "La ligne {line} n'est pas des catégories de l'autorisation.",
    "Line {line} is not of the categories of the authorisation.",
    "Demandez un visa pour elle. La règle a pu changer depuis l'autorisation : chartrier autorisation show.",
    "Obtain a visa for it. The rule may have changed since the authorisation: chartrier autorisation show.",
)
USED_UP = _error(
    349,
    "L'autorisation est épuisée : {amount} {what_fr} pour une limite de {limit}, jusqu'au {last_fr}.",
    "The authorisation is used up: {amount} {what_en} for a limit of {limit}, until {last_en}.",
    "Imputez moins de lignes (--line), ou demandez le visa de la liste.",
    "Impute fewer lines (--line), or obtain the visa of the list.",
)
NO_AUTHORISATION = _error(
    358,
    "Aucune autorisation permanente ne porte l'identifiant « {name} », ou son contenu est autre.",
    "No standing authorisation has the identifier “{name}”, or it says something else.",
    "« chartrier autorisation list » les donne.",
    "“chartrier autorisation list” tells them.",
)
NO_IMPUTATION_ON = _error(
    359,
    "Une autorisation permanente ne vaut pas pour ce fondement : {ground}.",
    "A standing authorisation is not for this ground: {ground}.",
    "Un tri, et ce qui a été versé par un autre producteur, prennent un visa de leur liste.",
    "A sample, and what another producer versé, take a visa of their list.",
)
IMPUTED_ALREADY = _error(
    332,
    "La ligne {line} est déjà imputée sur une autorisation en vigueur.",
    "Line {line} is imputed already on an authorisation that is in force.",
    "Rien de plus n'est à faire pour elle ; « chartrier disposition show » dit sur laquelle.",
    "Nothing more is to be done for it; “chartrier disposition show” tells on which one.",
)
TOO_LATE_TO_AUTHORISE = _error(
    399,
    "Le {day:day} est après aujourd'hui, ou après la fin de l'autorisation ({last:day}).",
    "{day:day} is after today, or after the end of the authorisation ({last:day}).",
    "Corrigez la date.",
    "Correct the date.",
)
