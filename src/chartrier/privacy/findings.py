"""What the room of personal data has to say."""

from chartrier.records.finding import FindingKind, Severity

FILE_UNREADABLE = FindingKind(
    "DCP-001",
    Severity.ERROR,
    "Le fichier {path} ne peut pas être lu.",
    "The file {path} cannot be read.",
    "Vérifiez son nom et les droits de lecture.",
    "Check its name and that it may be read.",
)
FILE_TOO_BIG = FindingKind(
    "DCP-002",
    Severity.ERROR,
    "Le fichier {path} est trop grand pour être examiné.",
    "The file {path} is too big to be looked through.",
    "Découpez-le, ou examinez-le par vos propres moyens.",
    "Split it, or look through it by your own means.",
)
NO_TEXT_IN_FILE = FindingKind(
    "DCP-003",
    Severity.ERROR,
    "Aucun texte n'a été lu dans {path} : rien ne peut y être relevé.",
    "No text was read in {path}: nothing can be seen there.",
    "Un document numérisé sans texte doit passer par une reconnaissance de caractères ; ce qui n'est pas lu n'est pas vide de données personnelles.",
    "A scanned document without text needs character recognition; what is not read is not free of personal data.",
)
