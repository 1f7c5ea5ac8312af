"""What communicabilité and dérogations have to say; ACC-080 to ACC-089 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity


def _error(number: int, fr: str, en: str, remedy_fr: str, remedy_en: str) -> FindingKind:
    return FindingKind(f"ACC-{number:03}", Severity.ERROR, fr, en, remedy_fr, remedy_en)


NO_SUCH_UNIT = _error(
    80,
    "Aucune unité de cette collectivité ne porte l'identifiant « {unit} ».",
    "No unit of this tenant has the identifier “{unit}”.",
    "« chartrier search » aide à le retrouver.",
    "“chartrier search” helps to find it.",
)
NO_SUCH_DEROGATION = _error(
    81,
    "Aucune dérogation de cette collectivité ne porte l'identifiant « {request} ».",
    "No dérogation of this tenant has the identifier “{request}”.",
    "« chartrier derogation list » les donne.",
    "“chartrier derogation list” lists them.",
)
NOTHING_KNOWN = _error(
    82,
    "Il faut donner au moins une date.",
    "At least one date must be given.",
    "Donnez --person, --register-closed, --detention-ended, --latest-document ou --decision-pending.",
    "Give --person, --register-closed, --detention-ended, --latest-document or --decision-pending.",
)
NOT_A_PERSON = _error(
    83,
    "« {value} » ne dit pas la naissance et le décès d'une personne.",
    "“{value}” does not tell the birth and death of a person.",
    "Écrivez NAISSANCE/DÉCÈS, l'une des deux pouvant manquer : 1930-05-02/2001-03-14, 1930/, /2001-03.",
    "Write BIRTH/DEATH, either of which may be missing: 1930-05-02/2001-03-14, 1930/, /2001-03.",
)
DAY_TO_COME = _error(
    84,
    "« {day} » n'est pas encore venu : une étape se note quand elle a eu lieu.",
    "“{day}” has not come yet: a step is recorded once it has happened.",
    "Corrigez la date.",
    "Correct the date.",
)
WHICH_UNITS = _error(
    85,
    "Il faut dire ce qui est accordé : tout, rien, ou une liste.",
    "What is granted must be said: everything, nothing, or a list.",
    "Donnez un seul de --all, --none, --unit.",
    "Give exactly one of --all, --none, --unit.",
)
NOT_AN_OPINION = _error(
    86,
    "Il faut dire si l'avis est favorable.",
    "Whether the opinion is favourable must be said.",
    "Donnez un seul de --favourable, --unfavourable.",
    "Give exactly one of --favourable, --unfavourable.",
)
NEVER_OPEN = _error(
    87,
    "L'unité {unit} n'est jamais communicable (L213-2, II) : elle ne peut pas être ouverte par anticipation.",
    "The unit {unit} is never open to the public (L213-2, II): it cannot be opened early.",
    "Retirez-la de la liste.",
    "Take it out of the list.",
)
NOT_OPAQUE = _error(
    88,
    "« {value} » n'est pas un identifiant de lecteur.",
    "“{value}” is not the identifier of a reader.",
    "Au plus 64 lettres sans accent, chiffres, points, deux-points, tirets et soulignés ; jamais un nom.",
    "At most 64 plain letters, digits, dots, colons, hyphens and underscores; never a name.",
)
NOT_DECIDED = _error(
    89,
    "La demande {request} n'est pas décidée : il n'y a rien à répondre au lecteur.",
    "The request {request} is not decided: there is nothing to answer to the reader.",
    "Notez d'abord la décision, d'après sa lettre : chartrier derogation decision.",
    "Record the decision first, from its letter: chartrier derogation decision.",
)
