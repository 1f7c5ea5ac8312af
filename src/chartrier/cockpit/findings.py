"""What the cockpit has to say (COC-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_TOML = FindingKind(
    "COC-001",
    Severity.ERROR,
    fr="Ce fichier n'est pas un scénario lisible : {reason}.",
    en="This file is no scenario that can be read: {reason}.",
    remedy_fr="Partez de « chartrier scenario example », et changez-y les valeurs seulement.",
    remedy_en="Start from “chartrier scenario example”, and change only the values in it.",
)
UNKNOWN_KEY = FindingKind(
    "COC-002",
    Severity.ERROR,
    fr="« {key} » n'est pas un réglage d'un scénario.",
    en="“{key}” is not a setting of a scenario.",
    remedy_fr="À cet endroit, les réglages sont : {choices}.",
    remedy_en="In this place, the settings are: {choices}.",
)
MISSING_KEY = FindingKind(
    "COC-003",
    Severity.ERROR,
    fr="« {key} » manque, et le calcul ne peut pas s'en passer.",
    en="“{key}” is missing, and nothing can be calculated without it.",
    remedy_fr="Écrivez-le ; « chartrier scenario example » le montre.",
    remedy_en="Write it; “chartrier scenario example” shows it.",
)
WRONG_VALUE = FindingKind(
    "COC-004",
    Severity.ERROR,
    fr="« {key} » ne peut pas valoir « {value} ».",
    en="“{key}” cannot be “{value}”.",
    remedy_fr="On attend ici : {wanted_fr}.",
    remedy_en="What is wanted here: {wanted_en}.",
)
NO_SUCH_PLACE = FindingKind(
    "COC-005",
    Severity.ERROR,
    fr="La liste nationale ne connaît pas « {code} » ({key}).",
    en="The national list does not know “{code}” ({key}).",
    remedy_fr="Écrivez le code INSEE d'une commune, d'un département ou d'une région, ou le SIREN d'un EPCI.",
    remedy_en="Write the INSEE code of a commune, a département or a région, or the SIREN of an EPCI.",
)
NOBODY_THERE = FindingKind(
    "COC-006",
    Severity.ERROR,
    fr="Ce territoire n'a aucune commune.",
    en="This territory has no commune.",
    remedy_fr="Nommez une région, des départements, des EPCI ou des communes, ou élargissez les bornes d'habitants.",
    remedy_en="Name a région, départements, EPCI or communes, or widen the bounds of inhabitants.",
)
BOUNDS = FindingKind(
    "COC-007",
    Severity.ERROR,
    fr="« {key} » : la valeur {value} n'est pas entre {low} (bas) et {high} (haut).",
    en="“{key}”: the value {value} is not between {low} (bas) and {high} (haut).",
    remedy_fr="Donnez bas ≤ valeur ≤ haut, ou la valeur seule si elle est sûre.",
    remedy_en="Give bas ≤ valeur ≤ haut, or the value alone if it is sure.",
)
CURVE = FindingKind(
    "COC-008",
    Severity.ERROR,
    fr="« {key} » : une courbe d'adhésion est une suite de parts entre 0 et 1 qui ne baissent jamais.",
    en="“{key}”: an adoption curve is a list of shares from 0 to 1 that never go down.",
    remedy_fr="Par exemple [0.1, 0.3, 0.6, 0.8] : la part des communes adhérentes à la fin de chaque année.",
    remedy_en="For instance [0.1, 0.3, 0.6, 0.8]: the share of communes that have joined at the end of each year.",
)
ANET_RATE = FindingKind(
    "COC-009",
    Severity.ERROR,
    fr="ANET ne finance pas plus de 30 % de la dépense éligible ; « {key} » va jusqu'à {rate} %.",
    en="ANET does not fund more than 30 % of what is eligible; “{key}” goes up to {rate} %.",
    remedy_fr="Baissez le taux à 0.30 ou moins, ou nommez le dispositif qui donne davantage.",
    remedy_en="Lower the rate to 0.30 or less, or name the scheme that gives more.",
    reference="ANET",
)
WITHOUT_SOURCE = FindingKind(
    "COC-010",
    Severity.WARNING,
    fr="« {key} » n'a pas de source.",
    en="“{key}” has no source.",
    remedy_fr="Dites d'où vient ce chiffre (source) et de quand il date (date) : on vous le demandera.",
    remedy_en="Say where this number comes from (source) and of when it is (date): you will be asked.",
)
NOT_COUNTED = FindingKind(
    "COC-011",
    Severity.WARNING,
    fr="« {variant} », {model} : chiffres inconnus, et ce qui en dépend n'est pas compté : {missing}.",
    en="“{variant}”, {model}: unknown numbers, and what depends on them is not counted: {missing}.",
    remedy_fr="Renseignez-les, avec leur source. Le coût réel est plus élevé que celui qui est donné.",
    remedy_en="Give them, with their source. The real cost is higher than the one told.",
)
NO_INHABITANTS = FindingKind(
    "COC-012",
    Severity.WARNING,
    fr="La liste nationale ne dit pas combien d'habitants ont {count} communes ; elles sont laissées de côté.",
    en="The national list does not say how many inhabitants {count} communes have; they are left aside.",
    remedy_fr="Donnez-les vous-même, par [[territoire.commune]].",
    remedy_en="Give them yourself, by [[territoire.commune]].",
)
TOO_BIG = FindingKind(
    "COC-013",
    Severity.ERROR,
    fr="Ce scénario est trop grand : {what}, pour {most} au plus.",
    en="This scenario is too big: {what}, for {most} at most.",
    remedy_fr="Réduisez-le, ou coupez-le en plusieurs.",
    remedy_en="Make it smaller, or cut it into several.",
)
NAMED_TWICE = FindingKind(
    "COC-014",
    Severity.ERROR,
    fr="« {name} » est nommé deux fois ({key}).",
    en="“{name}” is named twice ({key}).",
    remedy_fr="Donnez à chacun un nom à lui.",
    remedy_en="Give each a name of its own.",
)
NO_SUCH_PROJECT = FindingKind(
    "COC-015",
    Severity.ERROR,
    fr="Il n'y a pas de projet {project}.",
    en="There is no project {project}.",
    remedy_fr="« chartrier project list » donne les identifiants.",
    remedy_en="“chartrier project list” gives the identifiers.",
)
NO_NAME = FindingKind(
    "COC-016",
    Severity.ERROR,
    fr="Un projet a un nom.",
    en="A project has a name.",
    remedy_fr="Dites comment vous l'appelez.",
    remedy_en="Say what you call it.",
)
TOO_MANY_PROJECTS = FindingKind(
    "COC-017",
    Severity.ERROR,
    fr="Il y a déjà {most} projets.",
    en="There are {most} projects already.",
    remedy_fr="Ôtez ceux qui sont finis ; ce qui a été décidé reste au journal.",
    remedy_en="Take off those that are over; what was decided stays in the journal.",
)
MAY_NOT_DECIDE = FindingKind(
    "COC-018",
    Severity.ERROR,
    fr="Seul un signataire de la collectivité décide d'un projet.",
    en="Only a signatory of the collectivité decides on a project.",
    remedy_fr="Demandez-le à l'autorité territoriale ou à son délégataire (rôle signataire).",
    remedy_en="Ask the authority or its delegate (role signataire).",
)
NOT_READY = FindingKind(
    "COC-019",
    Severity.ERROR,
    fr="Ce projet n'est pas prêt : {count} points restent à régler.",
    en="This project is not ready: {count} points remain to be settled.",
    remedy_fr="Réglez-les, ou décidez sous réserve, avec un motif et une date.",
    remedy_en="Settle them, or decide with a reservation, a motive and a day.",
)
NOTHING_SAID = FindingKind(
    "COC-020",
    Severity.ERROR,
    fr="Une réserve ou un refus se motive.",
    en="A reservation or a refusal says why.",
    remedy_fr="Écrivez le motif.",
    remedy_en="Write the motive.",
)
NO_UNTIL = FindingKind(
    "COC-021",
    Severity.ERROR,
    fr="Une réserve dit pour quand le reste est réglé.",
    en="A reservation says by when the rest is settled.",
    remedy_fr="Donnez cette date.",
    remedy_en="Give that day.",
)
UNTIL_PAST = FindingKind(
    "COC-022",
    Severity.ERROR,
    fr="Le {day} est passé.",
    en="{day} is past.",
    remedy_fr="Donnez un jour à venir.",
    remedy_en="Give a day to come.",
)
NOWHERE_KNOWN = FindingKind(
    "COC-023",
    Severity.ERROR,
    fr="Rien ne dit où est « {name} » : son territoire ne peut pas être rempli.",
    en="Nothing says where “{name}” is: its territory cannot be filled in.",
    remedy_fr="Donnez le territoire dans le fichier (territoire.departements, epci, regions ou communes).",
    remedy_en="Give the territory in the file (territoire.departements, epci, regions or communes).",
)
FILE_OR_TENANT = FindingKind(
    "COC-024",
    Severity.ERROR,
    fr="Il faut un fichier de scénario, ou une collectivité dont prendre le territoire.",
    en="A file of a scenario is needed, or a collectivité whose territory to take.",
    remedy_fr="Donnez FICHIER, --tenant, ou les deux : le territoire est alors celui de la collectivité.",
    remedy_en="Give FILE, --tenant, or both: the territory is then that of the collectivité.",
)
