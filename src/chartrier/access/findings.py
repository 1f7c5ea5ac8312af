"""What consultation has to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

NOT_FOUND = FindingKind(
    "ACC-001",
    Severity.ERROR,
    fr="Rien dans cette archive ne porte l'identifiant « {identifier} », ou vous n'y avez pas accès.",
    en="Nothing in this archive has the identifier “{identifier}”, or you may not see it.",
    remedy_fr="Vérifiez l'identifiant ; « chartrier search » aide à le retrouver.",
    remedy_en="Check the identifier; “chartrier search” helps to find it.",
)
NOTHING_TO_READ = FindingKind(
    "ACC-002",
    Severity.ERROR,
    fr="« {identifier} » n'a pas de fichier à lire{usage}.",
    en="“{identifier}” has no file to read{usage}.",
    remedy_fr="« chartrier show {identifier} » donne ses objets et leurs usages.",
    remedy_en="“chartrier show {identifier}” tells its objects and their usages.",
)
SEVERAL_TO_READ = FindingKind(
    "ACC-003",
    Severity.ERROR,
    fr="« {identifier} » a plusieurs fichiers : {choices}.",
    en="“{identifier}” has several files: {choices}.",
    remedy_fr="Demandez l'un d'eux par son identifiant, ou par --usage.",
    remedy_en="Ask for one of them by its identifier, or by --usage.",
)
SEVERAL_MESSAGES = FindingKind(
    "ACC-007",
    Severity.WARNING,
    fr="{count} opérations portent le message « {message} » : voici la dernière acceptée, ou à défaut la dernière.",
    en="{count} operations have the message “{message}”: this is the last one accepted, or else the last one.",
    remedy_fr="Demandez les autres par leur identifiant d'opération.",
    remedy_en="Ask for the others by their operation identifier.",
)
NOT_OPEN = FindingKind(
    "ACC-010",
    Severity.ERROR,
    fr="Le public ne peut pas lire « {identifier} » : {why_fr}.",
    en="The public may not read “{identifier}”: {why_en}.",
    remedy_fr="Un lecteur peut demander une dérogation (« chartrier derogation request »), puis lire avec --reader.",
    remedy_en="A reader may ask for a dérogation (“chartrier derogation request”), then read with --reader.",
)
MOTIVE_WANTED = FindingKind(
    "ACC-011",
    Severity.ERROR,
    fr="Le contrôle des Archives départementales dit pourquoi il lit.",
    en="The control of the Archives départementales says why it reads.",
    remedy_fr="Donnez --motive.",
    remedy_en="Give --motive.",
)
READER_OF_THE_PUBLIC = FindingKind(
    "ACC-012",
    Severity.ERROR,
    fr="--reader désigne un lecteur du public.",
    en="--reader names a reader of the public.",
    remedy_fr="Ajoutez --public, ou retirez --reader.",
    remedy_en="Add --public, or take --reader away.",
)
NO_SUCH_FILTER = FindingKind(
    "ACC-030",
    Severity.ERROR,
    fr="La recherche ne comprend pas « {value} » ({name}).",
    en="The search does not understand “{value}” ({name}).",
    remedy_fr="Écrivez un jour comme 2026-01-31 ou 31/01/2026, l'identifiant d'une unité, ou des mots que l'on peut lire.",
    remedy_en="Write a day as 2026-01-31 or 31/01/2026, the identifier of a unit, or words that can be read.",
)
PROVEN_NOW = FindingKind(
    "ACC-047",
    Severity.WARNING,
    fr="Relu et prouvé dans chacune des copies {copies} : {units} {units:description|descriptions}, {files} {files:fichier|fichiers} octet par octet ({bytes} {bytes:octet|octets}), par la clé {key}, sous le point de contrôle signé : {checkpoint_fr}.",
    en="Read again and proven in each of the copies {copies}: {units} {units:description|descriptions}, {files} {files:file|files} byte by byte ({bytes} {bytes:byte|bytes}), by the key {key}, under the signed checkpoint: {checkpoint_en}.",
    remedy_fr="Rien à faire. La preuve se télécharge : chacun peut la vérifier sans nous.",
    remedy_en="Nothing to do. The proof can be downloaded: anybody can check it without us.",
)
NOT_ALL_READ = FindingKind(
    "ACC-052",
    Severity.WARNING,
    fr="Tout n'a pas été relu : {units} {units:description|descriptions} sur {all_units}, {files} {files:fichier|fichiers} sur {all_files}.",
    en="Not all was read again: {units} {units:description|descriptions} of {all_units}, {files} {files:file|files} of {all_files}.",
    remedy_fr="Demandez un audit des copies : il relit tout.",
    remedy_en="Ask for an audit of the copies: it reads everything.",
)
MORE_THERE = FindingKind(
    "ACC-055",
    Severity.WARNING,
    fr="Tout n'a pas été relu : {units} {units:description|descriptions} et {files} {files:fichier|fichiers}, et il y en a davantage.",
    en="Not all was read again: {units} {units:description|descriptions} and {files} {files:file|files}, and there are more.",
    remedy_fr="Demandez un audit des copies : il relit tout.",
    remedy_en="Ask for an audit of the copies: it reads everything.",
)
ONLY_DESCRIPTIONS = FindingKind(
    "ACC-053",
    Severity.WARNING,
    fr="Aucun fichier n'est archivé ici : il n'y avait que des descriptions à relire.",
    en="No file is archived here: there were only descriptions to read again.",
    remedy_fr="Rien à faire.",
    remedy_en="Nothing to do.",
)
WITHIN_RIGHTS = FindingKind(
    "ACC-054",
    Severity.WARNING,
    fr="Seul ce que vos droits atteignent a été relu ; le reste, s'il y en a, ne l'a pas été.",
    en="Only what your rights reach was read again; the rest, if there is any, was not.",
    remedy_fr="Demandez à l'archiviste, dont les droits atteignent tout.",
    remedy_en="Ask the archivist, whose rights reach everything.",
)
NOT_HANDED = FindingKind(
    "ACC-040",
    Severity.WARNING,
    fr="« {name} » n'est pas remis : {why_fr}.",
    en="“{name}” is not handed out: {why_en}.",
    remedy_fr="Demandez à part ce qui, au-dessous, est ouvert ; ou attendez, ou demandez une dérogation.",
    remedy_en="Ask by itself for what is open below it; or wait, or ask for a dérogation.",
)
NOTHING_HANDED = FindingKind(
    "ACC-041",
    Severity.ERROR,
    fr="Rien de ce qui est demandé ne peut être remis ({count} refus). « {name} » : {why_fr}.",
    en="Nothing of what is asked for may be handed out ({count} refused). “{name}”: {why_en}.",
    remedy_fr="Demandez à part ce qui est ouvert ; un lecteur peut demander une dérogation avec reproduction.",
    remedy_en="Ask by itself for what is open; a reader may ask for a dérogation that lets copies be made.",
)
OTHERS_NOT_HANDED = FindingKind(
    "ACC-042",
    Severity.WARNING,
    fr="{count} autres unités demandées ne sont pas remises.",
    en="{count} other units that were asked for are not handed out.",
    remedy_fr="Demandez-les à part : chaque refus sera expliqué.",
    remedy_en="Ask for them apart: each refusal will be explained.",
)
NOT_READY = FindingKind(
    "ACC-043",
    Severity.ERROR,
    fr="Cette remise n'est pas, ou n'est plus, prête à être remise.",
    en="This delivery is not, or no longer, ready to be handed out.",
    remedy_fr="Attendez la fin de sa préparation ; si elle a expiré, commandez-la de nouveau.",
    remedy_en="Wait until it is prepared; if it has expired, order it again.",
)
CHANGED_MEANWHILE = FindingKind(
    "ACC-044",
    Severity.ERROR,
    fr="Ce qui a été préparé n'est plus ce qui peut être remis : un droit, un délai ou une unité a changé.",
    en="What was prepared is no longer what may be handed out: a right, a delay or a unit has changed.",
    remedy_fr="Commandez-la de nouveau. Rien n'a été remis.",
    remedy_en="Order it again. Nothing was handed out.",
)
TOO_MANY_FOR_THE_PUBLIC = FindingKind(
    "ACC-045",
    Severity.ERROR,
    fr="Sous le régime du public, une remise a au plus {most} unités : chacune est jugée.",
    en="Under the regime of the public, a delivery has {most} units at most: each of them is judged.",
    remedy_fr="Commandez en plusieurs fois.",
    remedy_en="Order it in several parts.",
)
SELECTION_SIZE = FindingKind(
    "ACC-046",
    Severity.ERROR,
    fr="Une remise porte sur une unité au moins, {most} au plus.",
    en="A delivery is of one unit at least, {most} at most.",
    remedy_fr="Complétez la sélection, ou commandez en plusieurs fois.",
    remedy_en="Add to the selection, or order it in several parts.",
)
NAME_WANTED = FindingKind(
    "ACC-048",
    Severity.ERROR,
    fr="Donnez un nom à cette recherche.",
    en="Give this search a name.",
    remedy_fr="Un nom court, qui dit ce que vous cherchez.",
    remedy_en="A short name that says what you look for.",
)
TOO_MANY_SAVED = FindingKind(
    "ACC-049",
    Severity.ERROR,
    fr="Vous gardez déjà {most} recherches.",
    en="You keep {most} searches already.",
    remedy_fr="Oubliez-en une, puis recommencez.",
    remedy_en="Forget one of them, then try again.",
)
NOT_SAVED = FindingKind(
    "ACC-050",
    Severity.ERROR,
    fr="Aucune recherche n'est gardée sous le nom « {name} ».",
    en="No search is kept under the name “{name}”.",
    remedy_fr="Recherches gardées : {names}.",
    remedy_en="Searches that are kept: {names}.",
)
HELD_BY_RIGHTS_ONLY = FindingKind(
    "ACC-051",
    Severity.ERROR,
    fr="Ce que retient un gel ne se cherche que par des droits, jamais en accès du public.",
    en="What is held by a gel is searched for by rights only, never as the public.",
    remedy_fr="Retirez ce filtre, ou cherchez par vos droits.",
    remedy_en="Take this filter away, or search by your rights.",
)
# ACC-090 to ACC-099: the rules of a unit.

UNIT_NOT_FOUND = FindingKind(
    "ACC-090",
    Severity.ERROR,
    fr="Aucune unité de cette collectivité n'a l'identifiant ou le titre « {name} ».",
    en="No unit of this tenant has the identifier or the title “{name}”.",
    remedy_fr="Donnez le titre entier ; « chartrier search » aide à le retrouver.",
    remedy_en="Give the whole title; “chartrier search” helps to find it.",
)
SEVERAL_UNITS = FindingKind(
    "ACC-091",
    Severity.ERROR,
    fr="Plusieurs unités ont le titre « {name} » : {choices}.",
    en="Several units have the title “{name}”: {choices}.",
    remedy_fr="Désignez l'une d'elles par son identifiant.",
    remedy_en="Name one of them by its identifier.",
)
