"""What requests of persons have to say (DDP-020 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SUCH_REQUEST = FindingKind(
    "DDP-020",
    Severity.ERROR,
    fr="Il n'y a pas de demande {request}.",
    en="There is no request {request}.",
    remedy_fr="Le registre des demandes les liste.",
    remedy_en="The register of requests lists them.",
)
TOO_MANY_FOUND = FindingKind(
    "DDP-022",
    Severity.ERROR,
    fr="« {term} » répond à plus de {most} unités : rien n'a été retenu.",
    en="“{term}” answers to more than {most} units: nothing was kept.",
    remedy_fr="Donnez un terme plus précis : un nom et un prénom, un numéro.",
    remedy_en="Give a more precise term: a name and a first name, a number.",
)
NO_TERM = FindingKind(
    "DDP-023",
    Severity.ERROR,
    fr="« {term} » n'a aucun mot à chercher.",
    en="“{term}” has no word to look for.",
    remedy_fr="Donnez un nom, un numéro, une adresse.",
    remedy_en="Give a name, a number, an address.",
)
UNIT_NOT_FOUND = FindingKind(
    "DDP-024",
    Severity.ERROR,
    fr="L'unité {unit} n'est pas de celles qui concernent la personne.",
    en="The unit {unit} is not one of those that concern the person.",
    remedy_fr="Cherchez d'abord, puis cochez ce qui la concerne.",
    remedy_en="Search first, then tick what concerns them.",
)
NO_UNIT_NAMED = FindingKind(
    "DDP-025",
    Severity.ERROR,
    fr="Aucune unité n'est nommée.",
    en="No unit is named.",
    remedy_fr="Nommez celles dont il s'agit, ou dites que ce sont toutes.",
    remedy_en="Name those that are meant, or say that it is all of them.",
)
NO_SUCH_ANNEX = FindingKind(
    "DDP-026",
    Severity.ERROR,
    fr="L'unité {unit}, qui serait annexée, n'est pas dans l'archive.",
    en="The unit {unit}, which would be annexed, is not in the archive.",
    remedy_fr="Faites-la verser d'abord.",
    remedy_en="Have it deposited first.",
)
NOT_READY = FindingKind(
    "DDP-027",
    Severity.ERROR,
    fr="La réponse ne peut pas être signée : {step_fr}.",
    en="The answer cannot be signed: {step_en}.",
    remedy_fr="Faites cette étape, puis signez.",
    remedy_en="Do this step, then sign.",
    reference="RGPD 12",
)
MAY_NOT_ANSWER = FindingKind(
    "DDP-028",
    Severity.ERROR,
    fr="La réponse est signée par le responsable de traitement : le maire, le président, ou qui en a la délégation.",
    en="The answer is signed by the controller: the mayor, the president, or who has the delegation.",
    remedy_fr="Faites signer quelqu'un qui a le rôle de signataire ; le délégué à la protection des données conseille.",
    remedy_en="Have somebody with the role of signatory sign; the data protection officer advises.",
    reference="RGPD 4(7), 39",
)
NOT_ANSWERED = FindingKind(
    "DDP-029",
    Severity.ERROR,
    fr="Cette demande n'a pas encore de réponse.",
    en="This request has no answer yet.",
    remedy_fr="Faites signer la réponse d'abord.",
    remedy_en="Have the answer signed first.",
)
NO_SUCH_VIOLATION = FindingKind(
    "VIO-020",
    Severity.ERROR,
    fr="Il n'y a pas de violation {violation} au registre.",
    en="There is no violation {violation} in the register.",
    remedy_fr="Le registre des violations les liste.",
    remedy_en="The register of violations lists them.",
)
NO_SUCH_SERIES = FindingKind(
    "DDP-030",
    Severity.ERROR,
    fr="La série {series} n'est pas au tableau de gestion.",
    en="The série {series} is not in the retention table.",
    remedy_fr="Donnez un code du tableau en vigueur.",
    remedy_en="Give a code of the table in force.",
)
LINES_CHANGED = FindingKind(
    "DDP-031",
    Severity.ERROR,
    fr="L'unité {unit} n'est plus ce qu'elle était quand sa décision a été prise : {reason_fr}",
    en="The unit {unit} is no longer what it was when it was decided: {reason_en}",
    remedy_fr="Décidez de nouveau de cette unité, puis signez.",
    remedy_en="Decide of this unit again, then sign.",
)
NO_REQUEST_NAMED = FindingKind(
    "DDP-032",
    Severity.ERROR,
    fr="Aucune demande n'est choisie.",
    en="No request is chosen.",
    remedy_fr="Choisissez celles que le visa couvre.",
    remedy_en="Choose those that the visa covers.",
)
NOT_ERASABLE = FindingKind(
    "DDP-033",
    Severity.ERROR,
    fr="La demande {request} ne s'efface pas, ou pas sous ce visa.",
    en="The request {request} is not erased, or not under this visa.",
    remedy_fr="Sa DUA (série S096b de votre tableau) doit être finie avant le jour du visa, et ce qu'elle a accordé ne plus tenir ; "
    "l'effacement se propose, puis une autre personne l'exécute.",
    remedy_en="Its DUA (série S096b of your table) has to be over before the day of the visa, and what it granted to hold no more; "
    "the erasing is proposed, then somebody else does it.",
    reference="code du patrimoine, L212-2",
)
NO_VISA = FindingKind(
    "DDP-034",
    Severity.ERROR,
    fr="Il manque la référence du visa.",
    en="The reference of the visa is missing.",
    remedy_fr="Présentez le registre aux Archives départementales ; leur visa d'élimination a une référence.",
    remedy_en="Present the register to the Archives départementales; their visa of élimination has a reference.",
    reference="code du patrimoine, L212-2",
)
LETTER_ERASED = FindingKind(
    "DDP-035",
    Severity.ERROR,
    fr="Cette demande est effacée : sa lettre aussi.",
    en="This request is erased: its letter too.",
    remedy_fr="Il n'en reste que le droit, les dates et le visa.",
    remedy_en="Nothing is left of it but the right, the dates and the visa.",
)
NOT_THE_SECOND = FindingKind(
    "DDP-036",
    Severity.ERROR,
    fr="L'effacement est exécuté par qui signe pour la collectivité, et n'est pas qui l'a proposé.",
    en="The erasing is done by somebody who signs for the collectivité, and is not who proposed it.",
    remedy_fr="Demandez-le à un autre signataire ; deux comptes d'une même personne comptent pour une.",
    remedy_en="Ask another signatory; two accounts of one person count as one.",
    reference="code du patrimoine, L212-2",
)
OTHER_VISA = FindingKind(
    "DDP-037",
    Severity.ERROR,
    fr="La demande {request} est proposée sous un autre visa : {visa}.",
    en="The request {request} is proposed under another visa: {visa}.",
    remedy_fr="Rien n'est effacé. Relisez ce qui est proposé, et donnez la référence du visa que vous avez lu.",
    remedy_en="Nothing is erased. Read again what is proposed, and give the reference of the visa that you have read.",
    reference="code du patrimoine, L212-2",
)
NOT_PROPOSED = FindingKind(
    "DDP-038",
    Severity.ERROR,
    fr="La demande {request} n'est pas proposée à l'effacement.",
    en="The request {request} is not proposed to be erased.",
    remedy_fr="Il n'y a rien à reprendre.",
    remedy_en="There is nothing to take back.",
)
