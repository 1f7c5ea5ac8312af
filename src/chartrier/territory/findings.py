"""What the territory has to say (TER-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_AREA = FindingKind(
    "TER-001",
    Severity.ERROR,
    fr="La liste nationale n'a pas de territoire « {code} ».",
    en="The national list has no area “{code}”.",
    remedy_fr="Donnez un code : INSEE d'une commune, SIREN d'un EPCI, D22 pour un département, R53 pour une région, FR.",
    remedy_en="Give a code: INSEE of a commune, SIREN of an EPCI, D22 for a département, R53 for a région, FR.",
)
WHICH_LIST = FindingKind(
    "TER-002",
    Severity.ERROR,
    fr="Le fichier {file} n'est ni une liste d'initiatives, ni d'états de communes, ni d'acteurs.",
    en="The file {file} is a list neither of initiatives, nor of states of communes, nor of actors.",
    remedy_fr="Sa première ligne doit avoir la colonne « offre » (initiatives), « etat » (communes) ou « type » (acteurs).",
    remedy_en="Its first line must have the column “offre” (initiatives), “etat” (communes) or “type” (actors).",
)
NO_COMMUNE = FindingKind(
    "TER-003",
    Severity.ERROR,
    fr="La liste nationale ne connaît pas la commune « {code} ».",
    en="The national list does not know the commune “{code}”.",
    remedy_fr="Donnez son code INSEE, ou son nom exact avec la colonne « departement ».",
    remedy_en="Give its INSEE code, or its exact name with the column “departement”.",
)
SEVERAL_COMMUNES = FindingKind(
    "TER-004",
    Severity.ERROR,
    fr="Plusieurs communes s'appellent « {name} » : {choices}.",
    en="Several communes are called “{name}”: {choices}.",
    remedy_fr="Donnez le code INSEE de celle que vous voulez dire.",
    remedy_en="Give the INSEE code of the one that you mean.",
)
OTHER_NAME = FindingKind(
    "TER-005",
    Severity.WARNING,
    fr="Le code {code} est celui de {known}, et non de « {name} ».",
    en="The code {code} is that of {known}, not of “{name}”.",
    remedy_fr="C'est le code qui compte : vérifiez qu'il est le bon.",
    remedy_en="It is the code that counts: check that it is the right one.",
)
MERGED = FindingKind(
    "TER-006",
    Severity.WARNING,
    fr="La commune {code} est aujourd'hui dans {commune} ({insee}).",
    en="The commune {code} is in {commune} ({insee}) today.",
    remedy_fr="Ce qui est dit d'elle est gardé sous son code ; « aucune » ne vaut alors pas pour toute la commune nouvelle.",
    remedy_en="What is said of it is kept under its code; “aucune” then does not hold for the whole new commune.",
)
NOT_A_CHOICE = FindingKind(
    "TER-007",
    Severity.ERROR,
    fr="« {value} » ne convient pas à la colonne « {column} ».",
    en="“{value}” does not fit the column “{column}”.",
    remedy_fr="Au choix : {choices}.",
    remedy_en="One of: {choices}.",
)
NOT_A_DAY = FindingKind(
    "TER-008",
    Severity.ERROR,
    fr="« {value} » n'est pas un jour (colonne « {column} »).",
    en="“{value}” is not a day (column “{column}”).",
    remedy_fr="Écrivez 2026-03-31 ou 31/03/2026.",
    remedy_en="Write 2026-03-31 or 31/03/2026.",
)
DAY_TO_COME = FindingKind(
    "TER-009",
    Severity.ERROR,
    fr="Le {day} n'est pas encore passé : une source dit ce qui était.",
    en="{day} is yet to come: a source says what was.",
    remedy_fr="Donnez le jour où cela a été constaté.",
    remedy_en="Give the day on which it was found to be so.",
)
NO_SOURCE = FindingKind(
    "TER-010",
    Severity.ERROR,
    fr="Rien ne dit d'où l'on tient cette ligne.",
    en="Nothing says where this line is known from.",
    remedy_fr="Remplissez « source » et « date » : qui l'a dit ou vérifié, quand.",
    remedy_en="Fill “source” and “date”: who said or verified it, when.",
)
NO_NAME = FindingKind(
    "TER-011",
    Severity.ERROR,
    fr="La ligne n'a pas de nom.",
    en="The line has no name.",
    remedy_fr="Remplissez la colonne « nom » : c'est par lui qu'une initiative ou un acteur est retrouvé.",
    remedy_en="Fill the column “nom”: an initiative or an actor is found again by it.",
)
NO_MEMBER = FindingKind(
    "TER-012",
    Severity.ERROR,
    fr="« {code} » n'est ni une commune, ni un EPCI, ni un territoire (colonne « {column} »).",
    en="“{code}” is neither a commune, nor an EPCI, nor an area (column “{column}”).",
    remedy_fr="Séparez par des espaces : 22278, 200065928 (l'EPCI seul), 200065928+ (avec ses communes), D22+ ; un jour : 22278:2024-01-01/2027-12-31.",
    remedy_en="Separate by spaces: 22278, 200065928 (the EPCI alone), 200065928+ (with its communes), D22+; a day: 22278:2024-01-01/2027-12-31.",
)
NOT_A_NUMBER = FindingKind(
    "TER-013",
    Severity.ERROR,
    fr="« {value} » n'est pas un nombre de gigaoctets (colonne « {column} »).",
    en="“{value}” is not a number of gigabytes (column “{column}”).",
    remedy_fr="Écrivez par exemple 32 ou 4,5 ; laissez vide si rien ne le dit.",
    remedy_en="Write for instance 32 or 4.5; leave it empty if nothing says it.",
)
ENDS_BEFORE = FindingKind(
    "TER-014",
    Severity.ERROR,
    fr="Le dernier jour ({last}) est avant le premier ({first}).",
    en="The last day ({last}) is before the first ({first}).",
    remedy_fr="Vérifiez les deux dates.",
    remedy_en="Check both dates.",
)
TWICE = FindingKind(
    "TER-016",
    Severity.ERROR,
    fr="« {name} » est déjà à la ligne {line}.",
    en="“{name}” is on line {line} already.",
    remedy_fr="Une initiative ou un acteur a une seule ligne : réunissez-les.",
    remedy_en="An initiative or an actor has one line: bring them together.",
)
NOT_A_SIREN = FindingKind(
    "TER-017",
    Severity.WARNING,
    fr="« {siren} » n'est pas un SIREN : sa clé de contrôle est fausse.",
    en="“{siren}” is not a SIREN: its check digit is wrong.",
    remedy_fr="Vérifiez-le, ou laissez la colonne vide.",
    remedy_en="Check it, or leave the column empty.",
)
WHICH_EXPORT = FindingKind(
    "TER-018",
    Severity.ERROR,
    fr="Il n'y a pas d'export « {name} ».",
    en="There is no export “{name}”.",
    remedy_fr="Choisissez parmi : {choices}.",
    remedy_en="Choose one of: {choices}.",
)
