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
# Who acts: CLI-020 to CLI-029.
WHO_ACTS = FindingKind(
    "CLI-020",
    Severity.ERROR,
    fr="Cette commande décide : il faut dire qui agit.",
    en="This command decides: say who acts.",
    remedy_fr="Ajoutez --as NOM ; sa phrase secrète sera demandée, ou lue dans --passphrase-file FICHIER.",
    remedy_en="Add --as NAME; their passphrase will be asked for, or read from --passphrase-file FILE.",
)
NO_TERMINAL = FindingKind(
    "CLI-021",
    Severity.ERROR,
    fr="La phrase secrète ne peut pas être demandée : il n'y a pas de terminal.",
    en="The passphrase cannot be asked for: there is no terminal.",
    remedy_fr="Mettez-la dans un fichier que vous seul pouvez lire : --passphrase-file FICHIER.",
    remedy_en="Put it into a file that only you can read: --passphrase-file FILE.",
)
NOT_A_PASSPHRASE = FindingKind(
    "CLI-022",
    Severity.ERROR,
    fr="Le fichier {path} n'a pas une phrase secrète sur une seule ligne, en UTF-8.",
    en="The file {path} does not have a passphrase on a single line, in UTF-8.",
    remedy_fr="N'y laissez que la phrase.",
    remedy_en="Leave nothing but the passphrase in it.",
)
OPEN_PASSPHRASE_FILE = FindingKind(
    "CLI-023",
    Severity.WARNING,
    fr="Le fichier {path}, qui a une phrase secrète, peut être lu par d'autres comptes de la machine.",
    en="The file {path}, which has a passphrase, can be read by other accounts of the machine.",
    remedy_fr="Fermez-le (chmod 600 {path}) et changez la phrase : chartrier person passphrase NOM.",
    remedy_en="Close it (chmod 600 {path}) and change the passphrase: chartrier person passphrase NAME.",
)
PASSPHRASES_DIFFER = FindingKind(
    "CLI-024",
    Severity.ERROR,
    fr="Les deux phrases tapées ne sont pas les mêmes : rien n'a été fait.",
    en="The two passphrases typed are not the same: nothing was done.",
    remedy_fr="Recommencez.",
    remedy_en="Try again.",
)
NOT_A_DAY = FindingKind(
    "CLI-025",
    Severity.ERROR,
    fr="« {day} » n'est pas un jour.",
    en="“{day}” is not a day.",
    remedy_fr="Écrivez l'année, le mois, le jour : 2026-03-31.",
    remedy_en="Write the year, the month, the day: 2026-03-31.",
)
DEMO_STAYS_HOME = FindingKind(
    "CLI-033",
    Severity.ERROR,
    fr="Cette archive est une démonstration : elle ne répond qu'à cette machine, pas à {host}.",
    en="This archive is a demonstration: it answers this machine only, not {host}.",
    remedy_fr="Retirez --host, ou créez une archive avec « chartrier init ».",
    remedy_en="Remove --host, or make an archive with “chartrier init”.",
)
PORT_IN_USE = FindingKind(
    "CLI-034",
    Severity.ERROR,
    fr="Impossible de répondre sur {host}, port {port}.",
    en="{host}, port {port}, cannot be used.",
    remedy_fr="Le port est pris, ou l'adresse n'est pas de cette machine : choisissez-en un autre avec --port ou --host.",
    remedy_en="The port is taken, or the address is not of this machine: choose another with --port or --host.",
)
