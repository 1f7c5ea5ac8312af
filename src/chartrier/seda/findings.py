"""What reading and controlling a bordereau has to say. Codes are stable for ever."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

_ASK_FR = "Demandez à l'éditeur du logiciel qui a produit le paquet de le corriger, puis renvoyez-le."
_ASK_EN = "Ask the maker of the software that produced the package to mend it, then send it again."
_XSD = "CHECK_SEDA.NOT_XSD_VALID"
_VERSIONS = "CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_DATAOBJECT_VERSION"
_MANIFEST = "CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST"


def _kind(
    number: int,
    severity: Severity,
    fr: str,
    en: str,
    remedy_fr: str = _ASK_FR,
    remedy_en: str = _ASK_EN,
    reference: str = "",
) -> FindingKind:
    return FindingKind(f"SEDA-{number:03}", severity, fr, en, remedy_fr, remedy_en, reference)


def _error(
    number: int, fr: str, en: str, reference: str = "", remedy: tuple[str, str] = (_ASK_FR, _ASK_EN)
) -> FindingKind:
    return _kind(number, Severity.ERROR, fr, en, *remedy, reference)


def _warning(
    number: int, fr: str, en: str, reference: str = "", remedy: tuple[str, str] = (_ASK_FR, _ASK_EN)
) -> FindingKind:
    return _kind(number, Severity.WARNING, fr, en, *remedy, reference)


# 001-009: can it be read at all?

NOT_XML = _error(
    1,
    "Le fichier XML n'est pas lisible : {detail}.",
    "The XML file is not readable: {detail}.",
    "CHECK_SEDA.NOT_XML_FILE",
)
DOCTYPE = _error(
    2,
    "Le fichier XML contient une déclaration DOCTYPE, qui n'a pas sa place dans un message SEDA et peut servir d'attaque.",
    "The XML file has a DOCTYPE declaration, which has no place in a SEDA message and may serve an attack.",
    "CHECK_SEDA.NOT_XML_FILE",
    (
        "Retirez la ligne « <!DOCTYPE … » au début du fichier.",
        "Remove the line “<!DOCTYPE …” at the start of the file.",
    ),
)
ENCODING = _error(
    3,
    "Les caractères du fichier XML ne sont pas ceux de l'encodage annoncé : {detail}.",
    "The characters of the XML file are not those of the encoding it announces: {detail}.",
    "CHECK_SEDA.NOT_XML_FILE",
    ("Enregistrez le fichier en UTF-8.", "Save the file as UTF-8."),
)
TOO_DEEP = _error(
    4,
    "Le fichier XML emboîte trop d'éléments les uns dans les autres.",
    "The XML file nests too many elements into one another.",
    _XSD,
    (
        "Reliez les unités par des références (ArchiveUnitRefId) au lieu de les emboîter.",
        "Link the units by references (ArchiveUnitRefId) instead of nesting them.",
    ),
)
TOO_LARGE = _error(
    5,
    "Le fichier XML dépasse ce qui peut être lu : {what}.",
    "The XML file is beyond what can be read: {what}.",
    _XSD,
    (
        "Répartissez le versement en plusieurs paquets plus petits.",
        "Split the transfer into several smaller packages.",
    ),
)
NOT_A_TRANSFER = _error(
    6,
    "Le bordereau n'est pas un versement SEDA : il commence par « {name} » (espace de noms « {namespace} »).",
    "The bordereau is not a SEDA transfer: it starts with “{name}” (namespace “{namespace}”).",
    _XSD,
    (
        "Le document doit commencer par ArchiveTransfer, dans l'espace de noms de SEDA 2.1, 2.2 ou 2.3.",
        "The document must start with ArchiveTransfer, in the namespace of SEDA 2.1, 2.2 or 2.3.",
    ),
)
VERSION = _error(
    7,
    "Le message est en SEDA {version}, une version que cette archive ne prend pas.",
    "The message is in SEDA {version}, a version that this archive does not take.",
    "CHECK_SEDA.UNSUPPORTED_SEDA_VERSION",
    ("Produisez le message en SEDA 2.1, 2.2 ou 2.3.", "Produce the message in SEDA 2.1, 2.2 or 2.3."),
)
NOT_A_MESSAGE = _error(
    8,
    "Ce fichier n'est pas un message SEDA que l'archive sait lire : il commence par « {name} » "
    "(espace de noms « {namespace} »).",
    "This file is not a SEDA message that the archive can read: it starts with “{name}” (namespace “{namespace}”).",
    _XSD,
    (
        "Donnez un versement (ArchiveTransfer), une réponse (ArchiveTransferReply) ou un accusé de réception "
        "(Acknowledgement), en SEDA 2.1, 2.2 ou 2.3.",
        "Give a transfer (ArchiveTransfer), a reply (ArchiveTransferReply) or an acknowledgement (Acknowledgement), "
        "in SEDA 2.1, 2.2 or 2.3.",
    ),
)
BORDEREAU_ALONE = _warning(
    9,
    "Le bordereau a été contrôlé seul : les fichiers qu'il annonce ({count}) n'ont pas été regardés.",
    "The bordereau was checked alone: the files that it announces ({count}) were not looked at.",
    "",
    (
        "Pour contrôler aussi les fichiers, donnez le paquet entier (zip, tar ou dossier).",
        "To check the files too, give the whole package (zip, tar or folder).",
    ),
)

# 010-019: is it valid for the schema?

SCHEMA_UNEXPECTED = _error(
    10,
    "L'élément « {name} » n'est pas attendu à cet endroit. Attendu : {expected}.",
    "The element “{name}” is not expected here. Expected: {expected}.",
    _XSD,
)
SCHEMA_MISSING = _error(
    11,
    "Il manque quelque chose dans l'élément « {name} ». Attendu : {expected}.",
    "Something is missing in the element “{name}”. Expected: {expected}.",
    _XSD,
)
SCHEMA_VALUE = _error(
    12,
    "L'élément « {name} » contient « {value} », qui n'est pas une valeur permise (type {type}).",
    "The element “{name}” holds “{value}”, which is not an allowed value (type {type}).",
    _XSD,
)
SCHEMA_ATTRIBUTE_VALUE = _error(
    13,
    "L'attribut « {attribute} » de « {name} » vaut « {value} », qui n'est pas une valeur permise (type {type}).",
    "The attribute “{attribute}” of “{name}” is “{value}”, which is not an allowed value (type {type}).",
    _XSD,
)
SCHEMA_ATTRIBUTE_UNEXPECTED = _error(
    14,
    "L'élément « {name} » porte un attribut « {attribute} » qui n'existe pas dans SEDA.",
    "The element “{name}” has an attribute “{attribute}” that SEDA does not have.",
    _XSD,
)
SCHEMA_ATTRIBUTE_MISSING = _error(
    15,
    "L'élément « {name} » doit avoir un attribut « {attribute} ».",
    "The element “{name}” must have an attribute “{attribute}”.",
    _XSD,
)
SCHEMA_OTHER = _error(
    16,
    "L'élément « {name} » n'est pas conforme au schéma SEDA : {detail}",
    "The element “{name}” does not follow the SEDA schema: {detail}",
    _XSD,
)
EXTENSIONS = _warning(
    17,
    "Le message emploie des éléments qui ne font pas partie du SEDA {version} officiel : {names}. "
    "Ils sont conservés tels quels.",
    "The message uses elements that are not part of the official SEDA {version}: {names}. They are kept as they are.",
    "SEDA (variante Vitam)",
    (
        "Rien à faire pour ce message ; préférez les éléments du standard pour les suivants.",
        "Nothing to do for this message; prefer the elements of the standard for the next ones.",
    ),
)

# 020-029: the header.

EMPTY_FIELD = _error(
    20,
    "Le champ « {name} » de l'en-tête est absent ou vide.",
    "The field “{name}” of the header is absent or empty.",
    "CHECK_HEADER.CHECK_AGENT.EMPTY_REQUIRED_FIELD",
    ("Renseignez ce champ, puis renvoyez le paquet.", "Fill this field, then send the package again."),
)
NO_AGREEMENT = _warning(
    21,
    "Le bordereau ne nomme pas d'accord de versement (ArchivalAgreement).",
    "The bordereau names no archival agreement (ArchivalAgreement).",
    "CHECK_HEADER.CHECK_CONTRACT_INGEST.CONTRACT_NOT_IN_MANIFEST",
    (
        "Indiquez l'accord convenu avec le service d'archives.",
        "Name the agreement made with the archival agency.",
    ),
)
NO_ORIGINATING_AGENCY = _warning(
    22,
    "Le bordereau ne dit pas quel service a produit les documents (OriginatingAgencyIdentifier).",
    "The bordereau does not say which service made the documents (OriginatingAgencyIdentifier).",
    "CHECK_HEADER.CHECK_AGENT.EMPTY_REQUIRED_FIELD",
    (
        "Renseignez le service producteur dans ManagementMetadata.",
        "Name the originating agency in ManagementMetadata.",
    ),
)
BAD_DATE = _error(
    23,
    "La date « {value} » ({name}) n'existe pas ou n'est pas lisible.",
    "The date “{value}” ({name}) does not exist or cannot be read.",
    "CHECK_UNIT_SCHEMA.DATE_FORMAT",
    ("Écrivez la date sous la forme AAAA-MM-JJ.", "Write the date as YYYY-MM-DD."),
)
NO_REPLY_CODE = _warning(
    24,
    "La réponse ne dit pas si le versement est accepté (ReplyCode est absent).",
    "The reply does not say whether the transfer is accepted (ReplyCode is absent).",
    "",
    (
        "Demandez au service d'archives ce qu'il est advenu du versement.",
        "Ask the archival agency what became of the transfer.",
    ),
)

# 030-049: identifiers, references, the graph.

DUPLICATE_ID = _error(
    30,
    "L'identifiant « {id} » est donné deux fois dans le message.",
    "The identifier “{id}” is given twice in the message.",
    _XSD,
)
DANGLING = _error(
    31,
    "La référence « {target} » ne mène à rien : aucun élément de ce genre ({wanted}) n'a cet identifiant.",
    "The reference “{target}” leads nowhere: no element of that kind ({wanted}) has this identifier.",
    _MANIFEST + ".MALFORMED_DATA",
)
CYCLE = _error(
    32,
    "L'unité d'archives « {unit} » est placée, directement ou non, à l'intérieur d'elle-même.",
    "The archive unit “{unit}” is placed, directly or not, inside itself.",
    _MANIFEST + ".CHECK_MANIFEST_LOOP",
)
ORPHAN_GROUP = _error(
    33,
    "Le groupe d'objets « {group} » n'est rattaché à aucune unité d'archives.",
    "The object group “{group}” belongs to no archive unit.",
    "CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY.ORPHAN_OBJECT",
)
ORPHAN_OBJECT = _error(
    34,
    "L'objet « {object} » n'est rattaché à aucune unité d'archives.",
    "The object “{object}” belongs to no archive unit.",
    "CHECK_DATAOBJECTPACKAGE.CHECK_CONSISTENCY.ORPHAN_OBJECT",
)
SEVERAL_GROUPS = _error(
    35,
    "L'unité d'archives « {unit} » désigne {count} groupes d'objets : un seul est permis.",
    "The archive unit “{unit}” names {count} object groups: only one is allowed.",
    _MANIFEST + ".ARCHIVEUNIT_REFERENCES_MULTIPLE_OBJECTGROUP",
)
EXISTING_UNIT_PARENT = _error(
    36,
    "L'unité existante désignée par « {unit} » est placée sous une autre unité : on ne peut pas la déplacer ainsi.",
    "The existing unit that “{unit}” points to is placed under another unit: it cannot be moved that way.",
    _MANIFEST + ".MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED",
    ("Placez ce rattachement à la racine du bordereau.", "Put this attachment at the root of the bordereau."),
)
EXISTING_UNIT_OBJECT = _error(
    37,
    "Un versement ne peut pas ajouter d'objet à l'unité existante désignée par « {unit} ».",
    "A transfer cannot add an object to the existing unit that “{unit}” points to.",
    _MANIFEST + ".ATTACHMENT_OBJECTGROUP",
    (
        "Versez l'objet dans une nouvelle unité rattachée à celle-ci.",
        "Transfer the object in a new unit attached to this one.",
    ),
)
EXISTING_GROUP = _error(
    38,
    "L'unité « {unit} » désigne le groupe d'objets existant « {group} » : l'archive ne complète pas "
    "un groupe déjà versé.",
    "The unit “{unit}” names the existing object group “{group}”: the archive does not add to a "
    "group already acquired.",
    _MANIFEST + ".EXISTING_OG_NOT_DECLARED",
    ("Versez les objets dans un groupe nouveau.", "Transfer the objects in a new group."),
)
NO_OBJECT = _warning(
    39,
    "Le versement ne contient aucun document, seulement des descriptions.",
    "The transfer holds no document, only descriptions.",
    "CHECK_DATAOBJECTPACKAGE.CHECK_NO_OBJECT",
    (
        "Vérifiez que c'est bien voulu (plan de classement, par exemple).",
        "Check that this is meant (a filing plan, for instance).",
    ),
)
NO_UNIT = _error(
    40,
    "Le versement ne décrit aucune unité d'archives.",
    "The transfer describes no archive unit.",
    _MANIFEST + ".MALFORMED_DATA",
)

EXISTING_UNIT_CHANGE = _error(
    41,
    "Un versement ne peut pas modifier l'unité existante désignée par « {unit} » (ToDelete, FullUpdate).",
    "A transfer cannot change the existing unit that “{unit}” points to (ToDelete, FullUpdate).",
    _MANIFEST + ".MODIFY_PARENT_EXISTING_UNIT_UNAUTHORIZED",
    ("Retirez ToDelete et FullUpdate du bordereau.", "Remove ToDelete and FullUpdate from the bordereau."),
)

# 050-069: objects.

BAD_USAGE = _error(
    50,
    "L'usage « {value} » de l'objet « {object} » n'est pas connu (BinaryMaster, Dissemination, "
    "Thumbnail, TextContent, PhysicalMaster, suivis ou non de _1, _2…).",
    "The usage “{value}” of the object “{object}” is unknown (BinaryMaster, Dissemination, "
    "Thumbnail, TextContent, PhysicalMaster, followed or not by _1, _2…).",
    _VERSIONS + ".INVALID_DATAOBJECTVERSION",
)
PHYSICAL_BINARY_USAGE = _error(
    51,
    "L'objet physique « {object} » a l'usage « {value} », réservé aux fichiers.",
    "The physical object “{object}” has the usage “{value}”, which is for files.",
    _VERSIONS + ".PDO_DATAOBJECTIONVERSION_BINARYMASTER",
    ("Donnez-lui l'usage PhysicalMaster.", "Give it the usage PhysicalMaster."),
)
BINARY_PHYSICAL_USAGE = _error(
    52,
    "Le fichier « {object} » a l'usage « {value} », réservé aux objets physiques.",
    "The file “{object}” has the usage “{value}”, which is for physical objects.",
    _VERSIONS + ".BDO_DATAOBJECTIONVERSION_PHYSICALMASTER",
    ("Donnez-lui l'usage BinaryMaster.", "Give it the usage BinaryMaster."),
)
SEVERAL_MASTERS = _error(
    53,
    "Le groupe de l'objet « {object} » contient plusieurs originaux ({usage}) : un seul est permis par groupe.",
    "The group of the object “{object}” holds several masters ({usage}): only one is allowed in a group.",
    _MANIFEST + ".TOO_MANY_VERSION_BY_USAGE",
)
SAME_VERSION = _error(
    54,
    "Le groupe de l'objet « {object} » contient deux fois « {usage}_{version} ».",
    "The group of the object “{object}” holds “{usage}_{version}” twice.",
    _MANIFEST + ".TOO_MANY_VERSION_BY_USAGE",
)
EMPTY_URI = _error(
    55,
    "L'objet « {object} » ne dit pas quel fichier du paquet il désigne (Uri absent ou vide).",
    "The object “{object}” does not say which file of the package it is (Uri absent or empty).",
    _VERSIONS + ".EMPTY_REQUIRED_FIELD",
)
DUPLICATE_URI = _error(
    56,
    "Le fichier « {uri} » est déclaré par plusieurs objets (« {object} » et d'autres).",
    "The file “{uri}” is declared by several objects (“{object}” and others).",
    "CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_OBJECTNUMBER.INVALID_URI",
)
ATTACHMENT = _error(
    57,
    "L'objet « {object} » contient ses octets dans le bordereau (Attachment), ce que cette archive ne prend pas.",
    "The object “{object}” holds its bytes inside the bordereau (Attachment), which this archive does not take.",
    _VERSIONS + ".EMPTY_REQUIRED_FIELD",
    (
        "Mettez le fichier dans le paquet et désignez-le par Uri.",
        "Put the file into the package and name it by Uri.",
    ),
)
EMPTY_DIGEST = _error(
    58,
    "L'objet « {object} » n'a pas d'empreinte : rien ne permettrait de prouver que le fichier est bien celui-là.",
    "The object “{object}” has no digest: nothing could prove that the file is the right one.",
    "CHECK_DIGEST.EMPTY",
)
UNKNOWN_ALGORITHM = _error(
    59,
    "L'empreinte de l'objet « {object} » est calculée par « {algorithm} », que cette archive ne connaît pas.",
    "The digest of the object “{object}” was computed by “{algorithm}”, which this archive does not know.",
    _VERSIONS + ".INVALIDE_ALGO",
    ("Employez SHA-512 ou SHA-256.", "Use SHA-512 or SHA-256."),
)
BAD_DIGEST = _error(
    60,
    "L'empreinte de l'objet « {object} » n'est pas une empreinte {algorithm} : « {value} ».",
    "The digest of the object “{object}” is not a {algorithm} digest: “{value}”.",
    "CHECK_DIGEST.INVALID",
)
WEAK_DIGEST = _warning(
    61,
    "L'empreinte de l'objet « {object} » est en {algorithm}, trop faible aujourd'hui ; l'archive en "
    "calcule une plus forte.",
    "The digest of the object “{object}” is {algorithm}, too weak today; the archive computes a stronger one.",
    "",
    ("Employez SHA-512 pour les prochains versements.", "Use SHA-512 for the next transfers."),
)

# 070-089: descriptions of units.

NO_TITLE = _error(
    70,
    "L'unité d'archives « {unit} » n'a pas d'intitulé (Title).",
    "The archive unit “{unit}” has no title (Title).",
    "CHECK_UNIT_SCHEMA.EMPTY_REQUIRED_FIELD",
    ("Donnez un intitulé à cette unité.", "Give this unit a title."),
)
DATES_REVERSED = _error(
    71,
    "L'unité « {unit} » finit ({end}) avant d'avoir commencé ({start}).",
    "The unit “{unit}” ends ({end}) before it begins ({start}).",
    "CHECK_UNIT_SCHEMA.CONSISTENCY",
    ("Corrigez StartDate ou EndDate.", "Correct StartDate or EndDate."),
)

# 090-099: management rules.

RULE_DATE_FAR = _error(
    90,
    "La règle {category} de « {unit} » commence en {value} : une date après l'an 9000 est sûrement une erreur.",
    "The rule {category} of “{unit}” starts in {value}: a date after the year 9000 is surely a mistake.",
    "CHECK_UNIT_SCHEMA.RULE_DATE_THRESHOLD",
    ("Corrigez la date de départ de la règle.", "Correct the start date of the rule."),
)
RULE_TWICE = _warning(
    91,
    "La règle « {rule} » est donnée deux fois dans {category} de « {unit} ».",
    "The rule “{rule}” is given twice in {category} of “{unit}”.",
    "UNITS_RULES_COMPUTE.CONSISTENCY",
    ("Gardez une seule fois la règle.", "Keep the rule once."),
)
HOLD_DATES = _error(
    92,
    "Le gel « {rule} » de « {unit} » finit ({end}) avant d'avoir commencé ({start}).",
    "The hold “{rule}” of “{unit}” ends ({end}) before it begins ({start}).",
    "UNITS_RULES_COMPUTE.CONSISTENCY",
    ("Corrigez StartDate ou HoldEndDate.", "Correct StartDate or HoldEndDate."),
)

# 110: the receipt for a transfer that was sent.

NOT_A_RECEIPT = _error(
    110,
    "{file} n'est pas une réponse à un transfert (ArchiveTransferReply) qui puisse être retenue. {why}",
    "{file} is no reply to a transfer (ArchiveTransferReply) that can be relied upon. {why}",
    "SEDA ArchiveTransferReply",
    (
        "Demandez sa réponse au service qui a reçu le transfert ; « chartrier check » en dit les défauts.",
        "Ask the agency that received the transfer for its reply; “chartrier check” tells what is wrong with it.",
    ),
)
