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
WORK_RUNS = FindingKind(
    "CAT-122",
    Severity.ERROR,
    fr="Ce travail est en cours, ou a fini : il ne peut pas être abandonné.",
    en="This work runs, or has ended: it cannot be abandoned.",
    remedy_fr="Attendez sa fin : ce qui est commencé va toujours jusqu'au bout.",
    remedy_en="Wait for its end: what has begun is always carried through.",
)
WORK_ASKED = FindingKind(
    "CAT-123",
    Severity.ERROR,
    fr="Le même travail est déjà demandé, ou en cours, pour cette collectivité.",
    en="The same work is asked for already, or runs, for this collectivité.",
    remedy_fr="Suivez-le dans la liste des opérations.",
    remedy_en="Follow it in the list of operations.",
)
WORK_ARCHIVED = FindingKind(
    "CAT-124",
    Severity.ERROR,
    fr="Ce dépôt est archivé : seule sa publication s'est interrompue.",
    en="This deposit is archived: only its publication was interrupted.",
    remedy_fr="Recommencez-le : il sera achevé, rien ne sera fait deux fois.",
    remedy_en="Start it again: it will be finished, nothing will be done twice.",
)
