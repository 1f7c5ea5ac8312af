"""What the room of open data has to say."""

from chartrier.records.finding import FindingKind, Severity

NO_SIRET = FindingKind(
    "ODT-020",
    Severity.ERROR,
    "« {siret} » n'est pas un SIRET de la collectivité {siren}.",
    "“{siret}” is no SIRET of the collectivité {siren}.",
    "Donnez les quatorze chiffres de son établissement : son SIREN, puis cinq chiffres.",
    "Give the fourteen figures of its establishment: its SIREN, then five figures.",
    "SCDL délibérations 2.1.5, COLL_SIRET",
)
DATASET_EXISTS = FindingKind(
    "ODT-021",
    Severity.ERROR,
    "Le fichier {path} ne peut pas être écrit, ou existe déjà.",
    "The file {path} cannot be written, or exists already.",
    "Choisissez un nouveau nom, dans un dossier où vous pouvez écrire.",
    "Choose a new name, in a folder where you may write.",
)
DATASET_INVALID = FindingKind(
    "ODT-022",
    Severity.ERROR,
    "Le jeu de données n'est pas valide (ligne {line}, colonne {column}) : {message}",
    "The dataset is not valid (line {line}, column {column}): {message}",
    "C'est un défaut du programme : dites-le à qui le maintient. Rien n'a été écrit.",
    "This is a fault of the program: tell whoever maintains it. Nothing was written.",
)
MAY_NOT_PUBLISH = FindingKind(
    "ODT-023",
    Severity.ERROR,
    "Votre fonction ne vous permet pas de mettre en ligne ni de retirer.",
    "Your role does not let you put online or withdraw.",
    "Demandez au référent open data de la collectivité.",
    "Ask the open data lead of the collectivité.",
)
NOTHING_TO_PUBLISH = FindingKind(
    "ODT-024",
    Severity.ERROR,
    "Ce jeu n'a aucune ligne à mettre en ligne.",
    "This dataset has no line to put online.",
    "Regardez ce qui est retenu, et pourquoi ; ou archivez ce dont il est fait.",
    "Look at what is withheld, and why; or archive what it is made of.",
)
AS_ONLINE = FindingKind(
    "ODT-025",
    Severity.ERROR,
    "Ce jeu est déjà en ligne, à l'octet près.",
    "This dataset is online already, byte for byte.",
    "Rien n'est à faire.",
    "Nothing is to be done.",
)
NOT_ONLINE = FindingKind(
    "ODT-026",
    Severity.ERROR,
    "« {name} » n'est pas en ligne.",
    "“{name}” is not online.",
    "Voyez ce qui est en ligne dans « Données ouvertes ».",
    "See what is online in “Open data”.",
)
NOT_WITHDRAWN = FindingKind(
    "ODT-027",
    Severity.ERROR,
    "La fiche {name} n'a pas été retirée.",
    "The record {name} was not withdrawn.",
    "Voyez ce qui est retiré dans « Données ouvertes ».",
    "See what was withdrawn in “Open data”.",
)
NO_SUCH_RECORD = FindingKind(
    "ODT-028",
    Severity.ERROR,
    "Aucune unité d'archives ne porte l'identifiant {name}.",
    "No archive unit has the identifier {name}.",
    "Copiez l'identifiant qui est sur la page de la fiche.",
    "Copy the identifier that is on the page of the record.",
)
ALREADY_SO = FindingKind(
    "ODT-029",
    Severity.ERROR,
    "C'est déjà fait.",
    "This is done already.",
    "Rechargez la page : quelqu'un l'a fait avant vous.",
    "Reload the page: somebody did it before you.",
)
NO_MOTIVE = FindingKind(
    "ODT-030",
    Severity.ERROR,
    "Le motif manque.",
    "The motive is missing.",
    "Dites pourquoi, ou quel texte le permet : le registre des publications le garde.",
    "Say why, or which text permits it: the register of publications keeps it.",
)
NO_SUCH_SERIES = FindingKind(
    "ODT-031",
    Severity.ERROR,
    "La série « {code} » n'est pas dans le tableau de gestion.",
    "Série “{code}” is not in the retention table.",
    "Adoptez le tableau de gestion, ou choisissez une de ses séries.",
    "Adopt the retention table, or choose one of its séries.",
)
CATALOG_CLOSED = FindingKind(
    "ODT-032",
    Severity.ERROR,
    "Le portail de {name} n'est pas ouvert : son catalogue n'a pas d'adresse.",
    "The portal of {name} is not open: its catalogue has no address.",
    "Ouvrez-le dans « Données ouvertes », ou par « opendata open ».",
    "Open it in “Open data”, or by “opendata open”.",
)
NO_ADDRESS = FindingKind(
    "ODT-033",
    Severity.ERROR,
    "L'adresse publique de l'instance n'est pas réglée (web_url).",
    "The public address of the instance is not set (web_url).",
    "Réglez-la : les adresses d'un catalogue doivent durer.",
    "Set it: the addresses of a catalogue must last.",
)
NO_GROUND = FindingKind(
    "ODT-036",
    Severity.ERROR,
    "Le fondement de la diffusion manque.",
    "The ground for putting it online is missing.",
    "Choisissez celui qui vaut pour tous les documents de la série ; sans fondement, elle reste hors ligne.",
    "Choose the one that holds for all documents of the série; without a ground, it stays offline.",
    "CRPA L312-1-2",
)
LONG_TO_MAKE = FindingKind(
    "ODT-034",
    Severity.WARNING,
    "Ce jeu est long à faire : il y a plus de {most} documents à regarder.",
    "This dataset takes long to make: there are more than {most} documents to look at.",
    "Faites-le par la commande : chartrier opendata publish {dataset} --tenant {tenant}.",
    "Make it by the command: chartrier opendata publish {dataset} --tenant {tenant}.",
)
CHANGED_MEANWHILE = FindingKind(
    "ODT-035",
    Severity.ERROR,
    "Le jeu n'est plus celui que vous avez lu.",
    "The dataset is no longer the one that you read.",
    "Lisez-le à nouveau, puis signez.",
    "Read it again, then sign.",
)
NO_REASON = FindingKind(
    "ODT-037",
    Severity.ERROR,
    "Dites ce qui doit être retiré ou corrigé.",
    "Say what has to be withdrawn or corrected.",
    "Quelques mots suffisent ; votre nom n'est pas demandé.",
    "A few words are enough; your name is not asked for.",
)
TOO_MANY_REMOVALS = FindingKind(
    "ODT-038",
    Severity.ERROR,
    "Trop de demandes attendent déjà une réponse : la vôtre n'est pas enregistrée.",
    "Too many requests wait for an answer already: yours is not entered.",
    "Écrivez à la collectivité, en donnant l'adresse de la page.",
    "Write to the collectivité, with the address of the page.",
)
REMOVAL_ANSWERED = FindingKind(
    "ODT-039",
    Severity.ERROR,
    "Cette demande a déjà sa réponse.",
    "This request has its answer already.",
    "Rechargez la page : quelqu'un l'a donnée avant vous.",
    "Reload the page: somebody gave it before you.",
)
NOT_CORRECTED = FindingKind(
    "ODT-040",
    Severity.ERROR,
    "Une fiche n'est pas corrigée en ligne : elle est retirée, ou laissée.",
    "A record is not corrected online: it is withdrawn, or left.",
    "Retirez-la, faites-en verser une copie occultée, puis mettez celle-ci en ligne.",
    "Withdraw it, have a redacted copy deposited, then put that one online.",
)
NO_SUCH_REMOVAL = FindingKind(
    "ODT-041",
    Severity.ERROR,
    "Il n'y a pas de telle demande.",
    "There is no such request.",
    "« chartrier opendata removals » les donne.",
    "“chartrier opendata removals” gives them.",
)
TOO_MANY_FILES = FindingKind(
    "ODT-042",
    Severity.ERROR,
    "Trop de fichiers sont donnés en ce moment.",
    "Too many files are handed out at the moment.",
    "Redemandez celui-ci dans un instant.",
    "Ask for this one again in a moment.",
)
NOTHING_CORRECTED = FindingKind(
    "ODT-043",
    Severity.ERROR,
    "Ce jeu n'a pas été fait de nouveau depuis la demande : rien n'y est corrigé.",
    "This dataset has not been made again since it was asked: nothing in it is corrected.",
    "Corrigez ce qui le fait, mettez le jeu en ligne de nouveau, puis répondez.",
    "Correct what makes it, put the dataset online again, then answer.",
)
