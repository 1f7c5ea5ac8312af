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
COPY_GONE = FindingKind(
    "DCP-004",
    Severity.ERROR,
    "La copie occultée n'est plus là, ou n'est plus celle qui a été regardée.",
    "The redacted copy is no longer there, or is no longer the one that was looked at.",
    "Refaites-la.",
    "Make it again.",
)
NOT_LOOKED_AT = FindingKind(
    "DCP-005",
    Severity.ERROR,
    "Personne n'a dit avoir regardé la copie : ce qui n'est qu'en image n'a pas été cherché.",
    "Nobody said that they looked at the copy: what is only in a picture was not looked for.",
    "Faites la copie sans --deposit, regardez chaque page, puis recommencez avec --looked.",
    "Make the copy without --deposit, look at each page, then start again with --looked.",
)
NOT_ARCHIVED = FindingKind(
    "DCP-006",
    Severity.ERROR,
    "Seule la copie d'un document archivé se verse ainsi : elle se range sous son original.",
    "Only the copy of an archived document is deposited so: it is placed below its original.",
    "Versez d'abord l'original, ou déposez la copie comme tout document.",
    "Deposit the original first, or deposit the copy as any document.",
)
WORDS_UNREADABLE = FindingKind(
    "DCP-007",
    Severity.ERROR,
    "Le fichier {path} n'est pas une liste de mots : un texte en UTF-8, un mot ou une suite de mots par ligne.",
    "The file {path} is no list of words: a text in UTF-8, a word or a phrase a line.",
    "Enregistrez-le en texte, codage UTF-8.",
    "Save it as a text, encoded in UTF-8.",
)
