"""What the copies together may have to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

FORKED = FindingKind(
    "CPY-003",
    Severity.ERROR,
    fr="Le journal de la copie « {copy} » et celui de la base de données ont {size} inscriptions, mais pas les mêmes.",
    en="The journal of the copy “{copy}” and the database's have {size} entries, but not the same ones.",
    remedy_fr="Toute écriture est arrêtée pour cette collectivité : deux bases ont écrit. Gardez tout et cherchez laquelle.",
    remedy_en="All writing is stopped for this tenant: two databases have written. Keep everything and find out which.",
)
LOG_BROKEN = FindingKind(
    "CPY-021",
    Severity.ERROR,
    fr="Les inscriptions du journal de la copie « {copy} » ne donnent pas la racine signée de ses {size} inscriptions.",
    en="The entries of the journal of the copy “{copy}” do not give the signed root of its {size} entries.",
    remedy_fr="« chartrier audit --repair » la remet en état d'après une autre copie ; « --from » peut en nommer une autre.",
    remedy_en="“chartrier audit --repair” mends it from another copy; “--from” may name another one.",
)
NEWER_FORMAT = FindingKind(
    "CPY-022",
    Severity.ERROR,
    fr="La copie « {copy} » contient « {what} », que cette version de Chartrier ne connaît pas.",
    en="The copy “{copy}” holds “{what}”, which this version of Chartrier does not know.",
    remedy_fr="Une version plus récente l'a écrite : installez-la. Rien n'a été changé.",
    remedy_en="A newer version wrote it: install that one. Nothing was changed.",
)
NO_PROVEN_PACKAGE = FindingKind(
    "CPY-023",
    Severity.ERROR,
    fr="Aucune copie n'a le paquet {package} ({operation}) tel que le journal le nomme.",
    en="No copy has the package {package} ({operation}) as the journal names it.",
    remedy_fr="Rebranchez la copie qui manque, ou « chartrier audit --repair ». Perdu à jamais : chartrier rebuild --accept-loss.",
    remedy_en="Plug the missing copy in again, or “chartrier audit --repair”. Lost for ever: chartrier rebuild --accept-loss.",
)
NOT_OURS = FindingKind(
    "CPY-004",
    Severity.ERROR,
    fr="Le point de contrôle de la copie « {copy} » n'est pas signé par la clé de la collectivité {tenant} : {why}.",
    en="The checkpoint of the copy “{copy}” is not signed by the key of the tenant {tenant}: {why}.",
    remedy_fr="Rien n'est écrit dans cette copie. « chartrier audit --repair » la remet en état d'après les autres.",
    remedy_en="Nothing is written to this copy. “chartrier audit --repair” mends it from the others.",
)
TOO_FEW_COPIES = FindingKind(
    "CPY-005",
    Severity.ERROR,
    fr="{there} copie(s) en état, il en faut {minimum}. {why_fr}",
    en="{there} copies can be used, {minimum} are needed. {why_en}",
    remedy_fr="Remettez ces copies en service, puis recommencez : ce qui était déjà enregistré sera publié alors.",
    remedy_en="Bring these copies back, then try again: what was recorded already will be published then.",
)
EMPTY_COPY = FindingKind(
    "CPY-006",
    Severity.ERROR,
    fr="Le dossier de la copie « {copy} » ne contient aucune collectivité de l'archive : un disque qui n'est pas monté ?",
    en="The folder of the copy “{copy}” holds no tenant of the archive: a disk that is not mounted?",
    remedy_fr="Montez son disque. Si c'est un disque neuf : chartrier copy replace {copy} DOSSIER",
    remedy_en="Mount its disk. If it is a new disk: chartrier copy replace {copy} FOLDER",
)
WAITING = FindingKind(
    "CPY-007",
    Severity.WARNING,
    fr="La copie « {copy} » a {theirs} inscriptions sur {ours} : il lui manque des paquets.",
    en="The copy “{copy}” has {theirs} of {ours} entries: packages are missing from it.",
    remedy_fr="Chaque opération lui en rend quelques-uns ; « chartrier copy heal {copy} » les rend tous.",
    remedy_en="Each operation gives it a few of them; “chartrier copy heal {copy}” gives them all.",
)
NO_PROVEN_SOURCE = FindingKind(
    "CPY-008",
    Severity.ERROR,
    fr="Le paquet {package} manque dans la copie « {copy} », et aucune autre copie n'en a un exemplaire prouvé.",
    en="Package {package} is missing from the copy “{copy}”, and no other copy has a proven one.",
    remedy_fr="Remettez en service la copie qui l'a, ou lancez « chartrier audit --repair », puis « chartrier copy heal ».",
    remedy_en="Bring back the copy that has it, or run “chartrier audit --repair”, then “chartrier copy heal”.",
)
DATABASE_BEHIND = FindingKind(
    "CPY-009",
    Severity.WARNING,
    fr="La copie « {copy} » a {theirs} inscriptions, la base de données {ours} : une sauvegarde y a été remise ?",
    en="The copy “{copy}” has {theirs} entries, the database {ours}: was a backup put back?",
    remedy_fr="La prochaine opération remet la base à jour d'après la copie. Sinon : chartrier rebuild --from {copy}",
    remedy_en="The next operation brings the database up to date from the copy. Else: chartrier rebuild --from {copy}",
)
BEHIND_SIGNED = FindingKind(
    "CPY-010",
    Severity.ERROR,
    fr="La clé de la collectivité {tenant} a déjà signé un journal de {signed} inscriptions ; la base de données en a {ours}, et aucune copie en service n'a les autres.",
    en="The key of the tenant {tenant} has signed a journal of {signed} entries already; the database has {ours}, and no copy in service has the others.",
    remedy_fr="Remettez en service la copie qui manque : la base la rattrapera. Si elle est perdue : chartrier rebuild --accept-loss.",
    remedy_en="Bring the missing copy back: the database will catch up with it. If it is lost: chartrier rebuild --accept-loss.",
)
SIGNED_OTHERWISE = FindingKind(
    "CPY-011",
    Severity.ERROR,
    fr="La clé de la collectivité {tenant} a déjà signé, pour {signed} inscriptions, un autre journal que celui de la base de données.",
    en="The key of the tenant {tenant} has signed, for {signed} entries, another journal than the database's.",
    remedy_fr="Toute écriture est arrêtée pour cette collectivité : deux bases ont écrit. Gardez tout et cherchez laquelle.",
    remedy_en="All writing is stopped for this tenant: two databases have written. Keep everything and find out which.",
)
ROOM_RAN_OUT = FindingKind(
    "CPY-012",
    Severity.ERROR,
    fr="Le disque s'est rempli pendant le travail, dans {where}.",
    en="The disk filled up during the work, in {where}.",
    remedy_fr="Libérez de la place puis recommencez : rien n'a été enregistré, tout ce qui était commencé est retiré.",
    remedy_en="Make room, then start again: nothing was recorded, and whatever was begun is removed.",
)
STAGING_FAILING = FindingKind(
    "CPY-013",
    Severity.ERROR,
    fr="Le disque de l'atelier a répondu par une erreur ({why}), dans {where}.",
    en="The disk of the staging folder answered with an error ({why}), in {where}.",
    remedy_fr="Faites contrôler ce disque, ou changez l'atelier de place, puis recommencez : rien n'a été enregistré.",
    remedy_en="Have this disk checked, or put staging elsewhere, then start again: nothing was recorded.",
)
BAD_TEXT = FindingKind(
    "CPY-030",
    Severity.ERROR,
    fr="Ce texte est trop long (plus de {limit} caractères), ou contient des caractères qui ne s'affichent pas.",
    en="This text is too long (over {limit} characters), or has characters that do not show.",
    remedy_fr="Tapez-le de nouveau, sans le coller ; joignez un document s'il faut en dire plus.",
    remedy_en="Type it again, without pasting it; attach a document if more is to be said.",
)
OUTLASTS = FindingKind(
    "CPY-031",
    Severity.WARNING,
    fr="« {words} » est dans un titre : ce qui vient d'être écrit restera après l'élimination de l'unité.",
    en="“{words}” is in a title: what has just been written stays after the unit is eliminated.",
    remedy_fr="Ne nommez ni personne ni affaire dans un motif ; un nouvel acte peut remplacer celui-ci, non l'effacer.",
    remedy_en="Name neither person nor case in a motive; a new act may take the place of this one, not erase it.",
)
COPY_DAMAGED = FindingKind(
    "ACC-004",
    Severity.WARNING,
    fr="La copie « {copy} » de {identifier} manque ou n'est pas intacte ; une autre copie a été lue.",
    en="The copy “{copy}” of {identifier} is missing or not intact; another copy was read.",
    remedy_fr="Prévenez l'exploitant : « chartrier verify » dit l'étendue du dommage.",
    remedy_en="Tell the operator: “chartrier verify” tells how far the damage goes.",
)
NO_GOOD_COPY = FindingKind(
    "ACC-005",
    Severity.ERROR,
    fr="Aucune copie de {identifier} n'est intacte.",
    en="No copy of {identifier} is intact.",
    remedy_fr="Prévenez l'exploitant sans attendre, et ne touchez à rien : « chartrier verify » dit l'étendue du dommage.",
    remedy_en="Tell the operator at once and touch nothing: “chartrier verify” tells how far the damage goes.",
)
TARGET_EXISTS = FindingKind(
    "ACC-006",
    Severity.ERROR,
    fr="Le fichier {path} existe déjà.",
    en="The file {path} is there already.",
    remedy_fr="Choisissez un autre nom.",
    remedy_en="Choose another name.",
)
TARGET_UNWRITABLE = FindingKind(
    "ACC-008",
    Severity.ERROR,
    fr="Le fichier {path} ne peut pas être écrit.",
    en="The file {path} cannot be written.",
    remedy_fr="Vérifiez que son dossier existe, que vous pouvez y écrire et qu'il y reste de la place.",
    remedy_en="Check that its folder exists, that you may write there and that room is left.",
)
NO_COPY_THERE = FindingKind(
    "ACC-009",
    Severity.ERROR,
    fr="Aucune copie ne répond : {identifier} ne peut pas être lu pour l'instant.",
    en="No copy answers: {identifier} cannot be read for now.",
    remedy_fr="Rebranchez ou montez les disques des copies, puis recommencez ; « chartrier doctor » dit lequel manque.",
    remedy_en="Plug or mount the disks of the copies, then try again; “chartrier doctor” tells which is missing.",
)
