"""What a deposit under preparation has to say. Codes are stable for ever; REC-001 to REC-099 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_TABLE = FindingKind(
    "REC-001",
    Severity.ERROR,
    fr="Cette collectivité n'a pas encore adopté de tableau de gestion : on ne sait pas dire combien de temps garder un dépôt.",
    en="This collectivité has not adopted a retention table yet: nothing says how long a deposit is kept.",
    remedy_fr="Demandez à l'archiviste d'adopter le tableau : chartrier series adopt.",
    remedy_en="Ask the archivist to adopt the table: chartrier series adopt.",
)
UNKNOWN_SERIES = FindingKind(
    "REC-002",
    Severity.ERROR,
    fr="« {series} » n'est le nom ni le code d'aucune série du tableau. Les plus proches : {nearest}.",
    en="“{series}” is neither the name nor the code of a series of the table. The nearest: {nearest}.",
    remedy_fr="Choisissez l'une des séries du tableau.",
    remedy_en="Choose one of the series of the table.",
)
NO_TITLE = FindingKind(
    "REC-003",
    Severity.ERROR,
    fr="Le dépôt n'a pas d'intitulé.",
    en="The deposit has no title.",
    remedy_fr="Dites en quelques mots ce que c'est, comme sur la chemise d'un dossier.",
    remedy_en="Say in a few words what it is, as on the cover of a file.",
)
BAD_YEAR = FindingKind(
    "REC-004",
    Severity.ERROR,
    fr="« {value} » n'est pas une année entre 1000 et {latest}.",
    en="“{value}” is not a year between 1000 and {latest}.",
    remedy_fr="Écrivez l'année des documents en quatre chiffres.",
    remedy_en="Write the year of the documents with four digits.",
)
BAD_DAY = FindingKind(
    "REC-005",
    Severity.ERROR,
    fr="« {value} » n'est pas une date.",
    en="“{value}” is not a date.",
    remedy_fr="Écrivez-la comme 31/12/2026, ou laissez vide si elle n'est pas encore connue.",
    remedy_en="Write it as 2026-12-31, or leave it empty if it is not known yet.",
)
NO_FILES = FindingKind(
    "REC-006",
    Severity.ERROR,
    fr="Le dépôt n'a aucun fichier.",
    en="The deposit has no file.",
    remedy_fr="Ajoutez au moins un fichier.",
    remedy_en="Add a file at least.",
)
UNFINISHED = FindingKind(
    "REC-007",
    Severity.ERROR,
    fr="Le fichier « {name} » n'est pas arrivé en entier : {there} octets sur {size}.",
    en="The file “{name}” has not arrived whole: {there} bytes of {size}.",
    remedy_fr="Reprenez son envoi, ou retirez-le du dépôt.",
    remedy_en="Go on sending it, or take it out of the deposit.",
)
SAME_NAME = FindingKind(
    "REC-008",
    Severity.ERROR,
    fr="Deux fichiers du dépôt ont le même nom : « {name} ».",
    en="Two files of the deposit have the same name: “{name}”.",
    remedy_fr="Retirez l'un des deux, ou renommez-le.",
    remedy_en="Take one of them out, or rename it.",
)
BAD_NAME = FindingKind(
    "REC-009",
    Severity.ERROR,
    fr="Le nom de fichier « {name} » ne peut pas être gardé.",
    en="The file name “{name}” cannot be kept.",
    remedy_fr="Retapez son nom à la main : un caractère qui ne se voit pas y est, ou il dépasse 250 octets (un accent en compte deux).",
    remedy_en="Type its name anew: there is a character in it that cannot be seen, or it is over 250 bytes (an accent counts as two).",
)
ALREADY_THERE = FindingKind(
    "REC-010",
    Severity.WARNING,
    fr="Le fichier « {name} » est déjà dans vos archives, octet pour octet : « {title} ».",
    en="The file “{name}” is in your archives already, byte for byte: “{title}”.",
    remedy_fr="Retirez-le s'il s'agit du même dépôt ; sinon, continuez.",
    remedy_en="Take it out if it is the same deposit; else, go on.",
)
EMPTY_FILE = FindingKind(
    "REC-011",
    Severity.WARNING,
    fr="Le fichier « {name} » est vide.",
    en="The file “{name}” is empty.",
    remedy_fr="Vérifiez que c'est bien le document voulu.",
    remedy_en="Make sure that it is the document you mean.",
)
UNKNOWN_FORMAT = FindingKind(
    "REC-012",
    Severity.WARNING,
    fr="Le format du fichier « {name} » n'est pas reconnu : il sera gardé tel quel, sans garantie de pouvoir le relire.",
    en="The format of the file “{name}” is not recognised: it will be kept as it is, with no promise that it can be read.",
    remedy_fr="Déposez plutôt le document en PDF, si vous pouvez.",
    remedy_en="Rather deposit the document as a PDF, if you can.",
)
SAME_CONTENT = FindingKind(
    "REC-013",
    Severity.WARNING,
    fr="Les fichiers « {name} » et « {other} » sont identiques.",
    en="The files “{name}” and “{other}” are identical.",
    remedy_fr="Retirez l'un des deux s'il est de trop.",
    remedy_en="Take one of them out if there is one too many.",
)
NOT_A_DOCUMENT = FindingKind(
    "REC-014",
    Severity.WARNING,
    fr="« {name} » est un fichier de service de l'ordinateur : il ne sera pas déposé.",
    en="“{name}” is a service file of the computer: it will not be deposited.",
    remedy_fr="Rien à faire.",
    remedy_en="Nothing to do.",
)
KEPT_WHOLE = FindingKind(
    "REC-015",
    Severity.WARNING,
    fr="« {name} » est envoyé avec d'autres fichiers : il sera gardé tel quel, sans être ouvert.",
    en="“{name}” is sent with other files: it will be kept as it is, without being opened.",
    remedy_fr="Pour que ses dossiers et ses fichiers soient archivés un à un, déposez-le seul.",
    remedy_en="To have its folders and files archived one by one, deposit it alone.",
)
NOT_READ_YET = FindingKind(
    "REC-016",
    Severity.ERROR,
    fr="Les fichiers ne sont pas encore tous lus.",
    en="The files are not all read yet.",
    remedy_fr="Attendez quelques instants, puis recommencez.",
    remedy_en="Wait a moment, then try again.",
)
ALL_ASIDE = FindingKind(
    "REC-017",
    Severity.ERROR,
    fr="Tous les fichiers du dépôt sont écartés : il n'en reste rien.",
    en="All files of the deposit are set aside: nothing is left of it.",
    remedy_fr="Gardez-en un au moins, ou renvoyez le dépôt.",
    remedy_en="Keep one of them at least, or send the deposit back.",
)
NOT_YOUR_SERVICE = FindingKind(
    "REC-018",
    Severity.ERROR,
    fr="Vous ne pouvez pas déposer pour ce service.",
    en="You may not deposit for this service.",
    remedy_fr="Choisissez l'un de vos services, ou demandez ce droit à l'archiviste.",
    remedy_en="Choose one of your services, or ask the archivist for this right.",
)
PAPER_STAYS = FindingKind(
    "REC-020",
    Severity.WARNING,
    fr="Ce dépôt ne remplace pas le registre papier.",
    en="This deposit does not replace the register on paper.",
    remedy_fr="Tenez et gardez le registre papier : il reste obligatoire.",
    remedy_en="Go on keeping the register on paper: it remains compulsory.",
    reference="CGCT, R2121-9 et R2122-7 ; code civil, état civil",
)
KEEP_THE_PAPER = FindingKind(
    "REC-021",
    Severity.WARNING,
    fr="Ne détruisez pas le papier : visa des Archives départementales nécessaire.",
    en="Do not destroy the paper: the visa of the Archives départementales is needed.",
    remedy_fr="Gardez les originaux numérisés jusqu'à ce visa.",
    remedy_en="Keep the originals that were scanned until that visa.",
    reference="Code du patrimoine, R212-14",
)
PAPER_OF_A_PACKAGE = FindingKind(
    "REC-022",
    Severity.WARNING,
    fr="Des délibérations, arrêtés ou actes d'état civil : ce dépôt ne remplace pas le registre papier.",
    en="Délibérations, arrêtés or acts of état civil: this deposit does not replace the register on paper.",
    remedy_fr="Numérisé : ne détruisez pas le papier sans le visa des Archives départementales.",
    remedy_en="Digitised: do not destroy the paper without the visa of the Archives départementales.",
    reference="CGCT, R2121-9 et R2122-7 ; code du patrimoine, R212-14",
)
OFFSET = FindingKind(
    "REC-030",
    Severity.ERROR,
    fr="La suite du fichier commence à l'octet {there}, pas à {offset}.",
    en="The rest of the file begins at byte {there}, not at {offset}.",
    remedy_fr="Demandez où l'envoi en est, et reprenez de là.",
    remedy_en="Ask how far the upload has come, and go on from there.",
)
BUSY = FindingKind(
    "REC-031",
    Severity.ERROR,
    fr="Ce fichier est déjà en cours d'envoi, ailleurs.",
    en="This file is being sent already, elsewhere.",
    remedy_fr="Attendez que l'autre envoi s'arrête, puis reprenez.",
    remedy_en="Wait for the other one to stop, then go on.",
)
QUOTA = FindingKind(
    "REC-032",
    Severity.ERROR,
    fr="Ce fichier ({size:bytes+}) dépasse la place qui reste aux dépôts de la collectivité ({left:bytes-}).",
    en="This file ({size:bytes+}) is larger than the room left to the deposits of the collectivité ({left:bytes-}).",
    remedy_fr="Terminez ou effacez d'autres dépôts, ou demandez à l'exploitant plus de place.",
    remedy_en="Finish or erase other deposits, or ask the operator for more room.",
)
NO_ROOM = FindingKind(
    "REC-033",
    Severity.ERROR,
    fr="Le disque de l'archive n'a pas la place de ce fichier ({size:bytes+}).",
    en="The archive's disk has no room for this file ({size:bytes+}).",
    remedy_fr="Prévenez l'exploitant, et recommencez plus tard.",
    remedy_en="Tell the operator, and try again later.",
)
TOO_MUCH = FindingKind(
    "REC-034",
    Severity.ERROR,
    fr="Il arrive plus d'octets que les {size} annoncés.",
    en="More bytes arrive than the {size} announced.",
    remedy_fr="Recommencez l'envoi du fichier.",
    remedy_en="Start sending the file again.",
)
WRONG_CHECKSUM = FindingKind(
    "REC-035",
    Severity.ERROR,
    fr="Une partie du fichier est arrivée abîmée ; elle n'a pas été gardée.",
    en="A part of the file arrived damaged; it was not kept.",
    remedy_fr="Reprenez l'envoi.",
    remedy_en="Go on sending.",
)
SERIES_NOT_AGREED = FindingKind(
    "REC-040",
    Severity.ERROR,
    fr="L'accord de versement ne prévoit pas de déposer : {series}.",
    en="The accord does not foresee that this is deposited: {series}.",
    remedy_fr="Demandez à l'archiviste de compléter l'accord.",
    remedy_en="Ask the archivist to complete the accord.",
)
TOO_LARGE = FindingKind(
    "REC-041",
    Severity.ERROR,
    fr="Ce dépôt ({size:bytes+}) dépasse ce que l'accord de versement permet en une fois ({limit:bytes}).",
    en="This deposit ({size:bytes+}) is larger than the accord allows at once ({limit:bytes}).",
    remedy_fr="Partagez-le en plusieurs dépôts, ou demandez à l'archiviste de changer l'accord.",
    remedy_en="Split it into several deposits, or ask the archivist to change the accord.",
)
FORMAT_NOT_AGREED = FindingKind(
    "REC-042",
    Severity.ERROR,
    fr="L'accord de versement ne prévoit pas le format {format} : fichier « {name} », {count} en tout.",
    en="The accord does not foresee the format {format}: the file “{name}”, {count} in all.",
    remedy_fr="Déposez-le dans un format prévu, ou demandez à l'archiviste.",
    remedy_en="Deposit it in a format that is foreseen, or ask the archivist.",
)
NOT_FOR_YOU = FindingKind(
    "REC-050",
    Severity.ERROR,
    fr="Vos droits ne couvrent pas ce dépôt : {series}.",
    en="Your rights do not cover this deposit: {series}.",
    remedy_fr="« Mes droits » dit ce que vous pouvez déposer ; demandez le reste à qui administre la collectivité.",
    remedy_en="“My rights” says what you may deposit; ask whoever administers the collectivité for the rest.",
)
YEAR_FULL = FindingKind(
    "REC-043",
    Severity.ERROR,
    fr="Ce dépôt ({size:bytes+}) dépasse ce qui reste du volume de l'année dans l'accord de versement ({left:bytes-} sur {limit:bytes}).",
    en="This deposit ({size:bytes+}) is larger than what is left of the accord's volume for this year ({left:bytes-} of {limit:bytes}).",
    remedy_fr="Déposez moins, attendez l'an prochain, ou demandez à l'archiviste de changer l'accord.",
    remedy_en="Deposit less, wait for next year, or ask the archivist to change the accord.",
)
AGREED_QUOTA = FindingKind(
    "REC-044",
    Severity.ERROR,
    fr="Ce dépôt ({size:bytes+}) dépasse ce qui reste du volume prévu par l'accord de versement ({left:bytes-} sur {limit:bytes}).",
    en="This deposit ({size:bytes+}) is larger than what is left of the volume that the accord foresees ({left:bytes-} of {limit:bytes}).",
    remedy_fr="Demandez à l'archiviste de changer l'accord.",
    remedy_en="Ask the archivist to change the accord.",
)
NO_REGULAR_FILE = FindingKind(
    "REC-051",
    Severity.ERROR,
    fr="« {name} » n'est pas un fichier ordinaire (un lien, un tube…) : rien ne serait déposé à sa place.",
    en="“{name}” is no regular file (a link, a pipe…): nothing would be deposited in its place.",
    remedy_fr="Mettez à sa place le fichier qu'il désigne, ou retirez-le du dossier.",
    remedy_en="Put the file that it stands for in its place, or take it out of the folder.",
)
NOT_LISTED = FindingKind(
    "REC-052",
    Severity.ERROR,
    fr="« {name} » ne peut pas être lu : {reason}.",
    en="“{name}” cannot be read: {reason}.",
    remedy_fr="Donnez-vous le droit de le lire, ou retirez-le.",
    remedy_en="Give yourself the right to read it, or take it out.",
)
TITLE_TOO_LONG = FindingKind(
    "REC-053",
    Severity.ERROR,
    fr="L'intitulé a {length} caractères : {limit} au plus.",
    en="The title has {length} characters: {limit} at most.",
    remedy_fr="Abrégez-le.",
    remedy_en="Shorten it.",
)
LOOKED_AT_FIRST = FindingKind(
    "REC-054",
    Severity.ERROR,
    fr="L'accord de versement veut qu'un archiviste regarde ce dépôt d'abord.",
    en="The accord wants an archivist to look at this deposit first.",
    remedy_fr="Déposez-le dans le site, où il attendra ce regard.",
    remedy_en="Deposit it in the site, where it waits for that look.",
)
ONLY_SERVICE_FILES = FindingKind(
    "REC-056",
    Severity.ERROR,
    fr="Le dépôt n'a que des fichiers de service de l'ordinateur : il n'y a rien à archiver.",
    en="The deposit has service files of the computer only: there is nothing to archive.",
    remedy_fr="Ajoutez les documents eux-mêmes.",
    remedy_en="Add the documents themselves.",
)
LOCKED = FindingKind(
    "REC-057",
    Severity.WARNING,
    fr="« {name} » est protégé par un mot de passe : plus tard, personne ne pourra l'ouvrir.",
    en="“{name}” is protected by a password: later, nobody will be able to open it.",
    remedy_fr="Retirez-le, enregistrez-le sans mot de passe, et déposez-le de nouveau.",
    remedy_en="Take it out, save it without a password, and deposit it again.",
)
SHORTCUT = FindingKind(
    "REC-058",
    Severity.WARNING,
    fr="« {name} » n'est qu'un raccourci : le document vers lequel il mène ne serait pas archivé.",
    en="“{name}” is only a shortcut: the document that it leads to would not be archived.",
    remedy_fr="Retirez-le, et déposez le document lui-même.",
    remedy_en="Take it out, and deposit the document itself.",
)
PROGRAM = FindingKind(
    "REC-059",
    Severity.WARNING,
    fr="« {name} » est un programme, pas un document : il n'y aura bientôt plus d'ordinateur pour le lancer.",
    en="“{name}” is a program, not a document: soon there will be no computer left to run it.",
    remedy_fr="Retirez-le, sauf si c'est bien lui qu'il faut garder.",
    remedy_en="Take it out, unless it is really what has to be kept.",
)
STAYS_CLOSED = FindingKind(
    "REC-060",
    Severity.WARNING,
    fr="« {name} » contient d'autres fichiers : il sera gardé fermé, et ce qu'il contient ne sera pas regardé.",
    en="“{name}” holds other files: it will be kept closed, and what it holds will not be looked at.",
    remedy_fr="Déposez plutôt les fichiers qu'il contient.",
    remedy_en="Rather deposit the files that it holds.",
)
EVENT_TO_COME = FindingKind(
    "REC-061",
    Severity.ERROR,
    fr="Date ({event}) : le {day:day} n'est pas encore passé, et cela a dû avoir lieu.",
    en="Date ({event}): {day:day} has not come yet, and this must have happened.",
    remedy_fr="Corrigez la date, ou laissez vide si elle n'est pas connue.",
    remedy_en="Mend the date, or leave it empty if it is not known.",
)
FAR_EVENT = FindingKind(
    "REC-062",
    Severity.WARNING,
    fr="Date ({event}) : le {day:day} est dans plus de trente ans.",
    en="Date ({event}): {day:day} is more than thirty years ahead.",
    remedy_fr="Vérifiez-la : la durée de conservation ne commencera que ce jour-là.",
    remedy_en="Check it: the time of keeping begins on that day only.",
)
DAY_TO_COME = FindingKind(
    "REC-063",
    Severity.WARNING,
    fr="« {name} » serait du {day:day}, qui n'est pas encore passé.",
    en="“{name}” would be of {day:day}, which has not come yet.",
    remedy_fr="Corrigez la date de ce fichier, si elle est fausse.",
    remedy_en="Mend the date of this file, if it is wrong.",
)
OTHER_YEAR = FindingKind(
    "REC-064",
    Severity.WARNING,
    fr="L'année des documents est {year}, mais « {name} » est du {day:day}.",
    en="The year of the documents is {year}, but “{name}” is of {day:day}.",
    remedy_fr="Corrigez l'une ou l'autre, si elle est fausse.",
    remedy_en="Mend the one or the other, if it is wrong.",
)
SEVERAL_PACKAGES = FindingKind(
    "REC-070",
    Severity.ERROR,
    fr="Un paquet SEDA se dépose seul, et ce dépôt a {count} fichiers : {names}.",
    en="A SEDA package is deposited alone, and this deposit has {count} files: {names}.",
    remedy_fr="Gardez le paquet et retirez tous les autres fichiers : chaque paquet est un dépôt.",
    remedy_en="Keep the package and take out all other files: each package is a deposit of its own.",
)
DRAFT_CHANGED = FindingKind(
    "REC-055",
    Severity.ERROR,
    fr="Ce dépôt a changé depuis que vous le regardez.",
    en="This deposit has changed since you have been looking at it.",
    remedy_fr="Rien n'est déposé : regardez-le de nouveau.",
    remedy_en="Nothing is deposited: look at it again.",
)
