"""What the command line itself has to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_SUCH_COPY = FindingKind(
    "CLI-001",
    Severity.ERROR,
    fr="Il n'y a pas de copie « {copy} ».",
    en="There is no copy “{copy}”.",
    remedy_fr="Copies : {choices}.",
    remedy_en="Copies: {choices}.",
)
NOTHING_TO_VERIFY = FindingKind(
    "CLI-002",
    Severity.ERROR,
    fr="Rien à vérifier : {what} n'est dans aucune copie.",
    en="Nothing to verify: {what} is in no copy.",
    remedy_fr="Vérifiez l'identifiant, la collectivité et le dossier de l'archive.",
    remedy_en="Check the identifier, the tenant and the archive's folder.",
)
UNREADABLE_FILE = FindingKind(
    "CLI-003",
    Severity.ERROR,
    fr="Le fichier {path} n'existe pas ou ne peut pas être lu.",
    en="The file {path} does not exist or cannot be read.",
    remedy_fr="Vérifiez son nom et ses droits.",
    remedy_en="Check its name and its mode.",
)
NO_SUCH_PACKAGE = FindingKind(
    "CLI-004",
    Severity.ERROR,
    fr="Il n'y a ni fichier ni dossier {path} : rien n'a été fait.",
    en="There is neither a file nor a folder {path}: nothing was done.",
    remedy_fr="Vérifiez le chemin du paquet, puis relancez la commande.",
    remedy_en="Check the path of the package, then run the command again.",
)
BUG = FindingKind(
    "CLI-005",
    Severity.ERROR,
    fr="Le programme a un défaut ({name}) : il s'est arrêté.",
    en="The program has a bug ({name}): it stopped.",
    remedy_fr="Transmettez à votre prestataire la ligne de journal écrite sur la sortie d'erreur.",
    remedy_en="Hand the log line written on standard error to those who maintain Chartrier.",
)
NOT_A_KEY = FindingKind(
    "CLI-006",
    Severity.ERROR,
    fr="Le fichier {path} n'est pas une clé publique de journal.",
    en="The file {path} is not the public key of a journal.",
    remedy_fr="Mettez dans un fichier la ligne que « chartrier tenant list » donne sous le nom de la collectivité.",
    remedy_en="Put into a file the line that “chartrier tenant list” gives below the tenant's name.",
)
NOT_A_CHECKPOINT = FindingKind(
    "CLI-007",
    Severity.ERROR,
    fr="Le fichier {path} n'est pas un point de contrôle.",
    en="The file {path} is not a checkpoint.",
    remedy_fr="Donnez une copie, gardée autrefois, du fichier journal/checkpoint d'une copie de l'archive.",
    remedy_en="Give a copy, kept in the past, of the file journal/checkpoint of a copy of the archive.",
)
NOT_UNDERSTOOD = FindingKind(
    "CLI-008",
    Severity.ERROR,
    fr="Commande mal formée. {problem}",
    en="The command line is not understood. {problem}",
    remedy_fr="Voir : {command} --help",
    remedy_en="See: {command} --help",
)
TOO_LARGE_TO_ATTACH = FindingKind(
    "CLI-030",
    Severity.ERROR,
    fr="Le fichier {path} dépasse {limit} Mio : il ne peut pas être joint à un acte.",
    en="The file {path} is over {limit} MiB: it cannot be attached to an act.",
    remedy_fr="Joignez une version plus légère (une numérisation en noir et blanc, par exemple).",
    remedy_en="Attach a lighter one (a scan in black and white, for instance).",
)
NOT_A_CHOICE = FindingKind(
    "CLI-031",
    Severity.ERROR,
    fr="« {value} » n'est pas un choix possible.",
    en="“{value}” is not a possible choice.",
    remedy_fr="Choix possibles : {choices}.",
    remedy_en="Possible choices: {choices}.",
)
UNWRITABLE_FILE = FindingKind(
    "CLI-032",
    Severity.ERROR,
    fr="Le fichier {path} ne peut pas être écrit.",
    en="The file {path} cannot be written.",
    remedy_fr="Vérifiez que son dossier existe et que vous pouvez y écrire.",
    remedy_en="Check that its folder exists and that you may write there.",
)
