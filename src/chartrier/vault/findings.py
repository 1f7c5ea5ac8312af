"""What the copies have to say when they cannot be written or read."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

DISK_FULL = FindingKind(
    "VAU-001",
    Severity.ERROR,
    fr="Il n'y a plus de place dans la copie « {copy} ».",
    en="There is no room left in copy “{copy}”.",
    remedy_fr="Agrandissez son disque ou libérez-y de la place, puis recommencez : rien n'est perdu.",
    remedy_en="Enlarge its disk or free some room on it, then try again: nothing is lost.",
    reference="STORAGE_AVAILABILITY_CHECK.STORAGE_OFFER_SPACE_KO",
)
NOT_PERMITTED = FindingKind(
    "VAU-002",
    Severity.ERROR,
    fr="Chartrier n'a pas le droit d'écrire ou de lire dans la copie « {copy} » ({why}).",
    en="Chartrier may not write to or read from copy “{copy}” ({why}).",
    remedy_fr="Rendez ce dossier au compte qui fait tourner Chartrier (ou remontez le disque en écriture).",
    remedy_en="Give this folder back to the account that runs Chartrier (or mount the disk writable again).",
    reference="STORAGE_AVAILABILITY_CHECK.STORAGE_OFFER_KO_UNAVAILABLE",
)
COPY_ABSENT = FindingKind(
    "VAU-003",
    Severity.ERROR,
    fr="La copie « {copy} » n'est pas là : son dossier manque ({why}).",
    en="Copy “{copy}” is not there: its folder is missing ({why}).",
    remedy_fr="Rebranchez ou remontez le disque de cette copie, puis recommencez.",
    remedy_en="Plug in or mount the disk of this copy again, then try again.",
    reference="STORAGE_AVAILABILITY_CHECK.STORAGE_OFFER_KO_UNAVAILABLE",
)
DISK_FAILING = FindingKind(
    "VAU-004",
    Severity.ERROR,
    fr="Le disque de la copie « {copy} » a répondu par une erreur ({why}).",
    en="The disk of copy “{copy}” answered with an error ({why}).",
    remedy_fr="Faites contrôler ce disque avant de recommencer ; les autres copies ne sont pas touchées.",
    remedy_en="Have this disk checked before you try again; the other copies are not affected.",
    reference="STORAGE_AVAILABILITY_CHECK.STORAGE_OFFER_KO_UNAVAILABLE",
)
PACKAGE_DIFFERS = FindingKind(
    "VAU-005",
    Severity.ERROR,
    fr="La copie « {copy} » contient déjà un autre contenu pour le paquet {package}.",
    en="Copy “{copy}” already holds other content for package {package}.",
    remedy_fr="Lancez « chartrier verify », puis prévenez votre administrateur avant tout autre versement.",
    remedy_en="Run “chartrier verify”, then tell your administrator before any other versement.",
    reference="OBJ_STORAGE.KO",
)
PACKAGE_ABSENT = FindingKind(
    "VAU-006",
    Severity.ERROR,
    fr="Le paquet {package} manque dans la copie « {copy} ».",
    en="Package {package} is missing from copy “{copy}”.",
    remedy_fr="Lancez « chartrier verify », puis réparez cette copie à partir d'une autre.",
    remedy_en="Run “chartrier verify”, then repair this copy from another one.",
    reference="OBJ_STORAGE.KO",
)
FILE_ABSENT = FindingKind(
    "VAU-007",
    Severity.ERROR,
    fr="Le fichier {path} du paquet {package} manque ou est abîmé dans la copie « {copy} ».",
    en="File {path} of package {package} is missing or damaged in copy “{copy}”.",
    remedy_fr="Lancez « chartrier verify », puis réparez cette copie à partir d'une autre.",
    remedy_en="Run “chartrier verify”, then repair this copy from another one.",
    reference="OBJ_STORAGE.KO",
)
STAGING_DIFFERS = FindingKind(
    "VAU-008",
    Severity.ERROR,
    fr="Le paquet en préparation a changé pendant l'écriture : {path}.",
    en="The package being prepared changed while it was written: {path}.",
    remedy_fr="Recommencez. Si cela se reproduit, faites contrôler la mémoire et le disque de cette machine.",
    remedy_en="Try again. If it happens again, have the memory and the disk of this machine checked.",
    reference="OBJ_STORAGE.KO",
)
TOO_MANY_FILES = FindingKind(
    "VAU-009",
    Severity.ERROR,
    fr="Le paquet a trop de fichiers : son inventaire ferait {size} octets, la limite est {limit}.",
    en="The package has too many files: its inventory would be {size} bytes, the limit is {limit}.",
    remedy_fr="Faites plusieurs versements plus petits.",
    remedy_en="Make several smaller versements.",
    reference="OCFL 1.1 §3.5",
)
JOURNAL_FILE_ODD = FindingKind(
    "VAU-010",
    Severity.ERROR,
    fr="À la place d'un fichier du journal de la copie « {copy} » il y a autre chose (dossier, lien…) : {path}.",
    en="In the place of a file of the journal of copy “{copy}” there is something else (folder, link…): {path}.",
    remedy_fr="Lancez « chartrier audit --repair » : rien n'est jeté.",
    remedy_en="Run “chartrier audit --repair”: nothing is thrown away.",
    reference="docs/format.md 4.2",
)
NEWER_COPY = FindingKind(
    "VAU-020",
    Severity.ERROR,
    fr="La copie « {copy} » est au format {version}, que cette version de Chartrier ne connaît pas.",
    en="The copy “{copy}” is in format {version}, which this version of Chartrier does not know.",
    remedy_fr="Une version plus récente y a écrit : installez-la. Rien n'a été changé.",
    remedy_en="A newer version wrote to it: install that one. Nothing was changed.",
    reference="docs/format.md 1",
)
