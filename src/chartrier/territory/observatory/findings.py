"""What the observatory has to say (OBS-001 and following)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

OFF = FindingKind(
    "OBS-001",
    Severity.ERROR,
    fr="Cette instance ne publie rien pour un observatoire.",
    en="This instance publishes nothing for an observatory.",
    remedy_fr="L'exploitant en décide : page /territoire/observatoire/publier/, « chartrier territory observatory choose », ou réglage observatory.",
    remedy_en="The operator decides of it: page /territoire/observatoire/publier/, “chartrier territory observatory choose”, or setting observatory.",
)
TOO_FEW = FindingKind(
    "OBS-002",
    Severity.ERROR,
    fr="Moins de {fewest} communes seraient comptées : une somme dirait quelque chose de chacune.",
    en="Fewer than {fewest} communes would be counted: a sum would tell something of each.",
    remedy_fr="Attendez que davantage de communes aient une convention ou versent, et acceptent d'être comptées.",
    remedy_en="Wait until more communes have a convention or deposit, and agree to be counted.",
)
NO_PUBLICATION = FindingKind(
    "OBS-003",
    Severity.ERROR,
    fr="Ce fichier n'est pas une publication d'observatoire : {why}.",
    en="This file is no publication of an observatory: {why}.",
    remedy_fr="Redemandez-le à l'instance qui l'a fait (« chartrier territory observatory export »), et ne le modifiez pas.",
    remedy_en="Ask the instance that made it for it again (“chartrier territory observatory export”), and change nothing.",
)
UNKNOWN_INSTANCE = FindingKind(
    "OBS-004",
    Severity.ERROR,
    fr="Aucune clé n'est connue pour l'instance « {name} » : sa publication ne peut pas être prouvée.",
    en="No key is known for the instance “{name}”: its publication cannot be proven.",
    remedy_fr="Faites-vous donner sa clé par son exploitant, de vive voix ou par écrit, puis « chartrier territory observatory trust CLÉ ».",
    remedy_en="Have its operator give you its key, by voice or in writing, then “chartrier territory observatory trust KEY”.",
)
BAD_SIGNATURE = FindingKind(
    "OBS-005",
    Severity.ERROR,
    fr="La publication qui se dit de « {name} » n'est pas signée par la clé que vous en connaissez.",
    en="The publication that says it is of “{name}” is not signed by the key that you know for it.",
    remedy_fr="Ne l'utilisez pas ; prévenez l'exploitant de cette instance. S'il a changé de clé : « distrust », puis « trust ».",
    remedy_en="Do not use it; tell the operator of that instance. If they have another key: “distrust”, then “trust”.",
)
OLDER = FindingKind(
    "OBS-006",
    Severity.WARNING,
    fr="Une publication plus récente de « {name} » pour {year} est déjà là : c'est elle qui compte.",
    en="A later publication of “{name}” for {year} is there already: it is the one that counts.",
    remedy_fr="Rien à faire : celle-ci est gardée, et ne compte pas deux fois.",
    remedy_en="Nothing to do: this one is kept, and does not count twice.",
)
OTHER_KEY = FindingKind(
    "OBS-007",
    Severity.ERROR,
    fr="Une autre clé est déjà connue pour l'instance « {name} ».",
    en="Another key is known for the instance “{name}” already.",
    remedy_fr="Vérifiez auprès de son exploitant ; puis « chartrier territory observatory distrust {name} », et recommencez.",
    remedy_en="Check with its operator; then “chartrier territory observatory distrust {name}”, and start again.",
)
NOT_TRUSTED = FindingKind(
    "OBS-008",
    Severity.ERROR,
    fr="Aucune clé n'est connue pour l'instance « {name} ».",
    en="No key is known for the instance “{name}”.",
    remedy_fr="« chartrier territory observatory show » liste celles qui le sont.",
    remedy_en="“chartrier territory observatory show” lists those that are.",
)
SAME_KEY = FindingKind(
    "OBS-009",
    Severity.ERROR,
    fr="Cette clé est déjà connue sous le nom « {name} » : une instance ne compte pas sous deux noms.",
    en="This key is known already under the name “{name}”: an instance does not count under two names.",
    remedy_fr="Retirez d'abord l'autre nom, s'il n'est plus le sien.",
    remedy_en="Take the other name away first, if it is not its own any more.",
)
PUBLISHED_AGAIN = FindingKind(
    "OBS-010",
    Severity.WARNING,
    fr="Une publication de {year} était déjà faite : qui a les deux peut comparer leurs sommes.",
    en="A publication of {year} was made already: whoever has both may compare their sums.",
    remedy_fr="N'en donnez une seconde que si la première était fausse, ou si beaucoup de communes ont changé.",
    remedy_en="Give a second one only if the first was wrong, or if many communes have changed.",
)
NO_PLACE = FindingKind(
    "OBS-011",
    Severity.ERROR,
    fr="« {place} » n'est pas un territoire que l'observatoire connaît.",
    en="“{place}” is no place that the observatory knows.",
    remedy_fr="Écrivez D22, R53 ou FR ; « R53 sauf D22 D29 » pour ce qui en reste.",
    remedy_en="Write D22, R53 or FR; “R53 sauf D22 D29” for what is left of it.",
)
TOO_SMALL = FindingKind(
    "OBS-012",
    Severity.ERROR,
    fr="« {value} » ne convient pas à la colonne « {column} » : un nombre entier, {fewest} au moins, est attendu.",
    en="“{value}” does not fit the column “{column}”: a whole number, {fewest} at least, is expected.",
    remedy_fr="Réunissez les petits territoires en un plus grand ; laissez la case vide si rien ne le dit.",
    remedy_en="Bring small places together into a larger one; leave the cell empty if nothing says it.",
)
NO_YEAR = FindingKind(
    "OBS-013",
    Severity.ERROR,
    fr="« {value} » n'est pas une année dont on puisse dire quelque chose.",
    en="“{value}” is no year of which something can be told.",
    remedy_fr="Donnez une année entre {first} et celle-ci ; la source est de cette année ou d'après.",
    remedy_en="Give a year between {first} and this one; the source is of that year or later.",
)
NOT_APART = FindingKind(
    "OBS-014",
    Severity.ERROR,
    fr="Ce qui est dit de « {name} » pour {year} ne tient pas : {why_fr}.",
    en="What is told of “{name}” for {year} does not hold: {why_en}.",
    remedy_fr="Aucun département ne peut être dans deux lignes d'un même porteur et d'une même année, ni compter plus de communes qu'il n'en a.",
    remedy_en="No département may be in two lines of one host and year, nor count more communes than it has.",
)
NOTHING_READ = FindingKind(
    "OBS-015",
    Severity.ERROR,
    fr="Le fichier {file} est vide ou ne dit rien.",
    en="The file {file} is empty or says nothing.",
    remedy_fr="Donnez une publication (JSON), ou une liste (CSV) d'une ligne au moins.",
    remedy_en="Give a publication (JSON), or a list (CSV) of one line at least.",
)
NO_KEY = FindingKind(
    "OBS-016",
    Severity.ERROR,
    fr="Ce n'est pas la clé d'une instance.",
    en="This is not the key of an instance.",
    remedy_fr="Recopiez toute la ligne que donne « chartrier territory observatory key » chez elle, entre guillemets.",
    remedy_en="Copy the whole line that “chartrier territory observatory key” gives there, between quotes.",
)
SET_ELSEWHERE = FindingKind(
    "OBS-017",
    Severity.ERROR,
    fr="Les réglages de cette instance en décident déjà : observatory vaut « {value} ».",
    en="The settings of this instance decide of it already: observatory is “{value}”.",
    remedy_fr="Ôtez ce réglage, ou mettez-le à « chosen », pour choisir ici.",
    remedy_en="Take that setting away, or set it to “chosen”, to choose here.",
)
UNNAMED_INSTANCE = FindingKind(
    "OBS-018",
    Severity.ERROR,
    fr="« {name} » est le nom de toute instance à qui l'on n'en a pas donné : deux ne pourraient pas être distinguées.",
    en="“{name}” is the name of every instance that was given none: two could not be told apart.",
    remedy_fr="Sur l'instance qui publie, donnez au réglage journal_origin un nom à elle (« archives.exemple.fr »), relancez-la, puis donnez sa clé.",
    remedy_en="On the instance that publishes, give the setting journal_origin a name of its own (“archives.exemple.fr”), start it again, then give its key.",
)
CHANGED_SINCE = FindingKind(
    "OBS-019",
    Severity.ERROR,
    fr="Ce qui serait publié n'est plus ce qui vous a été montré : rien n'a été signé.",
    en="What would be published is not what you were shown any more: nothing was signed.",
    remedy_fr="Relisez ce qui partirait, puis signez-le.",
    remedy_en="Read again what would go out, then sign it.",
)
OTHER_FINGERPRINT = FindingKind(
    "OBS-020",
    Severity.ERROR,
    fr="L'empreinte que vous dites n'est pas celle de cette clé.",
    en="The fingerprint that you tell is not that of this key.",
    remedy_fr="Faites-la redire à l'exploitant de l'instance : {least} caractères au moins. Si elle diffère encore, n'utilisez pas cette clé.",
    remedy_en="Have the operator of the instance tell it again: {least} characters at least. If it still differs, do not use this key.",
)
