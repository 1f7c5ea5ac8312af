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
