"""What administration has to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

BAD_CODE = FindingKind(
    "ADM-001",
    Severity.ERROR,
    fr="« {code} » n'est pas un code de collectivité : neuf chiffres, en principe son SIREN.",
    en="“{code}” is not a tenant's code: nine digits, as a rule its SIREN.",
    remedy_fr="Donnez les neuf chiffres du SIREN, sans espace.",
    remedy_en="Give the nine digits of the SIREN, without spaces.",
)
NOT_A_SIREN = FindingKind(
    "ADM-002",
    Severity.WARNING,
    fr="{code} n'a pas la clé de contrôle d'un SIREN : une faute de frappe ?",
    en="{code} does not have the check digit of a SIREN: a slip of the finger?",
    remedy_fr="Le code est définitif. S'il est faux, créez la bonne collectivité et n'employez pas celle-ci.",
    remedy_en="The code is final. If it is wrong, create the right tenant and do not use this one.",
)
WHICH_TENANT = FindingKind(
    "ADM-003",
    Severity.ERROR,
    fr="Cette archive a {count} collectivités : dites laquelle.",
    en="This archive has {count} tenants: say which one.",
    remedy_fr="Ajoutez --tenant SIREN ; « chartrier tenant list » les donne.",
    remedy_en="Add --tenant SIREN; “chartrier tenant list” lists them.",
)
NO_NAME = FindingKind(
    "ADM-004",
    Severity.ERROR,
    fr="Il faut un nom.",
    en="A name is needed.",
    remedy_fr="Donnez le nom de la personne ou de la collectivité.",
    remedy_en="Give the name of the person or of the tenant.",
)
BAD_REFUSAL = FindingKind(
    "ADM-005",
    Severity.ERROR,
    fr="« {name} » n'est pas un réglage de la collectivité.",
    en="“{name}” is not a setting of the tenant.",
    remedy_fr="Choix possibles : {choices}.",
    remedy_en="Possible choices: {choices}.",
)
BAD_ROLE = FindingKind(
    "ADM-006",
    Severity.ERROR,
    fr="« {role} » n'est pas un rôle.",
    en="“{role}” is not a role.",
    remedy_fr="Choix possibles : {choices}.",
    remedy_en="Possible choices: {choices}.",
)
ROLE_NEEDS_TENANT = FindingKind(
    "ADM-007",
    Severity.ERROR,
    fr="Un rôle se donne pour une collectivité.",
    en="A role is given for a tenant.",
    remedy_fr="Ajoutez --tenant SIREN.",
    remedy_en="Add --tenant SIREN.",
)
NO_TENANT = FindingKind(
    "ADM-008",
    Severity.ERROR,
    fr="Cette archive n'a encore aucune collectivité.",
    en="This archive has no tenant yet.",
    remedy_fr="Ouvrez-en une : chartrier tenant add SIREN=NOM",
    remedy_en="Open one: chartrier tenant add SIREN=NAME",
)
NAME_KEPT = FindingKind(
    "ADM-009",
    Severity.WARNING,
    fr="La collectivité {code} existe déjà : elle garde son nom, « {name} ».",
    en="The tenant {code} is there already: it keeps its name, “{name}”.",
    remedy_fr="Rien à faire. Si vous vouliez une autre collectivité, vérifiez son SIREN.",
    remedy_en="Nothing to do. If you meant another tenant, check its SIREN.",
)
JOURNAL_THERE = FindingKind(
    "ADM-010",
    Severity.ERROR,
    fr="La copie « {copy} » a déjà un journal de {code}, que la base de données ne connaît pas.",
    en="The copy “{copy}” already has a journal of {code}, which the database does not know.",
    remedy_fr="N'effacez rien : ces copies sont une archive. Remettez sa base en place, ou choisissez d'autres dossiers de copies.",
    remedy_en="Remove nothing: these copies are an archive. Put its database back, or choose other folders for copies.",
)
BAD_NAME = FindingKind(
    "ADM-011",
    Severity.ERROR,
    fr="Ce nom contient des caractères qui ne s'affichent pas.",
    en="This name has characters that do not show.",
    remedy_fr="Tapez le nom de nouveau, sans le coller.",
    remedy_en="Type the name again, without pasting it.",
)
