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
    "L'objet de « {title} » semble désigner une personne ({kinds}).",
    "The object of “{title}” seems to name a person ({kinds}).",
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
