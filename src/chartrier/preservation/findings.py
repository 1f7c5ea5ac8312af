"""What preservation has to say: rebuilding (001 to 029), audit and repair (030 on)."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

THE_JOURNAL = "journal"
"""The source of what the journal alone gives, where others are names of copies."""

NO_SUCH_COPY = FindingKind(
    "PRS-001",
    Severity.ERROR,
    fr="Il n'y a pas de copie « {copy} ».",
    en="There is no copy “{copy}”.",
    remedy_fr="Copies réglées : {choices}.",
    remedy_en="Copies that are set: {choices}.",
)
HEAD_NOT_READ = FindingKind(
    "PRS-002",
    Severity.WARNING,
    fr="Le point de contrôle de la copie « {copy} » n'est pas lisible ou pas signé : {why_fr}",
    en="The checkpoint of the copy “{copy}” cannot be read or is not signed: {why_en}",
    remedy_fr="Cette copie n'a pas servi. Rebranchez-la, ou « Auditer et réparer » (chartrier audit --repair).",
    remedy_en="This copy was not used. Plug it in again, or run “Audit and repair” (chartrier audit --repair).",
)
NOT_PUBLISHED = FindingKind(
    "PRS-003",
    Severity.ERROR,
    fr="La base de données a des inscriptions de {tenant} qu'aucune copie n'a, et qu'elle ne sait plus publier : {why}",
    en="The database has entries of {tenant} that no copy has, and can no longer publish them: {why}",
    remedy_fr="Gardez cette base telle quelle, et remettez-en une sauvegarde récente.",
    remedy_en="Keep this database as it is, and put a recent backup of it back.",
)
INCONSISTENT = FindingKind(
    "PRS-004",
    Severity.ERROR,
    fr="Les copies « {one} » et « {other} » ont deux journaux signés qui diffèrent à {size} inscriptions.",
    en="The copies “{one}” and “{other}” have two signed journals that differ at {size} entries.",
    remedy_fr="Rien n'a été changé. Deux bases ont écrit : gardez tout tel quel et cherchez laquelle fait foi.",
    remedy_en="Nothing was changed. Two databases have written: keep all as it is and find out which one counts.",
)
SHORTER = FindingKind(
    "PRS-005",
    Severity.ERROR,
    fr="La copie « {copy} » n'a que {ours} inscriptions, la copie « {other} » en a {theirs}.",
    en="The copy “{copy}” has only {ours} entries, the copy “{other}” has {theirs}.",
    remedy_fr="Rien n'a été changé. Refaites l'index d'après la plus longue : --from {other}",
    remedy_en="Nothing was changed. Make the index from the longest: --from {other}",
)
SHORTER_THAN_KNOWN = FindingKind(
    "PRS-006",
    Severity.ERROR,
    fr="La copie « {copy} » n'a que {ours} inscriptions ; la base de données ou la clé de signature en connaît {theirs}.",
    en="The copy “{copy}” has only {ours} entries; the database or the signing key knows of {theirs}.",
    remedy_fr="Rien n'a été changé. Remettez en place la copie la plus complète ; si elle est perdue à jamais, --accept-loss.",
    remedy_en="Nothing was changed. Put the most complete copy back; if it is lost for ever, --accept-loss.",
)
MAY_BE_LONGER = FindingKind(
    "PRS-007",
    Severity.ERROR,
    fr="La copie « {copy} » ne répond pas, et pourrait avoir des inscriptions de plus.",
    en="The copy “{copy}” does not answer, and might have more entries.",
    remedy_fr="Rien n'a été changé. Rebranchez-la ; si elle est perdue à jamais, ôtez-la du réglage des copies.",
    remedy_en="Nothing was changed. Plug it in again; if it is lost for ever, take it out of the setting of copies.",
)
DATABASE_DIFFERED = FindingKind(
    "PRS-008",
    Severity.WARNING,
    fr="Les {size} inscriptions de la base de données n'étaient pas celles du journal signé : elles ont été remplacées.",
    en="The {size} entries of the database were not those of the signed journal: they were replaced.",
    remedy_fr="Rien à faire : l'index est maintenant celui de la copie « {copy} ». Cherchez ce qui avait changé la base.",
    remedy_en="Nothing to do: the index is now that of the copy “{copy}”. Find out what had changed the database.",
)
STRANGER_SET_ASIDE = FindingKind(
    "PRS-009",
    Severity.WARNING,
    fr="Dans la copie « {copy} », le paquet {package} n'est pas au journal : il a été mis de côté.",
    en="In the copy “{copy}”, the package {package} is not in the journal: it was set aside.",
    remedy_fr="Il n'a jamais été archivé. Il est dans le dossier aside/ de la collectivité ; regardez ce que c'est.",
    remedy_en="It was never archived. It is in the tenant's folder aside/; look what it is.",
)
OTHER_KEY = FindingKind(
    "PRS-010",
    Severity.ERROR,
    fr="La clé du journal de {code} dans la copie « {copy} » n'est pas celle du trousseau.",
    en="The key of the journal of {code} in the copy “{copy}” is not the one in the keyring.",
    remedy_fr="Remettez dans le dossier des clés la sauvegarde de la clé de cette collectivité.",
    remedy_en="Put the backup of this tenant's key back into the folder of keys.",
)
NAME_LOST = FindingKind(
    "PRS-011",
    Severity.WARNING,
    fr="La collectivité {code} est de nouveau inscrite ; son nom n'est dans aucune copie, son code le remplace.",
    en="The tenant {code} is entered again; its name is in no copy, its code stands in.",
    remedy_fr="chartrier tenant set {code} --name NOM ; revoyez aussi ses réglages et les rôles des personnes.",
    remedy_en="chartrier tenant set {code} --name NAME; look at its settings and people's roles too.",
)
NO_TENANT_THERE = FindingKind(
    "PRS-012",
    Severity.ERROR,
    fr="Il n'y a pas de collectivité {code}, ni dans la base de données, ni dans la copie « {copy} ».",
    en="There is no tenant {code}, neither in the database nor in the copy “{copy}”.",
    remedy_fr="Vérifiez son code et le nom de la copie.",
    remedy_en="Check its code and the name of the copy.",
)
LOSS_ACCEPTED = FindingKind(
    "PRS-013",
    Severity.WARNING,
    fr="{count} inscriptions de {code} sont perdues et ne sont plus cherchées ; un nouveau journal est ouvert : {origin}",
    en="{count} entries of {code} are lost and no longer looked for; a new journal is opened: {origin}",
    remedy_fr="Remettez la nouvelle clé publique (chartrier tenant list) à qui vérifie cette archive. L'ancien journal est gardé.",
    remedy_en="Give the new public key (chartrier tenant list) to whoever verifies this archive. The old journal is kept.",
    reference="docs/format.md 2.1.2",
)
NO_SIGNED_HEAD = FindingKind(
    "PRS-030",
    Severity.ERROR,
    fr="Aucune copie n'a de point de contrôle signé pour la collectivité {tenant} : rien ne peut être prouvé.",
    en="No copy has a signed checkpoint of tenant {tenant}: nothing can be proven.",
    remedy_fr="N'écrivez plus rien. Remettez un fichier journal/checkpoint gardé ailleurs dans une copie, puis recommencez.",
    remedy_en="Write nothing more. Put a journal/checkpoint file kept elsewhere back into a copy, then start again.",
    reference="C2SP tlog-checkpoint",
)
TWO_HEADS = FindingKind(
    "PRS-031",
    Severity.ERROR,
    fr="Les copies {copies} ont deux journaux signés différents de {size} inscriptions.",
    en="Copies {copies} have two different signed journals of {size} entries.",
    remedy_fr="Deux bases ont écrit. Gardez tout tel quel, n'écrivez plus, et cherchez laquelle fait foi.",
    remedy_en="Two databases have written. Leave all as it is, write nothing more, and find out which one counts.",
    reference="C2SP tlog-checkpoint",
)
LOG_LOST = FindingKind(
    "PRS-032",
    Severity.ERROR,
    fr="Ni la base de données ni aucune copie n'a les {size} inscriptions signées de la collectivité {tenant}.",
    en="Neither the database nor any copy has the {size} signed entries of tenant {tenant}.",
    remedy_fr="Gardez tout tel quel. Rebranchez les copies absentes ; sinon prévenez l'autorité d'archivage.",
    remedy_en="Leave all as it is. Plug absent copies in again; otherwise tell the archival authority.",
    reference="RFC 9162 2.1.1",
)
DATABASE_DIFFERS = FindingKind(
    "PRS-033",
    Severity.ERROR,
    fr="Les inscriptions de la base de données pour la collectivité {tenant} ne donnent pas la racine signée.",
    en="The entries of the database for tenant {tenant} do not give the signed root.",
    remedy_fr="Les copies font foi : refaites la base d'après l'une d'elles (chartrier rebuild).",
    remedy_en="The copies count: make the database again from one of them (chartrier rebuild).",
    reference="RFC 9162 2.1.1",
)
COPY_LOST = FindingKind(
    "PRS-034",
    Severity.ERROR,
    fr="La copie « {copy} » n'a plus rien de la collectivité {tenant} : son dossier manque ou est vide.",
    en="Copy “{copy}” has nothing left of tenant {tenant}: its folder is missing or empty.",
    remedy_fr="Remontez son disque. S'il est perdu, remplacez cette copie (chartrier copy replace).",
    remedy_en="Mount its disk again. If it is lost, replace this copy (chartrier copy replace).",
    reference="docs/format.md 1",
)
COPY_FORKED = FindingKind(
    "PRS-035",
    Severity.ERROR,
    fr="La copie « {copy} » a un journal signé de {size} inscriptions qui n'est pas le début de celui qui fait foi.",
    en="Copy “{copy}” has a signed journal of {size} entries that is not the beginning of the one that counts.",
    remedy_fr="Elle n'a été ni lue ni réparée. Gardez-la telle quelle ; prévenez l'autorité d'archivage.",
    remedy_en="It was neither read nor mended. Leave it as it is; tell the archival authority.",
    reference="RFC 9162 2.1.4",
)
COPY_BEHIND = FindingKind(
    "PRS-036",
    Severity.ERROR,
    fr="La copie « {copy} » est en retard : {size} inscriptions sur {of}. Elle a été lue jusque-là.",
    en="Copy “{copy}” is behind: {size} entries of {of}. It was read so far.",
    remedy_fr="Remettez-la à jour : chartrier copy heal.",
    remedy_en="Bring it up to date: chartrier copy heal.",
    reference="docs/format.md 5",
)
PACKAGE_ABSENT = FindingKind(
    "PRS-040",
    Severity.ERROR,
    fr="Le paquet {package} manque dans la copie « {copy} ».",
    en="Package {package} is missing from copy “{copy}”.",
    remedy_fr="Lancez « Auditer et réparer » (chartrier audit --repair).",
    remedy_en="Run “Audit and repair” (chartrier audit --repair).",
    reference="docs/format.md 1",
)
FILE_ABSENT = FindingKind(
    "PRS-041",
    Severity.ERROR,
    fr="Un fichier manque dans la copie « {copy} » : {path}.",
    en="A file is missing from copy “{copy}”: {path}.",
    remedy_fr="Lancez « Auditer et réparer » (chartrier audit --repair).",
    remedy_en="Run “Audit and repair” (chartrier audit --repair).",
    reference="OCFL 1.1 3.5.2",
)
FILE_DIFFERS = FindingKind(
    "PRS-042",
    Severity.ERROR,
    fr="Un fichier de la copie « {copy} » n'est plus celui qui a été archivé : {path}.",
    en="A file of copy “{copy}” is no longer the one that was archived: {path}.",
    remedy_fr="Lancez « Auditer et réparer » (chartrier audit --repair), et faites contrôler le disque de cette copie.",
    remedy_en="Run “Audit and repair” (chartrier audit --repair), and have the disk of this copy checked.",
    reference="OCFL 1.1 3.5.2",
)
FILE_UNREADABLE = FindingKind(
    "PRS-043",
    Severity.ERROR,
    fr="Un fichier ou un dossier de la copie « {copy} » ne peut pas être lu : {path}.",
    en="A file or folder of copy “{copy}” cannot be read: {path}.",
    remedy_fr="Lancez « Auditer et réparer » (chartrier audit --repair), et faites contrôler le disque de cette copie.",
    remedy_en="Run “Audit and repair” (chartrier audit --repair), and have the disk of this copy checked.",
    reference="docs/format.md 1",
)
NOT_A_FILE = FindingKind(
    "PRS-044",
    Severity.ERROR,
    fr="À la place d'un fichier de la copie « {copy} » il y a autre chose (dossier, lien…) : {path}.",
    en="In the place of a file of copy “{copy}” there is something else (folder, link…): {path}.",
    remedy_fr="Quelqu'un l'a mis là. Lancez « Auditer et réparer » (chartrier audit --repair) : rien n'est jeté.",
    remedy_en="Somebody put it there. Run “Audit and repair” (chartrier audit --repair): nothing is thrown away.",
    reference="docs/format.md 1",
)
NOT_A_FOLDER = FindingKind(
    "PRS-045",
    Severity.ERROR,
    fr="À la place d'un dossier de la copie « {copy} » il y a autre chose (fichier, lien…) : {path}.",
    en="In the place of a folder of copy “{copy}” there is something else (file, link…): {path}.",
    remedy_fr="Quelqu'un l'a mis là. Lancez « Auditer et réparer » (chartrier audit --repair) : rien n'est jeté.",
    remedy_en="Somebody put it there. Run “Audit and repair” (chartrier audit --repair): nothing is thrown away.",
    reference="docs/format.md 1",
)
FOLDER_ABSENT = FindingKind(
    "PRS-046",
    Severity.ERROR,
    fr="Un dossier manque dans la copie « {copy} » : {path}.",
    en="A folder is missing from copy “{copy}”: {path}.",
    remedy_fr="Lancez « Auditer et réparer » (chartrier audit --repair).",
    remedy_en="Run “Audit and repair” (chartrier audit --repair).",
    reference="docs/format.md 1",
)
FILE_UNKNOWN = FindingKind(
    "PRS-047",
    Severity.ERROR,
    fr="Quelque chose n'a pas sa place dans la copie « {copy} » : {path}.",
    en="Something has no place in copy “{copy}”: {path}.",
    remedy_fr="Quelqu'un l'a posé là. « Auditer et réparer » (chartrier audit --repair) le met de côté, sans rien jeter.",
    remedy_en="Somebody put it there. “Audit and repair” (chartrier audit --repair) sets it aside and throws nothing away.",
    reference="OCFL 1.1 3.5.2",
)
NEVER_ACQUIRED = FindingKind(
    "PRS-048",
    Severity.ERROR,
    fr="Le paquet {package} de la copie « {copy} » n'a jamais été acquis : aucune inscription du journal ne le nomme.",
    en="Package {package} of copy “{copy}” was never acquired: no entry of the journal names it.",
    remedy_fr="« Auditer et réparer » (chartrier audit --repair) le met de côté, sans rien jeter.",
    remedy_en="“Audit and repair” (chartrier audit --repair) sets it aside and throws nothing away.",
    reference="docs/format.md 5",
)
OPEN_TO_OTHERS = FindingKind(
    "PRS-049",
    Severity.ERROR,
    fr="D'autres comptes de la machine ont des droits dans la copie « {copy} », ou le nôtre ne les a plus : {path}.",
    en="Other accounts of the machine have rights in copy “{copy}”, or ours has lost them: {path}.",
    remedy_fr="« Auditer et réparer » (chartrier audit --repair) rend à chaque fichier les droits qu'il avait.",
    remedy_en="“Audit and repair” (chartrier audit --repair) gives each file the rights that it had.",
    reference="docs/format.md 1",
)
CHECKPOINT_WRONG = FindingKind(
    "PRS-050",
    Severity.ERROR,
    fr="Le point de contrôle de la copie « {copy} » manque, est abîmé, ou n'est pas signé par la clé du journal.",
    en="The checkpoint of copy “{copy}” is missing, damaged, or not signed by the key of the journal.",
    remedy_fr="« Auditer et réparer » (chartrier audit --repair) remet celui d'une autre copie, une fois le reste prouvé.",
    remedy_en="“Audit and repair” (chartrier audit --repair) puts that of another copy back, once the rest is proven.",
    reference="C2SP tlog-checkpoint",
)
INVENTORY_LOST = FindingKind(
    "PRS-051",
    Severity.ERROR,
    fr="L'inventaire du paquet {package} que dit le journal n'est plus dans aucune copie.",
    en="The inventory of package {package} that the journal tells is in no copy any more.",
    remedy_fr="Ne touchez à aucune copie. Rebranchez les copies absentes ; sinon prévenez l'autorité d'archivage.",
    remedy_en="Touch no copy. Plug absent copies in again; otherwise tell the archival authority.",
    reference="OCFL 1.1 3.5",
)
INVENTORY_UNUSABLE = FindingKind(
    "PRS-052",
    Severity.ERROR,
    fr="L'inventaire du paquet {package} est celui du journal, mais il n'est pas lisible : {why}.",
    en="The inventory of package {package} is the journal's, but it cannot be read: {why}.",
    remedy_fr="Ce paquet n'a pas été écrit comme il le doit ; prévenez votre administrateur.",
    remedy_en="This package was not written as it must be; tell your administrator.",
    reference="OCFL 1.1 3.5",
)
LOST = FindingKind(
    "PRS-053",
    Severity.ERROR,
    fr="ALERTE : {document} (paquet {package}) n'est prouvé dans aucune copie. Fichier : {path}.",
    en="ALARM: {document} (package {package}) is proven in no copy. File: {path}.",
    remedy_fr="Rien n'a été deviné ni effacé. Rebranchez les copies absentes, cherchez une sauvegarde, puis recommencez.",
    remedy_en="Nothing was guessed or deleted. Plug absent copies in, look for a backup, then start again.",
    reference="docs/format.md 5",
)
NOT_MENDED = FindingKind(
    "PRS-054",
    Severity.ERROR,
    fr="La réparation n'a pas pu être faite ({was_fr}) {why_fr}",
    en="It could not be mended ({was_en}) {why_en}",
    remedy_fr="Rendez cette copie accessible en écriture, faites de la place ; « Auditer et réparer » (chartrier audit --repair).",
    remedy_en="Make this copy writable, make room, then run “Audit and repair” (chartrier audit --repair) again.",
)
WRITTEN_WRONG = FindingKind(
    "PRS-055",
    Severity.ERROR,
    fr="Ce qui vient d'être écrit dans la copie « {copy} » ne se relit pas : {path}.",
    en="What was just written to copy “{copy}” does not read back: {path}.",
    remedy_fr="Son disque est mauvais : remplacez cette copie (chartrier copy replace).",
    remedy_en="Its disk is bad: replace this copy (chartrier copy replace).",
)
MENDED = FindingKind(
    "PRS-060",
    Severity.WARNING,
    fr="Réparé d'après : {source}. {was_fr}",
    en="Mended from: {source}. {was_en}",
    remedy_fr="Il n'y a plus rien à faire ; si cela revient, faites contrôler le disque de cette copie.",
    remedy_en="Nothing is left to do; if it happens again, have the disk of this copy checked.",
)
SET_ASIDE = FindingKind(
    "PRS-061",
    Severity.WARNING,
    fr="Mis de côté dans le dossier aside de la copie. {was_fr}",
    en="Set aside in the copy's folder aside. {was_en}",
    remedy_fr="Regardez ce que c'est, et qui a pu l'y mettre ; supprimez-le ensuite si vous voulez.",
    remedy_en="Look at what it is and who may have put it there; delete it then if you like.",
)
MENDED_HERE = FindingKind(
    "PRS-062",
    Severity.WARNING,
    fr="Réparé sur place. {was_fr}",
    en="Mended in place. {was_en}",
    remedy_fr="Cherchez qui a pu changer ces droits ou ce dossier.",
    remedy_en="Find out who may have changed these rights or this folder.",
)
UNDER_WAY = FindingKind(
    "PRS-070",
    Severity.ERROR,
    fr="Un audit de la collectivité {tenant} est déjà en cours.",
    en="An audit of tenant {tenant} is under way already.",
    remedy_fr="Attendez qu'il finisse ; son avancement est gardé.",
    remedy_en="Wait for its end; its progress is kept.",
)
NOT_RECORDED = FindingKind(
    "PRS-071",
    Severity.ERROR,
    fr="L'audit n'a pas pu être inscrit au journal. {why_fr}",
    en="The audit could not be entered in the journal. {why_en}",
    remedy_fr="Réglez ce qui empêche d'écrire, puis relancez l'audit.",
    remedy_en="Mend what keeps us from writing, then run the audit again.",
)
NOT_PUBLISHED = FindingKind(
    "PRS-072",
    Severity.ERROR,
    fr="L'audit est inscrit au journal, mais toutes les copies n'ont pas pu le recevoir. {why_fr}",
    en="The audit is in the journal, but not all copies could be given it. {why_en}",
    remedy_fr="La prochaine opération finira ce travail, une fois réglé ce qui l'empêche.",
    remedy_en="The next operation will finish this, once what keeps it from that is mended.",
)
DESTROYED_IS_THERE = FindingKind(
    "PRS-080",
    Severity.ERROR,
    fr="La copie « {copy} » a encore, ou de nouveau, ce qu'un ordre a détruit : {path}.",
    en="The copy “{copy}” has still, or again, what an order destroyed: {path}.",
    remedy_fr=(
        "« Auditer et réparer » (chartrier audit --repair) le détruit. "
        "Si un disque ancien a été remis en service, vérifiez aussi les autres."
    ),
    remedy_en=(
        "“Audit and repair” (chartrier audit --repair) destroys it. "
        "If an old disk was put back in service, verify the others too."
    ),
    reference="docs/format.md 6",
)
