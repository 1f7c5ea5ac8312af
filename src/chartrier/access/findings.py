"""What consultation has to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_FOUND = FindingKind(
    "ACC-001",
    Severity.ERROR,
    fr="Rien dans cette archive ne porte l'identifiant « {identifier} », ou vous n'y avez pas accès.",
    en="Nothing in this archive has the identifier “{identifier}”, or you may not see it.",
    remedy_fr="Vérifiez l'identifiant ; « chartrier search » aide à le retrouver.",
    remedy_en="Check the identifier; “chartrier search” helps to find it.",
)
NOTHING_TO_READ = FindingKind(
    "ACC-002",
    Severity.ERROR,
    fr="« {identifier} » n'a pas de fichier à lire{usage}.",
    en="“{identifier}” has no file to read{usage}.",
    remedy_fr="« chartrier show {identifier} » donne ses objets et leurs usages.",
    remedy_en="“chartrier show {identifier}” tells its objects and their usages.",
)
SEVERAL_TO_READ = FindingKind(
    "ACC-003",
    Severity.ERROR,
    fr="« {identifier} » a plusieurs fichiers : {choices}.",
    en="“{identifier}” has several files: {choices}.",
    remedy_fr="Demandez l'un d'eux par son identifiant, ou par --usage.",
    remedy_en="Ask for one of them by its identifier, or by --usage.",
)
COPY_DAMAGED = FindingKind(
    "ACC-004",
    Severity.WARNING,
    fr="La copie « {copy} » de {identifier} manque ou n'est pas intacte ; une autre copie a été lue.",
    en="The copy “{copy}” of {identifier} is missing or not intact; another copy was read.",
    remedy_fr="Prévenez l'exploitant : « chartrier verify » dit l'étendue du dommage.",
    remedy_en="Tell the operator: “chartrier verify” tells how far the damage goes.",
)
NO_GOOD_COPY = FindingKind(
    "ACC-005",
    Severity.ERROR,
    fr="Aucune copie de {identifier} n'est intacte.",
    en="No copy of {identifier} is intact.",
    remedy_fr="Prévenez l'exploitant sans attendre, et ne touchez à rien : « chartrier verify » dit l'étendue du dommage.",
    remedy_en="Tell the operator at once and touch nothing: “chartrier verify” tells how far the damage goes.",
)
TARGET_EXISTS = FindingKind(
    "ACC-006",
    Severity.ERROR,
    fr="Le fichier {path} existe déjà.",
    en="The file {path} is there already.",
    remedy_fr="Choisissez un autre nom avec --output.",
    remedy_en="Choose another name with --output.",
)
SEVERAL_MESSAGES = FindingKind(
    "ACC-007",
    Severity.WARNING,
    fr="{count} opérations portent le message « {message} » : voici la dernière acceptée, ou à défaut la dernière.",
    en="{count} operations have the message “{message}”: this is the last one accepted, or else the last one.",
    remedy_fr="Demandez les autres par leur identifiant d'opération.",
    remedy_en="Ask for the others by their operation identifier.",
)
TARGET_UNWRITABLE = FindingKind(
    "ACC-008",
    Severity.ERROR,
    fr="Le fichier {path} ne peut pas être écrit.",
    en="The file {path} cannot be written.",
    remedy_fr="Vérifiez que son dossier existe, que vous pouvez y écrire et qu'il y reste de la place.",
    remedy_en="Check that its folder exists, that you may write there and that room is left.",
)
NO_COPY_THERE = FindingKind(
    "ACC-009",
    Severity.ERROR,
    fr="Aucune copie ne répond : {identifier} ne peut pas être lu pour l'instant.",
    en="No copy answers: {identifier} cannot be read for now.",
    remedy_fr="Rebranchez ou montez les disques des copies, puis recommencez ; « chartrier doctor » dit lequel manque.",
    remedy_en="Plug or mount the disks of the copies, then try again; “chartrier doctor” tells which is missing.",
)
# ACC-090 to ACC-099: the rules of a unit.

UNIT_NOT_FOUND = FindingKind(
    "ACC-090",
    Severity.ERROR,
    fr="Aucune unité de cette collectivité n'a l'identifiant ou le titre « {name} ».",
    en="No unit of this tenant has the identifier or the title “{name}”.",
    remedy_fr="Donnez le titre entier ; « chartrier search » aide à le retrouver.",
    remedy_en="Give the whole title; “chartrier search” helps to find it.",
)
SEVERAL_UNITS = FindingKind(
    "ACC-091",
    Severity.ERROR,
    fr="Plusieurs unités ont le titre « {name} » : {choices}.",
    en="Several units have the title “{name}”: {choices}.",
    remedy_fr="Désignez l'une d'elles par son identifiant.",
    remedy_en="Name one of them by its identifier.",
)
