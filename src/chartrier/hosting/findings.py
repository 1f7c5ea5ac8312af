"""What the room of hosting has to say. HEB-004 to HEB-019 are of the register, HEB-020 to HEB-049 of the check."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

L111_1 = "code du patrimoine, L111-1, 2°"
L212_4 = "code du patrimoine, L212-4, II"
NOTE_2016 = "note DGP/SIAF/2016/006 du 5 avril 2016"

NOT_TOML = FindingKind(
    "HEB-004",
    Severity.ERROR,
    fr="Ce fichier n'est pas une liste d'offres lisible : {reason}.",
    en="This file is no list of offers that can be read: {reason}.",
    remedy_fr="Écrivez en TOML une table [offre.CODE] par offre ; docs/hebergement.md en montre une.",
    remedy_en="Write in TOML a table [offre.CODE] for each offer; docs/hebergement.md shows one.",
)
UNKNOWN_KEY = FindingKind(
    "HEB-005",
    Severity.ERROR,
    fr="« {key} » n'est pas une rubrique d'une offre.",
    en="“{key}” is not an item of an offer.",
    remedy_fr="Les rubriques sont : {choices}.",
    remedy_en="The items are: {choices}.",
)
WRONG_VALUE = FindingKind(
    "HEB-006",
    Severity.ERROR,
    fr="« {key} » ne peut pas valoir « {value} ».",
    en="“{key}” cannot be “{value}”.",
    remedy_fr="On attend ici : {wanted_fr}.",
    remedy_en="What is wanted here: {wanted_en}.",
)
BAD_CODE = FindingKind(
    "HEB-007",
    Severity.ERROR,
    fr="« {code} » ne peut pas être le code d'une offre.",
    en="“{code}” cannot be the code of an offer.",
    remedy_fr="Prenez de une à quarante minuscules, chiffres ou tirets, une lettre d'abord.",
    remedy_en="Take one to forty lower-case letters, figures or hyphens, a letter first.",
)
OFFER_EXISTS = FindingKind(
    "HEB-008",
    Severity.ERROR,
    fr="Il y a déjà une offre « {code} ».",
    en="There is an offer “{code}” already.",
    remedy_fr="Changez-la (chartrier hosting offer change), ou prenez un autre code.",
    remedy_en="Change it (chartrier hosting offer change), or take another code.",
)
NO_OFFER = FindingKind(
    "HEB-009",
    Severity.ERROR,
    fr="Il n'y a pas d'offre « {code} ».",
    en="There is no offer “{code}”.",
    remedy_fr="« chartrier hosting offer list » les donne.",
    remedy_en="“chartrier hosting offer list” gives them.",
)
COPY_ELSEWHERE = FindingKind(
    "HEB-010",
    Severity.ERROR,
    fr="La copie {copy} est déjà dans l'offre « {code} » : elle ne peut pas être à deux endroits.",
    en="The copy {copy} is in the offer “{code}” already: it cannot be in two places.",
    remedy_fr="Ôtez-la d'abord de l'autre offre.",
    remedy_en="Take it out of the other offer first.",
)
COPY_UNKNOWN = FindingKind(
    "HEB-011",
    Severity.ERROR,
    fr="Aucune copie des réglages ne s'appelle « {copy} ».",
    en="No copy of the settings is called “{copy}”.",
    remedy_fr="Les copies sont : {choices} (chartrier copy list).",
    remedy_en="The copies are: {choices} (chartrier copy list).",
)
NOTHING_TO_CHANGE = FindingKind(
    "HEB-012",
    Severity.ERROR,
    fr="Il faut dire ce qui change de l'offre « {code} ».",
    en="What changes of the offer “{code}” must be said.",
    remedy_fr="Donnez au moins une rubrique ; une rubrique vide efface ce qui était dit.",
    remedy_en="Give one item at least; an empty one erases what was said.",
)
CODE_OR_FILE = FindingKind(
    "HEB-013",
    Severity.ERROR,
    fr="Il faut le code d'une offre, ou un fichier qui en a : l'un des deux.",
    en="It takes the code of an offer, or a file that has some: one of the two.",
    remedy_fr="Écrivez « chartrier hosting offer add CODE --provider … » ou « chartrier hosting offer add --file F.toml ».",
    remedy_en="Write “chartrier hosting offer add CODE --provider …” or “chartrier hosting offer add --file F.toml”.",
)

NOTHING_TO_RETURN = FindingKind(
    "HEB-014",
    Severity.ERROR,
    fr="Rien ne peut être rapatrié de l'offre « {code} » : aucune de ses copies n'est là, ou elles sont vides.",
    en="Nothing can be brought back from the offer “{code}”: none of its copies is there, or they are empty.",
    remedy_fr="Dites quelles copies y sont (chartrier hosting offer change), et branchez-les.",
    remedy_en="Say which copies are there (chartrier hosting offer change), and connect them.",
)
NO_ROOM = FindingKind(
    "HEB-015",
    Severity.ERROR,
    fr="Il faut {bytes:bytes+} dans {folder} pour l'essai de retour : la place manque.",
    en="The trial return takes {bytes:bytes+} in {folder}: there is no such room.",
    remedy_fr="Donnez un autre dossier (--scratch), ou faites l'essai collectivité par collectivité.",
    remedy_en="Give another folder (--scratch), or try one collectivité after the other.",
)

TOO_FEW_COPIES = FindingKind(
    "HEB-020",
    Severity.ERROR,
    fr="{count} copie complète et à jour, {wanted} voulues.",
    en="{count} copy whole and up to date, {wanted} wanted.",
    remedy_fr="Remettez les copies à jour (chartrier copy heal), ou ajoutez-en une (chartrier copy add).",
    remedy_en="Bring the copies up to date (chartrier copy heal), or add one (chartrier copy add).",
    reference="NF Z42-013 / ISO 14641 (thème de la sécurité du stockage) ; politique de l'hébergeur",
)
TOO_FEW_SITES = FindingKind(
    "HEB-021",
    Severity.ERROR,
    fr="Les copies complètes sont sur {count} site connu, {wanted} voulus ({sites}).",
    en="The whole copies are on {count} known site, {wanted} wanted ({sites}).",
    remedy_fr="Mettez une copie sur un autre site, ou dites où sont celles dont le lieu n'est pas connu.",
    remedy_en="Put a copy on another site, or say where those are whose place is not known.",
    reference="NF Z42-013 / ISO 14641 (thème de la sécurité du stockage) ; politique de l'hébergeur",
)
TOO_FEW_TECHNOLOGIES = FindingKind(
    "HEB-022",
    Severity.WARNING,
    fr="Les copies complètes sont sur {count} technologie connue, {wanted} voulues ({technologies}).",
    en="The whole copies are on {count} known technology, {wanted} wanted ({technologies}).",
    remedy_fr="Prenez pour l'une d'elles une autre technologie, ou dites celle des offres où elle manque.",
    remedy_en="Take another technology for one of them, or say that of the offers where it is missing.",
    reference="politique de l'hébergeur",
)
DEFINITIVE_ABROAD = FindingKind(
    "HEB-023",
    Severity.ERROR,
    fr="Des archives définitives, trésors nationaux, sont hors de France ({country}), copie {copy}, offre « {code} ».",
    en="Archives définitives, which are trésors nationaux, are out of France ({country}), copy {copy}, offer “{code}”.",
    remedy_fr="Rapatriez cette copie (chartrier copy replace), puis prévenez les Archives départementales.",
    remedy_en="Bring this copy back (chartrier copy replace), then tell the Archives départementales.",
    reference=L111_1,
)
ABROAD = FindingKind(
    "HEB-024",
    Severity.WARNING,
    fr="La copie {copy} est hors de France ({country}), offre « {code} » : la politique de l'hébergeur la veut en France.",
    en="The copy {copy} is out of France ({country}), offer “{code}”: the host's policy wants it in France.",
    remedy_fr="Déplacez-la, ou changez la politique ; la loi ne vise que les archives définitives.",
    remedy_en="Move it, or change the policy; the law is about archives définitives only.",
    reference=f"{NOTE_2016}, antérieure à la rédaction actuelle de L111-1 ; politique de l'hébergeur",
)
SENSITIVE = FindingKind(
    "HEB-025",
    Severity.WARNING,
    fr="Des séries portent ou peuvent porter des données de santé ou sociales ; la copie {copy} (offre « {code} ») est "
    "confiée à un tiers sans certification HDS valable ni agrément.",
    en="Series hold or may hold health or social data; the copy {copy} (offer “{code}”) is with a third party that has "
    "no valid HDS certification and no agrément.",
    remedy_fr="Le délégué à la protection des données dit si le régime s'applique ; s'il s'applique, prenez une offre "
    "certifiée HDS ou un service qui a l'agrément.",
    remedy_en="The data protection officer says whether the regime applies; if it does, take an offer that is HDS "
    "certified or a service that has its agrément.",
    reference="code de la santé publique, L1111-8 (source à confirmer) ; RGPD, art. 9",
)
AGREMENT_ENDED = FindingKind(
    "HEB-026",
    Severity.ERROR,
    fr="L'agrément du tiers-archiveur « {provider} » (offre « {code} ») a fini le {day_fr}.",
    en="The agrément of the third party “{provider}” (offer “{code}”) ended on {day_en}.",
    remedy_fr="Demandez la décision du préfet de département ; sans agrément, reprenez les archives.",
    remedy_en="Ask for the decision of the préfet of the département; without an agrément, take the archives back.",
    reference=f"{L212_4} ; décret 2020-733",
)
AGREMENT_ENDS = FindingKind(
    "HEB-027",
    Severity.WARNING,
    fr="L'agrément du tiers-archiveur « {provider} » (offre « {code} ») finit le {day_fr}.",
    en="The agrément of the third party “{provider}” (offer “{code}”) ends on {day_en}.",
    remedy_fr="Demandez s'il est renouvelé, et préparez la reprise des archives.",
    remedy_en="Ask whether it is renewed, and prepare to take the archives back.",
    reference=f"{L212_4} ; décret 2020-733",
)
NO_DRILL = FindingKind(
    "HEB-028",
    Severity.WARNING,
    fr="Le dernier essai de retour des archives depuis « {provider} » (offre « {code} »), le {day_fr}, a plus de {days} jours.",
    en="The last trial return of the archives from “{provider}” (offer “{code}”), on {day_en}, is more than {days} days old.",
    remedy_fr="Rapatriez-en tout et prouvez-le (chartrier hosting drill {code}, qui note le jour), ou notez le jour d'un essai.",
    remedy_en="Bring it all back and prove it (chartrier hosting drill {code}, which notes the day), or note the day of a trial.",
    reference=f"{NOTE_2016} (réversibilité, à confirmer) ; politique de l'hébergeur",
)
CONTRACT_ENDED = FindingKind(
    "HEB-029",
    Severity.ERROR,
    fr="Le contrat avec « {provider} » (offre « {code} ») a fini le {day_fr}, et des archives y sont encore.",
    en="The contract with “{provider}” (offer “{code}”) ended on {day_en}, and archives are still there.",
    remedy_fr="Renouvelez-le, ou déplacez la copie (chartrier copy replace).",
    remedy_en="Renew it, or move the copy (chartrier copy replace).",
    reference="code de la commande publique ; politique de l'hébergeur",
)
CONTRACT_ENDS = FindingKind(
    "HEB-030",
    Severity.WARNING,
    fr="Le contrat avec « {provider} » (offre « {code} ») finit le {day_fr}.",
    en="The contract with “{provider}” (offer “{code}”) ends on {day_en}.",
    remedy_fr="Préparez sa suite, ou la reprise des archives.",
    remedy_en="Prepare what follows it, or the return of the archives.",
    reference="politique de l'hébergeur",
)
CERTIFICATION_ENDED = FindingKind(
    "HEB-031",
    Severity.WARNING,
    fr="La certification {what} de « {provider} » (offre « {code} ») a fini le {day_fr}.",
    en="The certification {what} of “{provider}” (offer “{code}”) ended on {day_en}.",
    remedy_fr="Demandez le certificat en cours, et notez son dernier jour.",
    remedy_en="Ask for the certificate in force, and note its last day.",
    reference="politique de l'hébergeur",
)
CERTIFICATION_ENDS = FindingKind(
    "HEB-032",
    Severity.WARNING,
    fr="La certification {what} de « {provider} » (offre « {code} ») finit le {day_fr}.",
    en="The certification {what} of “{provider}” (offer “{code}”) ends on {day_en}.",
    remedy_fr="Demandez si elle est renouvelée.",
    remedy_en="Ask whether it is renewed.",
    reference="politique de l'hébergeur",
)
PLACE_UNKNOWN = FindingKind(
    "HEB-033",
    Severity.ERROR,
    fr="Personne n'a dit chez qui est la copie {copy}.",
    en="Nobody has said with whom the copy {copy} is.",
    remedy_fr="Mettez-la dans une offre : chartrier hosting offer add, ou change --copy {copy}.",
    remedy_en="Put it in an offer: chartrier hosting offer add, or change --copy {copy}.",
    reference=f"{NOTE_2016} (localisation) ; RGPD, art. 28 et 30",
)
PLACE_INCOMPLETE = FindingKind(
    "HEB-034",
    Severity.WARNING,
    fr="Le pays ou le site de l'offre « {code} », où est la copie {copy}, n'est pas dit.",
    en="The country or the site of the offer “{code}”, where the copy {copy} is, is not said.",
    remedy_fr="Demandez-le au fournisseur, et notez-le.",
    remedy_en="Ask the provider, and note it.",
    reference=f"{NOTE_2016} (localisation) ; {L111_1}",
)
DEFINITIVE_OUTSOURCED = FindingKind(
    "HEB-035",
    Severity.WARNING,
    fr="Des archives définitives sont chez un tiers-archiveur (« {provider} », copie {copy}).",
    en="Archives définitives are with a tiers-archiveur (“{provider}”, copy {copy}).",
    remedy_fr="Voyez avec les Archives départementales : le dépôt chez un tiers privé vise les archives courantes et "
    "intermédiaires.",
    remedy_en="See the Archives départementales: deposit with a private third party is for archives courantes and "
    "intermédiaires.",
    reference=f"{L212_4} (source à confirmer)",
)
NEVER_TRIED = FindingKind(
    "HEB-036",
    Severity.WARNING,
    fr="Aucun essai de retour des archives depuis « {provider} » (offre « {code} ») n'est noté.",
    en="No trial return of the archives from “{provider}” (offer “{code}”) is noted.",
    remedy_fr=NO_DRILL.remedy_fr,
    remedy_en=NO_DRILL.remedy_en,
    reference=NO_DRILL.reference,
)
AGREMENT_UNKNOWN = FindingKind(
    "HEB-037",
    Severity.ERROR,
    fr="Aucun agrément du tiers-archiveur « {provider} » (offre « {code} ») n'est noté.",
    en="No agrément of the third party “{provider}” (offer “{code}”) is noted.",
    remedy_fr=AGREMENT_ENDED.remedy_fr,
    remedy_en=AGREMENT_ENDED.remedy_en,
    reference=AGREMENT_ENDED.reference,
)
CERTIFICATION_UNDATED = FindingKind(
    "HEB-038",
    Severity.WARNING,
    fr="La fin de la certification {what} de « {provider} » (offre « {code} ») n'est pas dite : elle ne compte pas.",
    en="The end of the certification {what} of “{provider}” (offer “{code}”) is not said: it does not count.",
    remedy_fr=CERTIFICATION_ENDED.remedy_fr,
    remedy_en=CERTIFICATION_ENDED.remedy_en,
    reference=CERTIFICATION_ENDED.reference,
)
NOT_THERE_TO_RETURN = FindingKind(
    "HEB-050",
    Severity.ERROR,
    fr="La copie « {copy} » de cette offre n'est pas dans un dossier d'ici, ou n'a rien de {tenant}, dont le journal dit des archives.",
    en="Copy “{copy}” of this offer is in no folder here, or has nothing of {tenant}, whose journal tells of records.",
    remedy_fr="Branchez la copie, ou réparez-la (chartrier audit --repair) ; si l'offre ne l'a plus, corrigez l'offre.",
    remedy_en="Connect the copy, or repair it (chartrier audit --repair); if the offer has it no more, correct the offer.",
)
COPY_MOVES = FindingKind(
    "HEB-051",
    Severity.ERROR,
    fr="La copie « {copy} » de {tenant} a changé ou a disparu pendant qu'on la rapatriait ({reason}).",
    en="Copy “{copy}” of {tenant} changed or went while it was brought back ({reason}).",
    remedy_fr="Recommencez quand rien ne se verse, et dans un dossier qui existe (--scratch).",
    remedy_en="Try again when nothing is being deposited, and in a folder that is there (--scratch).",
)
