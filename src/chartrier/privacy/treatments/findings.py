"""What the register of treatments has to say: TRT-020 to TRT-039."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NO_TREATMENT = FindingKind(
    "TRT-020",
    Severity.ERROR,
    fr="Le registre n'a pas de traitement « {reference} ».",
    en="The register has no treatment “{reference}”.",
    remedy_fr="Le registre des traitements les liste.",
    remedy_en="The register of treatments lists them.",
)
REFERENCE_TAKEN = FindingKind(
    "TRT-021",
    Severity.ERROR,
    fr="La référence {reference} est celle d'un autre traitement.",
    en="The reference {reference} is that of another treatment.",
    remedy_fr="Donnez à chaque traitement sa référence.",
    remedy_en="Give each treatment its reference.",
)
CHANGED_MEANWHILE = FindingKind(
    "TRT-022",
    Severity.ERROR,
    fr="Quelqu'un a changé ce traitement entre-temps, ou le registre en compte déjà {most} : rien n'a été enregistré.",
    en="Somebody changed this treatment meanwhile, or the register has {most} already: nothing was recorded.",
    remedy_fr="Relisez-le, puis recommencez.",
    remedy_en="Read it again, then try again.",
)
NO_MODEL = FindingKind(
    "TRT-023",
    Severity.ERROR,
    fr="Il n'y a pas de modèle « {code} ».",
    en="There is no model “{code}”.",
    remedy_fr="La liste des modèles les donne.",
    remedy_en="The list of models gives them.",
)
WHICH_FILE = FindingKind(
    "TRT-024",
    Severity.ERROR,
    fr="On ne sait pas dans quelle forme écrire ou lire {file}.",
    en="It is not known in which form {file} is to be written or read.",
    remedy_fr="Donnez-lui l'un de ces suffixes : {choices}.",
    remedy_en="Give it one of these endings: {choices}.",
)
NOT_A_PARTY = FindingKind(
    "TRT-025",
    Severity.ERROR,
    fr="La collectivité n'est pas partie à la convention {convention}.",
    en="The collectivité is no party to the convention {convention}.",
    remedy_fr="Choisissez parmi les siennes.",
    remedy_en="Choose among its own.",
)
