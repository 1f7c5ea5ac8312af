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
    fr="Le fichier {path} ne peut pas être lu : {reason}.",
    en="The file {path} cannot be read: {reason}.",
    remedy_fr="Vérifiez son nom et ses droits.",
    remedy_en="Check its name and its mode.",
)
