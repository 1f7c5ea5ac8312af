"""What the functions of disposition have to say. Codes are stable for ever; DSP-001 to DSP-059 are of this room."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity


def _error(number: int, fr: str, en: str, remedy_fr: str, remedy_en: str, reference: str = "") -> FindingKind:
    return FindingKind(f"DSP-{number:03}", Severity.ERROR, fr, en, remedy_fr, remedy_en, reference)


MAY_NOT = _error(
    1,
    "Votre rôle ne permet pas cet acte ({permission}).",
    "Your role does not permit this act ({permission}).",
    "Demandez-le à quelqu'un dont c'est le rôle : chartrier person list.",
    "Ask somebody whose role it is: chartrier person list.",
)
NO_PROPOSITION = _error(
    2,
    "Aucune proposition ne porte l'identifiant ou le numéro « {name} ».",
    "No proposition has the identifier or number “{name}”.",
    "« chartrier disposition list » les donne toutes.",
    "“chartrier disposition list” tells them all.",
)
NO_UNIT = _error(
    3,
    "Aucune unité de cette collectivité ne porte l'identifiant « {unit} ».",
    "No unit of this tenant has the identifier “{unit}”.",
    "Vérifiez l'identifiant ; « chartrier search » aide à le retrouver.",
    "Check the identifier; “chartrier search” helps to find it.",
)
NOTHING_NAMED = _error(
    4,
    "Rien n'est désigné : une liste ou un filtre vide ne veut jamais dire « tout ».",
    "Nothing is named: an empty list or filter never means “everything”.",
    "Donnez --unit, --list ou --due ; avec --due, c'est que rien n'est à échéance (chartrier due).",
    "Give --unit, --list or --due; with --due, nothing is due (chartrier due).",
)
NOTHING_TO_PROPOSE = _error(
    5,
    "Aucune des unités désignées ({count}) ne peut être proposée.",
    "None of the units that were named ({count}) can be proposed.",
    "Relancez avec --dry-run : chaque unité laissée de côté y est dite, avec sa raison.",
    "Run again with --dry-run: each unit left out is told, with its reason.",
)
TOO_MANY = _error(
    6,
    "Plus de {limit} unités : c'est trop pour une seule proposition.",
    "More than {limit} units: too many for one proposition.",
    "Faites plusieurs propositions.",
    "Make several propositions.",
)
CHANGED = _error(
    7,
    "Quelque chose a changé pendant l'opération : {what_fr}.",
    "Something changed during the operation: {what_en}.",
    "Rien n'est écrit. Relisez (chartrier disposition show), puis recommencez.",
    "Nothing is written. Read again (chartrier disposition show), then try again.",
)
NOT_PROVEN = _error(
    8,
    "L'acte {act} n'est pas prouvé dans les copies : {why}.",
    "The act {act} is not proven in the copies: {why}.",
    "N'éliminez rien. Lancez « chartrier verify », et prévenez l'exploitant.",
    "Eliminate nothing. Run “chartrier verify”, and tell the operator.",
)
NO_DOUBLE = _error(
    9,
    "L'unité {unit} a un fichier qui n'est pas dans une autre unité gardée au moins aussi longtemps.",
    "Unit {unit} has a file that is in no other unit kept at least as long.",
    "Un double est prouvé par son empreinte ; sinon, proposez l'unité avec visa.",
    "A double is proven by its digest; otherwise, propose the unit for a visa.",
    "Code du patrimoine, R212-14",
)
NO_SCAN = _error(
    10,
    "Il manque le visa lui-même ou le lieu où son original est gardé.",
    "The visa itself, or the place where its original is kept, is missing.",
    "Joignez-le avec --file, et dites où est l'original avec --original.",
    "Attach it with --file, and say where the original is with --original.",
)
NOT_A_FILE = _error(
    11,
    "Le fichier {path} n'est pas lisible, est vide ou dépasse {limit} octets.",
    "The file {path} is not readable, is empty or has more than {limit} bytes.",
    "Vérifiez le chemin et le fichier.",
    "Check the path and the file.",
)
NOT_A_PDF = _error(
    12,
    "Le fichier joint n'est pas un PDF.",
    "The attached file is not a PDF.",
    "Joignez le visa numérisé ou signé en PDF.",
    "Attach the visa scanned or signed as a PDF.",
)
NOT_THE_BORDEREAU = _error(
    13,
    "Le PDF signé n'est pas le bordereau {number}, ou autre chose que la signature y a été ajouté.",
    "The signed PDF is not bordereau {number}, or something else than the signature was added to it.",
    "Faites signer le PDF du bordereau tel que « chartrier disposition show --pdf » le donne.",
    "Have the PDF of the bordereau signed as “chartrier disposition show --pdf” gives it.",
)
SIGNATURE_INVALID = _error(
    14,
    "La signature du PDF n'est pas valable : {why}.",
    "The signature of the PDF is not valid: {why}.",
    "Vérifiez le certificat du signataire et les racines de confiance données avec --roots.",
    "Check the signer's certificate and the roots of trust given with --roots.",
    "PAdES (ETSI EN 319 142)",
)
NO_ROOTS = _error(
    15,
    "Aucune racine de confiance utilisable : la signature du PDF ne peut pas être vérifiée.",
    "No usable root of trust: the signature of the PDF cannot be verified.",
    "Donnez les certificats racines en PEM avec --roots.",
    "Give the root certificates in PEM with --roots.",
)
SORTING_ASIDE = _error(
    16,
    "Un tri se propose avec une méthode, et une méthode ne va qu'avec un tri.",
    "A sample is proposed with a method, and a method goes with a sample only.",
    "Donnez --trier MÉTHODE, sans --ground.",
    "Give --trier METHOD, without --ground.",
)
ON_HOLD = _error(
    17,
    "{count} unités sont sous gel : elles ne peuvent pas être retirées.",
    "{count} units are on hold: they cannot be withdrawn.",
    "« chartrier hold list » donne les gels ; seul un acte motivé en lève un.",
    "“chartrier hold list” tells the holds; only an act with its motive lifts one.",
)
NO_WITHDRAWAL = _error(
    18,
    "Aucune demande de retrait en attente ne porte l'identifiant « {name} ».",
    "No withdrawal that waits has the identifier “{name}”.",
    "« chartrier withdraw » rend l'identifiant de la demande à confirmer.",
    "“chartrier withdraw” tells the identifier of the request to confirm.",
)
SURVIVING = _error(
    19,
    "L'unité {unit} a des unités au-dessous d'elle qui ne partent pas.",
    "Unit {unit} has units below it that do not go.",
    "Désignez aussi celles-là.",
    "Name those too.",
)
NOT_ORDERED = _error(
    21,
    "Rien n'a été éliminé du bordereau {number} : il n'y a rien à attester.",
    "Nothing of bordereau {number} was eliminated: there is nothing to attest.",
    "L'attestation se demande après « chartrier execute ».",
    "Ask for the attestation after “chartrier execute”.",
)

# 22-39: transferts, dépôts, restitutions.

HELD_HERE = _error(
    22,
    "{count} unités sont sous gel : elles ne peuvent ni partir ni être effacées.",
    "{count} units are on hold: they can neither leave nor be destroyed.",
    "« chartrier hold list » donne les gels ; seul un acte motivé en lève un.",
    "“chartrier hold list” tells the holds; only an act with its motive lifts one.",
)
PROPOSED_HERE = _error(
    23,
    "L'unité {unit} est proposée à l'élimination.",
    "Unit {unit} is proposed for élimination.",
    "« chartrier disposition list » donne les propositions en cours.",
    "“chartrier disposition list” tells the propositions under way.",
)
UNDER_WAY = _error(
    24,
    "L'unité {unit} est déjà dans le transfert {transfer}, qui est en cours.",
    "Unit {unit} is in transfer {transfer} already, which is under way.",
    "Enregistrez la réponse du destinataire : chartrier transfer reply.",
    "Record the reply of the receiver: chartrier transfer reply.",
)
CHANGED_SINCE = _error(
    25,
    "Depuis le départ, des actes ont porté sur ces unités ({operations}) : le destinataire n'a pas ce qui est ici.",
    "Since they left, acts were about these units ({operations}): the receiver does not have what is here.",
    "Rien n'est effacé. Transférez de nouveau ce qui a changé.",
    "Nothing is destroyed. Transfer again what changed.",
)
NOT_THE_SAME = _error(
    26,
    "Le message du transfert {transfer} ne serait plus le même : quelque chose a changé depuis l'envoi.",
    "The message of transfer {transfer} would not be the same any more: something changed since it was sent.",
    "Attendez la réponse au premier envoi ; rien n'est effacé tant que les deux diffèrent.",
    "Wait for the reply to the first one; nothing is destroyed while the two differ.",
)
NO_TRANSFER = _error(
    28,
    "Aucun transfert ne porte l'identifiant « {name} ».",
    "No transfer has the identifier “{name}”.",
    "« chartrier transfer list » les donne tous.",
    "“chartrier transfer list” tells them all.",
)
OTHER_MESSAGE = _error(
    29,
    "La réponse est à un autre message ({found}) que celui du transfert ({message}).",
    "The reply is to another message ({found}) than that of the transfer ({message}).",
    "Donnez la réponse du destinataire à ce transfert.",
    "Give the reply of the receiver to this transfer.",
)
OTHER_RECEIVER = _error(
    30,
    "La réponse est d'un autre service d'archives ({found}) que le destinataire ({receiver}).",
    "The reply is of another archival agency ({found}) than the receiver ({receiver}).",
    "Donnez la réponse du destinataire à ce transfert.",
    "Give the reply of the receiver to this transfer.",
)
PROOF_NOT_PROVEN = _error(
    31,
    "Le paquet de preuves {file} n'est pas prouvé : {why}",
    "The bundle of proofs {file} is not proven: {why}",
    "Demandez-en un autre au destinataire ; « chartrier verify --bundle » dit ce qui manque.",
    "Ask the receiver for another one; “chartrier verify --bundle” tells what is lacking.",
)
NOT_A_PROOF = _error(
    32,
    "{file} n'est ni un paquet de preuves, ni une liste identifiant;sha512 : {why}",
    "{file} is neither a bundle of proofs nor a list identifiant;sha512: {why}",
    "Demandez au destinataire ce qu'il a vérifié de chaque objet reçu.",
    "Ask the receiver what it verified of each object that it received.",
)
PROOF_WANTED = _error(
    33,
    "Rien ne prouve que le destinataire a les octets des {count} fichiers qui seraient effacés.",
    "Nothing proves that the receiver has the bytes of the {count} files that would be destroyed.",
    "Donnez sa preuve avec --receiver-proof : son paquet de preuves, ou sa liste identifiant;sha512.",
    "Give its proof with --receiver-proof: its bundle of proofs, or its list identifiant;sha512.",
)
BYTES_NOT_PROVEN = _error(
    34,
    "La preuve du destinataire ne dit pas que son objet {there} a les octets de notre objet {object}.",
    "The receiver's proof does not say that its object {there} has the bytes of our object {object}.",
    "Rien n'est effacé. Demandez au destinataire une preuve de tous les objets acceptés.",
    "Nothing is destroyed. Ask the receiver for a proof of all objects that it accepted.",
)
UNSIGNED_PROOF = _error(
    50,
    "La preuve du destinataire est une liste que personne n'a signée : elle dit ce qu'il a, sans le prouver.",
    "The receiver's proof is a list that nobody signed: it says what it has, and does not prove it.",
    "Demandez son paquet de preuves ; s'il ne peut pas en faire, acceptez sa liste avec --unsigned-proof : l'acte le dira.",
    "Ask for its bundle of proofs; where it cannot make one, accept its list with --unsigned-proof: the act will say so.",
)
UNKNOWN_THERE = _error(
    35,
    "La réponse nomme une unité que le message n'avait pas : « {name} ».",
    "The reply names a unit that the message did not have: “{name}”.",
    "Vérifiez que c'est la réponse à ce transfert.",
    "Check that it is the reply to this transfer.",
)
NO_RESTITUTION = _error(
    36,
    "Aucune restitution d'unités entières, encore à effacer, ne porte l'identifiant « {name} ».",
    "No restitution of whole units that are still to be destroyed has the identifier “{name}”.",
    "L'acte est celui que « chartrier restitution give » a rendu, avec tous les usages.",
    "The act is the one that “chartrier restitution give” told, with all usages.",
)
NO_RECEIPT = _error(
    37,
    "Il manque le reçu signé par le producteur.",
    "The receipt signed by the producer is missing.",
    "Joignez-le avec --receipt.",
    "Attach it with --receipt.",
)
DEFINITIVE_STAYS = _error(
    38,
    "{count} unités sont des archives définitives : elles ne sont pas rendues pour être détruites ici.",
    "{count} units are archives définitives: they are not given back to be destroyed here.",
    "Elles vont à un service public d'archives : chartrier transfer send --kind depot.",
    "They go to a service public d'archives: chartrier transfer send --kind depot.",
    "Code du patrimoine, L212-1",
)
NO_BORDEREAU_NOW = _error(
    39,
    "Les unités du transfert {transfer} ne sont plus toutes ici : son bordereau ne peut plus être imprimé.",
    "The units of transfer {transfer} are not all here any more: its bordereau cannot be printed now.",
    "Imprimez-le après l'envoi, et gardez l'original signé.",
    "Print it after sending, and keep the signed original.",
)

# 40-49: paper, samples.

NO_CERTIFICATE = _error(
    40,
    "Les lignes {lines} sont sur papier : rien ne certifie qu'il est détruit.",
    "The lines {lines} are on paper: nothing certifies that it is destroyed.",
    "Joignez le certificat de destruction (--certificate), ou laissez ces lignes (--without-paper).",
    "Attach the certificate of destruction (--certificate), or leave these lines out (--without-paper).",
)
NOTHING_ON_PAPER = _error(
    41,
    "Aucune des lignes à exécuter n'est sur papier : le certificat n'est celui de rien.",
    "None of the lines to execute is on paper: the certificate is of nothing.",
    "Recommencez sans --certificate.",
    "Start again without --certificate.",
)
CERTIFIED_BEFORE = _error(
    42,
    "Le papier ne peut avoir été détruit le {day} : le visa est du {first}, et nous sommes le {last}.",
    "The paper cannot have been destroyed on {day}: the visa is of {first}, and today is {last}.",
    "Corrigez le jour (--certificate-day). Du papier détruit avant le visa l'a été sans droit : dites-le aux AD.",
    "Correct the day (--certificate-day). Paper destroyed before the visa was so unlawfully: tell the AD.",
    "Code du patrimoine, L212-2",
)
NOT_SORTED = _error(
    43,
    "Le bordereau {number} n'est pas celui d'un tri dont le visa est donné.",
    "Bordereau {number} is not that of a sample of which the visa is given.",
    "« chartrier disposition show » en dit l'étape ; pour d'autres unités : conserve --unit ou --list.",
    "“chartrier disposition show” tells its step; for other units: conserve --unit or --list.",
)
NO_SIGNED_PAPER = _error(
    44,
    "Il manque le bordereau signé, numérisé, ou le lieu où son original est gardé.",
    "The signed bordereau, scanned, or the place where its original is kept, is missing.",
    "Joignez-le avec --file, et dites où est l'original avec --original.",
    "Attach it with --file, and say where the original is with --original.",
)

# 45-49: standing authorisations, and what was versé by another producer.

NO_REFERENCE = _error(
    45,
    "La référence du courrier manque.",
    "The reference of the letter is missing.",
    "Donnez-la avec --reference.",
    "Give it with --reference.",
)
NO_SUCH_CATEGORY = _error(
    46,
    "« {name} » n'est ni une règle qui a une DUA, ni l'intitulé d'une seule série.",
    "“{name}” is neither a rule that has a DUA, nor the title of one série only.",
    "« chartrier series list » et « chartrier rules show » les donnent.",
    "“chartrier series list” and “chartrier rules show” tell them.",
)
NOT_TO_ELIMINATE = _error(
    47,
    "La série {name} n'est pas à éliminer ({sort}), ou ses sources diffèrent : aucune autorisation permanente n'en vaut.",
    "The série {name} is not to be eliminated ({sort}), or its sources differ: no standing authorisation is of it.",
    "Décidez d'abord du sort final avec les AD : chartrier series decide.",
    "Decide on its sort final with the AD first: chartrier series decide.",
)
NOT_FROM_PRODUCER = _error(
    48,
    "Ce qui est proposé n'a pas été versé par « {name} », et par lui seul, mais par : {producers}.",
    "What is proposed was not versé by “{name}”, and by it alone, but by: {producers}.",
    "Faites un bordereau par producteur, et donnez son identifiant avec --producer.",
    "Make one bordereau for each producer, and give its identifier with --producer.",
    "Code du patrimoine, R212-14",
)
NO_ARCHIVES_SERVICE = _error(
    49,
    "Aucun service public d'archives ne tient les archives de cette collectivité : rien ne lui a été versé.",
    "No public archives service holds the archives of this tenant: nothing was versé to it.",
    "Dites lequel : chartrier tenant set SIREN --archives-service « NOM » ; sinon, proposez sur le fondement visa.",
    "Say which one: chartrier tenant set SIREN --archives-service “NAME”; else propose on the ground visa.",
)
