"""What the room of formats has to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

UNKNOWN_FORMAT = FindingKind(
    "FMT-001",
    Severity.WARNING,
    fr="Le format de ce fichier n’est pas reconnu.",
    en="The format of this file is not recognised.",
    remedy_fr="Vérifiez que le fichier s’ouvre, puis convertissez-le si possible en PDF/A, ODT, PNG…",
    remedy_en="Check that the file opens; where possible, convert it to PDF/A, ODT, PNG…",
    reference="OG_OBJECTS_FORMAT_CHECK.UNKNOWN",
)

FORMAT_MISMATCH = FindingKind(
    "FMT-002",
    Severity.WARNING,
    fr="Le bordereau annonce le format {declared}, le fichier est reconnu comme {identified} ({name}).",
    en="The bordereau declares format {declared}, the file is recognised as {identified} ({name}).",
    remedy_fr="Corrigez FormatId dans le bordereau, ou envoyez le fichier annoncé.",
    remedy_en="Correct FormatId in the bordereau, or send the file that it declares.",
    reference="OG_OBJECTS_FORMAT_CHECK",
)

NOT_EXAMINED = FindingKind(
    "FMT-003",
    Severity.WARNING,
    fr="Le format de ce fichier n’a pas pu être examiné : sa lecture a échoué.",
    en="The format of this file could not be examined: reading it failed.",
    remedy_fr="Vérifiez que le fichier s’ouvre ; si oui, prévenez l’administrateur de l’archivage.",
    remedy_en="Check that the file opens; if it does, tell the administrator of the archive.",
    reference="OG_OBJECTS_FORMAT_CHECK.UNKNOWN",
)

EXTENSION_MISMATCH = FindingKind(
    "FMT-004",
    Severity.WARNING,
    fr="L’extension du nom de ce fichier n’est pas celle de son format, {identified} ({name}).",
    en="The extension of this file’s name is not one of its format, {identified} ({name}).",
    remedy_fr="Renommez le fichier avec la bonne extension, ou vérifiez que c’est bien le document voulu.",
    remedy_en="Rename the file with the right extension, or check that it is the intended document.",
    reference="OG_OBJECTS_FORMAT_CHECK",
)

IDENTIFIER_DOWN = FindingKind(
    "FMT-005",
    Severity.ERROR,
    fr="Le programme de reconnaissance des formats ne démarre pas ({reason}).",
    en="The program that recognises formats does not start ({reason}).",
    remedy_fr="Lancez « chartrier doctor », qui dit ce qui manque, puis recommencez.",
    remedy_en="Run “chartrier doctor”, which says what is missing, then try again.",
    reference="OG_OBJECTS_FORMAT_CHECK",
)

EXAMINATION_STOPPED = FindingKind(
    "FMT-006",
    Severity.WARNING,
    fr="Le format de ce fichier n’a pas pu être examiné : l’examen durait trop ou s’est arrêté net.",
    en="The format of this file could not be examined: it took too long, or stopped short.",
    remedy_fr="Vérifiez que le fichier s’ouvre et vient d’une source sûre, puis envoyez-le à part.",
    remedy_en="Check that the file opens and comes from a safe source, then send it by itself.",
    reference="OG_OBJECTS_FORMAT_CHECK.UNKNOWN",
)

EXAMINATION_GIVEN_UP = FindingKind(
    "FMT-007",
    Severity.WARNING,
    fr="Le format de ce fichier n’a pas été examiné : trop de fichiers du versement l’ont fait échouer.",
    en="The format of this file was not examined: too many files of the versement made it fail.",
    remedy_fr="Retirez ou réparez les fichiers signalés FMT-006, puis recommencez.",
    remedy_en="Remove or repair the files reported as FMT-006, then try again.",
    reference="OG_OBJECTS_FORMAT_CHECK.UNKNOWN",
)
