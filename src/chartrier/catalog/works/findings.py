"""What the register of travaux has to say. Codes are stable for ever; CAT-120 to CAT-124 are of this folder."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_WORK = FindingKind(
    "CAT-120",
    Severity.ERROR,
    fr="Il n'y a pas de travail {work} dans cette collectivité.",
    en="There is no work {work} in this collectivité.",
    remedy_fr="Reprenez son adresse dans la liste des opérations.",
    remedy_en="Take its address from the list of operations.",
)
WORK_GOES_ON = FindingKind(
    "CAT-121",
    Severity.ERROR,
    fr="Ce travail n'a pas échoué : il n'y a rien à recommencer.",
    en="This work did not fail: there is nothing to start again.",
    remedy_fr="Attendez sa fin, ou lisez son résultat.",
    remedy_en="Wait for its end, or read its result.",
)
