"""What opening and describing a collectivité may say. ADM-120 to ADM-139."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_IN_LIST = FindingKind(
    "ADM-120",
    Severity.ERROR,
    fr="La liste nationale n'a pas de collectivité « {name} ».",
    en="The national list has no collectivité “{name}”.",
    remedy_fr="Vérifiez l'orthographe et le département, ou donnez son SIREN avec son nom et son type.",
    remedy_en="Check the spelling and the département, or give its SIREN with its name and its kind.",
)
SEVERAL = FindingKind(
    "ADM-121",
    Severity.ERROR,
    fr="Plusieurs collectivités s'appellent « {name} » : {choices}.",
    en="Several collectivités are called “{name}”: {choices}.",
    remedy_fr="Dites laquelle par son département (--departement), ou par son SIREN.",
    remedy_en="Say which by its département (--departement), or by its SIREN.",
)
NO_SIREN = FindingKind(
    "ADM-122",
    Severity.ERROR,
    fr="La liste nationale ne dit pas le SIREN de « {name} ».",
    en="The national list does not say the SIREN of “{name}”.",
    remedy_fr="Donnez-le : --siren.",
    remedy_en="Give it: --siren.",
)
BAD_SIREN = FindingKind(
    "ADM-123",
    Severity.ERROR,
    fr="« {siren} » n'est pas un SIREN.",
    en="“{siren}” is not a SIREN.",
    remedy_fr="Neuf chiffres, dont le dernier est une clé de contrôle.",
    remedy_en="Nine digits, of which the last one is a check digit.",
)
BAD_KIND = FindingKind(
    "ADM-124",
    Severity.ERROR,
    fr="« {given} » n'est pas un type de collectivité.",
    en="“{given}” is not a kind of collectivité.",
    remedy_fr="Choisissez parmi : {choices}.",
    remedy_en="Choose one of: {choices}.",
)
NOT_ADOPTED = FindingKind(
    "ADM-125",
    Severity.WARNING,
    fr="{code} : les séries par défaut attendent un archiviste.",
    en="{code}: the default series wait for an archivist.",
    remedy_fr="Ouvrez avec --as, ou : chartrier series adopt --tenant {code} --as NOM. Une personne doit les adopter.",
    remedy_en="Open with --as, or: chartrier series adopt --tenant {code} --as NAME. A person has to adopt them.",
)
NO_SERIES_OF_KIND = FindingKind(
    "ADM-126",
    Severity.WARNING,
    fr="{code} : Chartrier n'apporte pas de séries pour ce type de collectivité ({of}).",
    en="{code}: Chartrier brings no series for this kind of collectivité ({of}).",
    remedy_fr="Importez les vôtres : chartrier series import.",
    remedy_en="Import your own: chartrier series import.",
)
TWICE_IN_LIST = FindingKind(
    "ADM-127",
    Severity.WARNING,
    fr="La collectivité {code} est déjà dans cette liste.",
    en="The collectivité {code} is in this list already.",
    remedy_fr="Rien à faire : elle n'est ouverte qu'une fois.",
    remedy_en="Nothing to do: it is opened once only.",
)
MERGED = FindingKind(
    "ADM-128",
    Severity.WARNING,
    fr="{code} : la commune {insee} est devenue {name} ({successor}).",
    en="{code}: the commune {insee} has become {name} ({successor}).",
    remedy_fr="La collectivité garde son code et son journal ; dites son SIREN d'aujourd'hui : chartrier tenant follow {code}.",
    remedy_en="The tenant keeps its code and its journal; say its present SIREN: chartrier tenant follow {code}.",
)
NO_SERVICE = FindingKind(
    "ADM-129",
    Severity.ERROR,
    fr="Cette collectivité n'a pas de service « {identifier} ».",
    en="This tenant has no service “{identifier}”.",
    remedy_fr="« chartrier tenant service list » les nomme ; « tenant service add » en ajoute un.",
    remedy_en="“chartrier tenant service list” names them; “tenant service add” adds one.",
)
BAD_SERVICE = FindingKind(
    "ADM-130",
    Severity.ERROR,
    fr="Un service a un identifiant, celui des bordereaux, et un nom ; il produit, ou il verse.",
    en="A service has an identifier, that of bordereaux, and a name; it produces, or it transfers.",
    remedy_fr="Donnez l'identifiant et le nom, sans caractère invisible.",
    remedy_en="Give the identifier and the name, without invisible characters.",
)
NOT_A_LOGO = FindingKind(
    "ADM-131",
    Severity.ERROR,
    fr="Ce logo ne peut pas être pris : {why}.",
    en="This logo cannot be taken: {why}.",
    remedy_fr="Donnez une image PNG ou JPEG, de {pixels} pixels de côté et {bytes} octets au plus.",
    remedy_en="Give a PNG or JPEG image, of at most {pixels} pixels a side and {bytes} bytes.",
)
BAD_ACCORD = FindingKind(
    "ADM-132",
    Severity.ERROR,
    fr="« {value} » ne convient pas à un accord de versement.",
    en="“{value}” does not suit an accord de versement.",
    remedy_fr="Des codes de séries de la collectivité, des PUID comme fmt/276, des tailles en octets au-dessus de zéro.",
    remedy_en="Codes of the tenant's series, PUIDs as fmt/276, sizes in bytes above zero.",
)
NO_SUCCESSOR = FindingKind(
    "ADM-133",
    Severity.ERROR,
    fr="La liste nationale ne dit rien de ce qu'est devenue la collectivité {code}.",
    en="The national list does not say what the tenant {code} has become.",
    remedy_fr="Seule une commune ouverte par son nom peut être suivie.",
    remedy_en="Only a commune that was opened by its name can be followed.",
)
MANDATE_OVER = FindingKind(
    "ADM-134",
    Severity.WARNING,
    fr="Le mandat donné par l'archiviste n'a plus cours : les séries des dernières collectivités attendent.",
    en="The mandate that the archivist gave is over: the series of the last collectivités wait.",
    remedy_fr="Donnez la même liste de nouveau, avec l'archiviste : ce qui est ouvert le reste, les séries sont adoptées.",
    remedy_en="Give the same list again, with the archivist: what is open stays so, the series are adopted.",
)
NO_DEPARTEMENT = FindingKind(
    "ADM-135",
    Severity.ERROR,
    fr="« {departement} » n'est pas un département.",
    en="“{departement}” is not a département.",
    remedy_fr="Donnez son numéro (01, 2A, 974) ou son nom.",
    remedy_en="Give its number (01, 2A, 974) or its name.",
)
WHOLE_NAME = FindingKind(
    "ADM-136",
    Severity.ERROR,
    fr="Aucune collectivité ne s'appelle exactement « {name} ». Des EPCI ont ces mots : {choices}.",
    en="No collectivité is called exactly “{name}”. Some EPCI have these words: {choices}.",
    remedy_fr="Si c'est l'un d'eux, donnez son nom entier, ou son SIREN.",
    remedy_en="If it is one of them, give its whole name, or its SIREN.",
)
SEVERAL_KINDS = FindingKind(
    "ADM-137",
    Severity.ERROR,
    fr="« {name} » est le nom de plusieurs collectivités : {choices}.",
    en="“{name}” is the name of several collectivités: {choices}.",
    remedy_fr="Dites laquelle par son type (--kind, ou la colonne type) ; pour un département ou une région, donnez aussi le SIREN.",
    remedy_en="Say which by its kind (--kind, or the column type); for a département or a région, give the SIREN too.",
)
