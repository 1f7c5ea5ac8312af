"""What the register of openings has to say. Codes are stable for ever; CAT-140 to CAT-144 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_OPENING = FindingKind(
    "CAT-140",
    Severity.ERROR,
    fr="Il n'y a pas d'ouverture {opening}.",
    en="There is no opening {opening}.",
    remedy_fr="Reprenez son adresse dans la page des collectivités.",
    remedy_en="Take its address from the page of the collectivités.",
)
OPENING_GOES_ON = FindingKind(
    "CAT-141",
    Severity.ERROR,
    fr="Cette ouverture n'est pas finie : il n'y a rien à recommencer.",
    en="This opening has not ended: there is nothing to start again.",
    remedy_fr="Attendez sa fin.",
    remedy_en="Wait for its end.",
)
