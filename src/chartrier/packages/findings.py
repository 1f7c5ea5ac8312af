"""What can be wrong with a package before anything in it is read."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity


def _error(
    code: str, fr: str, en: str, remedy_fr: str, remedy_en: str, reference: str = "CHECK_CONTAINER"
) -> FindingKind:
    return FindingKind(code, Severity.ERROR, fr, en, remedy_fr, remedy_en, reference)


_RENAME_FR = "Renommez le fichier, corrigez son nom dans le bordereau, puis refaites le paquet."
_RENAME_EN = "Rename the file, mend its name in the bordereau, then make the package again."
_REMAKE_FR = "Refaites le paquet avec votre logiciel, puis renvoyez-le."
_REMAKE_EN = "Make the package again with your software, then send it again."
_RESEND_FR = "Le fichier a sans doute été abîmé en route : renvoyez-le, ou refaites-le."
_RESEND_EN = "The file was probably damaged on its way: send it again, or make it again."
_NAMES = "CHECK_SEDA.CONTAINER_FORMAT.FILE"

# The package as a file

ABSENT = _error(
    "PKG-001",
    fr="Il n’y a ni fichier ni dossier à cet endroit.",
    en="There is neither a file nor a folder at this place.",
    remedy_fr="Vérifiez le chemin du paquet.",
    remedy_en="Check the path of the package.",
)
UNREADABLE = _error(
    "PKG-002",
    fr="Ce fichier ou ce dossier ne peut pas être lu ({reason}).",
    en="This file or folder cannot be read ({reason}).",
    remedy_fr="Vérifiez les droits d’accès et l’état du disque.",
    remedy_en="Check the access rights and the health of the disk.",
)
NOT_A_CONTAINER = _error(
    "PKG-003",
    fr="Ce fichier n’est pas un paquet : ni zip, ni tar, ni tar.gz, ni tar.bz2.",
    en="This file is not a package: neither zip, tar, tar.gz nor tar.bz2.",
    remedy_fr="Envoyez le zip ou le tar qui contient le bordereau et les documents.",
    remedy_en="Send the zip or tar that holds the bordereau and the documents.",
)
EMPTY = _error(
    "PKG-004",
    fr="Le fichier est vide.",
    en="The file is empty.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
NOT_A_FILE = _error(
    "PKG-005",
    fr="Ce n’est ni un fichier ni un dossier (tube, prise ou périphérique).",
    en="This is neither a file nor a folder (pipe, socket or device).",
    remedy_fr="Vérifiez le chemin du paquet.",
    remedy_en="Check the path of the package.",
)
FORMAT_NOT_TAKEN = _error(
    "PKG-006",
    fr="Les paquets {format} ne sont pas acceptés.",
    en="{format} packages are not accepted.",
    remedy_fr="Envoyez un zip, un tar, un tar.gz ou un tar.bz2.",
    remedy_en="Send a zip, a tar, a tar.gz or a tar.bz2.",
)
COMPRESSED_BUT_NOT_TAR = _error(
    "PKG-007",
    fr="Le fichier est compressé ({format}) mais ce qu’il contient n’est pas un tar.",
    en="The file is compressed ({format}) but what it holds is not a tar.",
    remedy_fr="Envoyez un zip, un tar, un tar.gz ou un tar.bz2.",
    remedy_en="Send a zip, a tar, a tar.gz or a tar.bz2.",
)
CHANGED = _error(
    "PKG-008",
    fr="Le paquet a changé pendant sa lecture.",
    en="The package changed while it was being read.",
    remedy_fr="Attendez que le dépôt soit terminé et que plus personne n’y écrive, puis recommencez.",
    remedy_en="Wait until the deposit is complete and nobody writes to it any more, then try again.",
)

# Names

UNSAFE_NAMES = _error(
    "PKG-010",
    fr="{count} nom(s) ou élément(s) de ce paquet ne sont pas acceptables.",
    en="{count} name(s) or member(s) of this package are not acceptable.",
    remedy_fr="Corrigez chaque nom signalé, puis refaites le paquet.",
    remedy_en="Mend each name that is listed, then make the package again.",
    reference=_NAMES,
)
TRAVERSAL = _error(
    "PKG-011",
    fr="Un nom contient « .. » : il sortirait du paquet.",
    en="A name contains “..”: it would lead out of the package.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
    reference=_NAMES,
)
ABSOLUTE = _error(
    "PKG-012",
    fr="Un nom commence par « / » : les noms doivent être relatifs au paquet.",
    en="A name starts with “/”: names must be relative to the package.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
    reference=_NAMES,
)
DRIVE = _error(
    "PKG-013",
    fr="Un nom commence par une lettre de lecteur (comme « C: »).",
    en="A name starts with a drive letter (such as “C:”).",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
    reference=_NAMES,
)
BACKSLASH = _error(
    "PKG-014",
    fr="Un nom contient une barre inversée « \\ » : selon l’outil, c’est un dossier ou non.",
    en="A name contains a backslash “\\”: depending on the tool, it is a folder or not.",
    remedy_fr="Refaites le paquet avec un outil qui sépare les dossiers par « / ».",
    remedy_en="Make the package again with a tool that separates folders with “/”.",
    reference=_NAMES,
)
EMPTY_COMPONENT = _error(
    "PKG-015",
    fr="Un nom est vide, ou a une partie vide ou réduite à un point.",
    en="A name is empty, or has a part that is empty or a single dot.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
    reference=_NAMES,
)
CONTROL_CHARACTER = _error(
    "PKG-016",
    fr="Un nom contient un caractère de contrôle, invisible.",
    en="A name contains an invisible control character.",
    remedy_fr=_RENAME_FR,
    remedy_en=_RENAME_EN,
    reference=_NAMES,
)
NUL_CHARACTER = _error(
    "PKG-017",
    fr="Un nom contient le caractère nul : des outils le couperaient là.",
    en="A name contains the null character: some tools would cut it there.",
    remedy_fr=_RENAME_FR,
    remedy_en=_RENAME_EN,
    reference=_NAMES,
)
BIDI_CHARACTER = _error(
    "PKG-018",
    fr="Un nom contient un caractère qui inverse le sens d’affichage : il se lirait autrement qu’il n’est.",
    en="A name contains a character that turns the direction of display: it would read as what it is not.",
    remedy_fr=_RENAME_FR,
    remedy_en=_RENAME_EN,
    reference=_NAMES,
)
UNDECODABLE = _error(
    "PKG-019",
    fr="Un nom n’est pas du texte lisible (son codage n’est pas UTF-8).",
    en="A name is not readable text (it is not encoded in UTF-8).",
    remedy_fr=_RENAME_FR,
    remedy_en=_RENAME_EN,
    reference=_NAMES,
)
NAME_TOO_LONG = _error(
    "PKG-020",
    fr="Un nom est trop long : {length} octets, {limit} au plus.",
    en="A name is too long: {length} bytes, {limit} at most.",
    remedy_fr="Raccourcissez le nom du fichier ou de ses dossiers, ici et dans le bordereau.",
    remedy_en="Shorten the name of the file or of its folders, here and in the bordereau.",
    reference=_NAMES,
)
TOO_DEEP = _error(
    "PKG-021",
    fr="Des dossiers sont emboîtés trop profondément : {limit} niveaux au plus.",
    en="Folders are nested too deeply: {limit} levels at most.",
    remedy_fr="Rapprochez les fichiers de la racine du paquet.",
    remedy_en="Move the files closer to the root of the package.",
    reference="CHECK_SEDA.CONTAINER_FORMAT.DIRECTORY",
)
DUPLICATE = _error(
    "PKG-022",
    fr="Deux fichiers du paquet portent le même nom.",
    en="Two files of the package bear the same name.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
    reference=_NAMES,
)
ALIKE = _error(
    "PKG-023",
    fr="Ce nom ne diffère de « {other} » que par la casse ou l’écriture des accents : "
    "beaucoup d’ordinateurs les confondraient.",
    en="This name differs from “{other}” only by case or by how accents are written: "
    "many computers would take one for the other.",
    remedy_fr=_RENAME_FR,
    remedy_en=_RENAME_EN,
    reference=_NAMES,
)
FILE_AND_FOLDER = _error(
    "PKG-024",
    fr="Ce nom est à la fois celui d’un fichier et celui d’un dossier.",
    en="This name is both that of a file and that of a folder.",
    remedy_fr=_RENAME_FR,
    remedy_en=_RENAME_EN,
    reference=_NAMES,
)
NAMES_DISAGREE = _error(
    "PKG-025",
    fr="Le paquet donne deux noms différents au même fichier.",
    en="The package gives two different names to the same file.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
    reference=_NAMES,
)
NAME_ENCODING_UNSAID = FindingKind(
    "PKG-026",
    Severity.WARNING,
    fr="Le zip ne dit pas comment ce nom est codé ; il a été lu en {encoding}.",
    en="The zip does not say how this name is encoded; it was read as {encoding}.",
    remedy_fr="Vérifiez les accents de ce nom ; un outil récent note que les noms sont en UTF-8.",
    remedy_en="Check the accents of this name; a recent tool notes that names are in UTF-8.",
    reference=_NAMES,
)

# What is not a plain file

SYMLINK = _error(
    "PKG-030",
    fr="Le paquet contient un lien symbolique.",
    en="The package contains a symbolic link.",
    remedy_fr="Remplacez le lien par le fichier lui-même.",
    remedy_en="Replace the link with the file itself.",
)
HARD_LINK = _error(
    "PKG-031",
    fr="Le paquet contient un lien physique : un second nom pour le même fichier.",
    en="The package contains a hard link: a second name for the same file.",
    remedy_fr="Remplacez le lien par une copie du fichier.",
    remedy_en="Replace the link with a copy of the file.",
)
SPECIAL_FILE = _error(
    "PKG-032",
    fr="Le paquet contient autre chose que des fichiers et des dossiers ({what}).",
    en="The package contains something else than files and folders ({what}).",
    remedy_fr="Ne mettez que des fichiers et des dossiers dans le paquet.",
    remedy_en="Put only files and folders in the package.",
)
SPARSE_FILE = _error(
    "PKG-033",
    fr="Le tar contient un fichier à trous (« sparse »).",
    en="The tar contains a sparse file.",
    remedy_fr="Refaites le tar sans l’option « sparse ».",
    remedy_en="Make the tar again without the “sparse” option.",
)
FOLDER_WITH_DATA = _error(
    "PKG-034",
    fr="Un dossier du paquet a un contenu, comme s’il était un fichier.",
    en="A folder of the package has contents, as if it were a file.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)

# Limits

TOO_MANY_ENTRIES = _error(
    "PKG-040",
    fr="Le paquet contient trop d’éléments : {limit} au plus.",
    en="The package contains too many members: {limit} at most.",
    remedy_fr="Partagez le versement en plusieurs paquets.",
    remedy_en="Split the versement into several packages.",
)
TOO_MANY_BYTES = _error(
    "PKG-041",
    fr="Décompressé, le paquet dépasse {limit} octets.",
    en="Once inflated, the package exceeds {limit} bytes.",
    remedy_fr="Partagez le versement en plusieurs paquets, ou faites relever la limite.",
    remedy_en="Split the versement into several packages, or have the limit raised.",
)
DIRECTORY_TOO_LONG = _error(
    "PKG-042",
    fr="La table des noms du paquet dépasse {limit} octets.",
    en="The table of names of the package exceeds {limit} bytes.",
    remedy_fr="Partagez le versement en plusieurs paquets.",
    remedy_en="Split the versement into several packages.",
)
NO_ROOM = _error(
    "PKG-043",
    fr="Il n’y a plus assez de place sur le disque pour ouvrir ce paquet.",
    en="There is not enough room left on the disk to open this package.",
    remedy_fr="Le paquet n’est pas en cause : faites de la place sur le disque, puis recommencez.",
    remedy_en="The package is not at fault: make room on the disk, then try again.",
    reference="STORAGE_AVAILABILITY_CHECK",
)
SCRATCH_UNUSABLE = _error(
    "PKG-044",
    fr="Le dossier de travail ne peut pas servir à ouvrir ce paquet ({reason}).",
    en="The scratch folder cannot be used to open this package ({reason}).",
    remedy_fr="Le paquet n’est pas en cause : vérifiez ce dossier et ses droits, puis recommencez.",
    remedy_en="The package is not at fault: check the scratch folder and its rights, then try again.",
    reference="STORAGE_AVAILABILITY_CHECK",
)

# Zip

ZIP_TRUNCATED = _error(
    "PKG-050",
    fr="Le zip est incomplet : sa fin manque.",
    en="The zip is incomplete: its end is missing.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
ZIP_DIRECTORY_LIES = _error(
    "PKG-051",
    fr="La table du zip ne correspond pas à son contenu ({what}).",
    en="The table of the zip does not match its contents ({what}).",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
ZIP_PREFIX = _error(
    "PKG-052",
    fr="Des données précèdent le début du zip (zip auto-extractible, ou autre fichier déguisé).",
    en="Data precede the start of the zip (self-extracting zip, or another file in disguise).",
    remedy_fr="Envoyez un zip ordinaire.",
    remedy_en="Send an ordinary zip.",
)
ZIP_SUFFIX = _error(
    "PKG-053",
    fr="Des données suivent la fin du zip.",
    en="Data follow the end of the zip.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
ZIP_SPLIT = _error(
    "PKG-054",
    fr="Le zip est découpé en plusieurs volumes.",
    en="The zip is split over several volumes.",
    remedy_fr="Envoyez un zip d’un seul morceau.",
    remedy_en="Send a zip in one piece.",
)
ZIP_OVERLAP = _error(
    "PKG-055",
    fr="Des fichiers du zip se recouvrent : les mêmes octets serviraient deux fois.",
    en="Files of the zip overlap: the same bytes would serve twice.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)
ZIP_GAP = _error(
    "PKG-056",
    fr="Le zip contient des octets qui n’appartiennent à aucun fichier.",
    en="The zip contains bytes that belong to no file.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)
ZIP_ENCRYPTED = _error(
    "PKG-057",
    fr="Un fichier du zip est chiffré (protégé par un mot de passe).",
    en="A file of the zip is encrypted (protected by a password).",
    remedy_fr="Refaites le zip sans mot de passe.",
    remedy_en="Make the zip again without a password.",
)
ZIP_METHOD = _error(
    "PKG-058",
    fr="Un fichier du zip est compressé par une méthode qui n’est pas acceptée (n° {method}).",
    en="A file of the zip is compressed by a method that is not accepted (no. {method}).",
    remedy_fr="Refaites le zip avec la compression ordinaire (« deflate »).",
    remedy_en="Make the zip again with ordinary compression (“deflate”).",
)
ZIP_HEADER_DIFFERS = _error(
    "PKG-059",
    fr="Un fichier du zip est décrit de deux façons qui se contredisent ({what}).",
    en="A file of the zip is described in two ways that contradict each other ({what}).",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)
ZIP_DAMAGED = _error(
    "PKG-060",
    fr="Un fichier du zip est abîmé : il ne se décompresse pas.",
    en="A file of the zip is damaged: it cannot be inflated.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
ZIP_CHECKSUM = _error(
    "PKG-061",
    fr="Un fichier du zip est abîmé : sa somme de contrôle (CRC) n’est pas la bonne.",
    en="A file of the zip is damaged: its checksum (CRC) is wrong.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
ZIP_SIZE = _error(
    "PKG-062",
    fr="Un fichier du zip n’a pas la taille annoncée ({size} octets).",
    en="A file of the zip does not have the size announced ({size} bytes).",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)

# Tar, and what compresses it

TAR_TRUNCATED = _error(
    "PKG-070",
    fr="Le tar est incomplet : sa fin manque.",
    en="The tar is incomplete: its end is missing.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
TAR_DAMAGED = _error(
    "PKG-071",
    fr="Le tar est abîmé ou mal formé ({what}).",
    en="The tar is damaged or malformed ({what}).",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
TAR_HEADER_LIES = _error(
    "PKG-072",
    fr="Un fichier du tar est décrit de deux façons qui se contredisent ({what}).",
    en="A file of the tar is described in two ways that contradict each other ({what}).",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)
TAR_HEADER_TOO_LONG = _error(
    "PKG-073",
    fr="Un en-tête du tar est démesuré : {length} octets, {limit} au plus.",
    en="A header of the tar is oversized: {length} bytes, {limit} at most.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)
TAR_SUFFIX = _error(
    "PKG-074",
    fr="Des données suivent la fin du tar.",
    en="Data follow the end of the tar.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)
STREAM_TRUNCATED = _error(
    "PKG-075",
    fr="Le fichier {format} est incomplet : sa fin manque.",
    en="The {format} file is incomplete: its end is missing.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
STREAM_DAMAGED = _error(
    "PKG-076",
    fr="Le fichier {format} est abîmé : il ne se décompresse pas.",
    en="The {format} file is damaged: it cannot be inflated.",
    remedy_fr=_RESEND_FR,
    remedy_en=_RESEND_EN,
)
STREAM_IN_CRUMBS = _error(
    "PKG-077",
    fr="Le fichier {format} est fait d’un nombre démesuré de petits morceaux.",
    en="The {format} file is made of an inordinate number of small pieces.",
    remedy_fr=_REMAKE_FR,
    remedy_en=_REMAKE_EN,
)

# The bordereau

NO_BORDEREAU = _error(
    "PKG-080",
    fr="Il n’y a pas de bordereau : aucun fichier .xml à la racine du paquet.",
    en="There is no bordereau: no .xml file at the root of the package.",
    remedy_fr="Ajoutez le bordereau (souvent « manifest.xml ») à la racine du paquet.",
    remedy_en="Add the bordereau (often “manifest.xml”) at the root of the package.",
    reference="MANIFEST_FILE_NAME_CHECK",
)
SEVERAL_BORDEREAUX = _error(
    "PKG-081",
    fr="Il y a {count} fichiers .xml à la racine du paquet : lequel est le bordereau ?",
    en="There are {count} .xml files at the root of the package: which one is the bordereau?",
    remedy_fr="Ne laissez à la racine que le bordereau, et rangez les autres fichiers dans un dossier.",
    remedy_en="Leave only the bordereau at the root, and put the other files in a folder.",
    reference="MANIFEST_FILE_NAME_CHECK",
)
BORDEREAU_IN_FOLDER = _error(
    "PKG-082",
    fr="Le bordereau n’est pas à la racine du paquet : tout est dans un dossier.",
    en="The bordereau is not at the root of the package: everything is inside one folder.",
    remedy_fr="Compressez le contenu du dossier, et non le dossier lui-même.",
    remedy_en="Compress the contents of the folder, not the folder itself.",
    reference="MANIFEST_FILE_NAME_CHECK",
)
