"""Why an act is not in a dataset: it is withheld and listed, never dropped in silence."""

from chartrier.records.finding import FindingKind, Severity


def _withheld(number: int, fr: str, en: str, remedy_fr: str, remedy_en: str, reference: str = "") -> FindingKind:
    return FindingKind(f"ODT-{number:03d}", Severity.WARNING, fr, en, remedy_fr, remedy_en, reference)


NO_NUMBER = _withheld(
    1,
    "« {title} » n'a pas de numéro d'acte.",
    "“{title}” has no number of act.",
    "Complétez la description (OriginatingAgencyArchiveUnitIdentifier).",
    "Complete the description (OriginatingAgencyArchiveUnitIdentifier).",
    "SCDL délibérations 2.1.5, DELIB_ID",
)
NO_DATE = _withheld(
    2,
    "« {title} » n'a pas de date d'adoption.",
    "“{title}” has no date of adoption.",
    "Complétez la description (TransactedDate).",
    "Complete the description (TransactedDate).",
    "SCDL délibérations 2.1.5, DELIB_DATE",
)
NO_MATIERE = _withheld(
    3,
    "« {title} » n'a pas de matière de la nomenclature des actes.",
    "“{title}” has no subject of the nomenclature of acts.",
    "Ajoutez son code à la description (Tag), par exemple 5.7.",
    "Add its code to the description (Tag), 5.7 for instance.",
    "SCDL délibérations 2.1.5, DELIB_MATIERE_CODE",
)
NO_OBJET = _withheld(
    4,
    "« {title} » ne dit pas son objet.",
    "“{title}” does not say what it is about.",
    "Complétez son titre.",
    "Complete its title.",
    "SCDL délibérations 2.1.5, DELIB_OBJET",
)
ABOUT_PERSONS = _withheld(
    5,
    "« {title} » relève d'une matière qui touche des personnes ({matiere}).",
    "“{title}” belongs to a subject about persons ({matiere}).",
    "Publiez-la vous-même, sans ce qui désigne quelqu'un, si la loi le permet.",
    "Publish it yourself, without what names anybody, if the law permits it.",
    "CRPA L312-1-2",
)
NAMES_SOMEBODY = _withheld(
    6,
    "L'objet de « {title} » semble désigner une personne ({kinds_fr}).",
    "The object of “{title}” seems to name a person ({kinds_en}).",
    "Vérifiez, et publiez-la vous-même, sans ce qui désigne quelqu'un, si la loi le permet.",
    "Check, and publish it yourself, without what names anybody, if the law permits it.",
    "CRPA L312-1-2",
)
NOT_COMMUNICABLE = _withheld(
    7,
    "« {title} » n'est pas communicable à tous aujourd'hui.",
    "“{title}” is not open to everybody today.",
    "Attendez sa date de communicabilité, ou vérifiez ses règles.",
    "Wait until it is open, or check its rules.",
    "code du patrimoine L213-1, L213-2",
)
LIKE_A_FORMULA = _withheld(
    8,
    "L'objet de « {title} » commence comme une formule de tableur.",
    "The object of “{title}” begins like a formula of a spreadsheet.",
    "Corrigez son titre.",
    "Correct its title.",
)
TWICE = _withheld(
    9,
    "Le numéro de « {title} » ({number}) est déjà celui d'un autre acte.",
    "The number of “{title}” ({number}) is that of another act already.",
    "Vérifiez lequel des deux est le bon.",
    "Check which of the two is right.",
)
WITHDRAWN = _withheld(
    10,
    "« {title} » a été retiré de la mise en ligne.",
    "“{title}” was withdrawn from what is online.",
    "Remettez-le en ligne si le motif du retrait a cessé.",
    "Put it online again when the reason of its withdrawal is no more.",
    "RGPD articles 17 et 21",
)
TOO_LARGE = _withheld(
    11,
    "Un fichier de « {title} » est trop gros pour être lu ici.",
    "A file of “{title}” is too large to be read here.",
    "Archivez-le en plusieurs fichiers.",
    "Archive it as several files.",
)
UNREADABLE = _withheld(
    12,
    "Un fichier de « {title} » n'a pas pu être compris : {reason}",
    "A file of “{title}” could not be understood: {reason}",
    "Ouvrez-le, et faites-en archiver une version corrigée.",
    "Open it, and have a corrected version archived.",
)
NOT_OURS = _withheld(
    13,
    "Une ligne de « {title} » est d'un autre organisme ({siret}).",
    "A line of “{title}” is of another body ({siret}).",
    "Vérifiez le SIRET : seules les données de la collectivité sont publiées.",
    "Check the SIRET: only data of the collectivité are published.",
)
NO_LEGAL_PERSON = _withheld(
    14,
    "Rien ne montre que le bénéficiaire d'une ligne de « {title} » est une personne morale.",
    "Nothing shows that the beneficiary of a line of “{title}” is a legal person.",
    "Donnez son SIRET ou son numéro RNA ; ce qui va à une personne physique n'est jamais publié.",
    "Give its SIRET or its RNA number; what goes to a natural person is never published.",
    "décret 2017-779, CRPA L312-1-2",
)
MAYBE_NATURAL = _withheld(
    15,
    "Le bénéficiaire d'une ligne de « {title} » semble être une personne physique.",
    "The beneficiary of a line of “{title}” seems to be a natural person.",
    "Vérifiez ; le numéro RNA d'une association lève le doute.",
    "Check; the RNA number of an association settles the doubt.",
    "décret 2017-779, CRPA L312-1-2",
)
LINE_INVALID = _withheld(
    16,
    "Une ligne de « {title} » ne suit pas le schéma (colonne {column}) : {message_fr}",
    "A line of “{title}” does not follow the schema (column {column}): {message_en}",
    "Corrigez-la dans le fichier, et faites archiver la version corrigée.",
    "Correct it in the file, and have the corrected version archived.",
)
LINE_TWICE = _withheld(
    17,
    "Une ligne de « {title} » est déjà dans le jeu ({number}).",
    "A line of “{title}” is in the dataset already ({number}).",
    "Vérifiez laquelle des deux est la bonne.",
    "Check which of the two is right.",
)
LINE_NAMES_SOMEBODY = _withheld(
    18,
    "Une ligne de « {title} » semble désigner une personne ({kinds_fr}).",
    "A line of “{title}” seems to name a person ({kinds_en}).",
    "Vérifiez, et publiez-la vous-même, sans ce qui désigne quelqu'un, si la loi le permet.",
    "Check, and publish it yourself, without what names anybody, if the law permits it.",
    "CRPA L312-1-2",
)
LINE_LIKE_A_FORMULA = _withheld(
    19,
    "Une cellule d'une ligne de « {title} » commence comme une formule de tableur.",
    "A cell of a line of “{title}” begins like a formula of a spreadsheet.",
    "Corrigez-la dans le fichier.",
    "Correct it in the file.",
)
