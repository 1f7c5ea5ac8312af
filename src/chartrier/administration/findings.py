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
    remedy_fr="N'effacez rien : ces copies sont une archive. « chartrier rebuild --from {copy} » refait la base ; sinon choisissez d'autres dossiers de copies.",
    remedy_en="Remove nothing: these copies are an archive. “chartrier rebuild --from {copy}” makes the database again; else choose other folders for copies.",
)
BAD_NAME = FindingKind(
    "ADM-011",
    Severity.ERROR,
    fr="Ce nom contient des caractères qui ne s'affichent pas.",
    en="This name has characters that do not show.",
    remedy_fr="Tapez le nom de nouveau, sans le coller.",
    remedy_en="Type the name again, without pasting it.",
)
BACKUP_NEEDED = FindingKind(
    "ADM-020",
    Severity.ERROR,
    fr="Cette base de données est sur votre propre PostgreSQL : sauvegardez-la avant de la mettre à jour.",
    en="This database is on your own PostgreSQL: back it up before bringing it up to date.",
    remedy_fr="pg_dump -Fc --file=chartrier.pgdump CHARTRIER (en superutilisateur), puis recommencez avec --backup-made.",
    remedy_en="pg_dump -Fc --file=chartrier.pgdump CHARTRIER (as superuser), then run this again with --backup-made.",
)
COPY_TAKEN = FindingKind(
    "ADM-030",
    Severity.ERROR,
    fr="Il y a déjà une copie « {copy} », dans {folder}.",
    en="There is a copy “{copy}” already, in {folder}.",
    remedy_fr="Choisissez un autre nom, ou remplacez-la : chartrier copy replace {copy} DOSSIER",
    remedy_en="Choose another name, or replace it: chartrier copy replace {copy} FOLDER",
)
NO_COPY = FindingKind(
    "ADM-031",
    Severity.ERROR,
    fr="Cette archive n'a pas de copie « {copy} ».",
    en="This archive has no copy “{copy}”.",
    remedy_fr="Celles qu'elle a : {choices}.",
    remedy_en="Those that it has: {choices}.",
)
NOT_EMPTY = FindingKind(
    "ADM-032",
    Severity.ERROR,
    fr="Le dossier {folder} n'est pas vide : il contient « {found} ».",
    en="The folder {folder} is not empty: it holds “{found}”.",
    remedy_fr="Une copie commence dans un dossier vide, qui n'est qu'à elle.",
    remedy_en="A copy begins in an empty folder, which is its own.",
)
NOT_PRIVATE = FindingKind(
    "ADM-033",
    Severity.ERROR,
    fr="Le dossier {folder} est ouvert à d'autres comptes de la machine, ou n'est pas à vous.",
    en="The folder {folder} is open to other accounts of the machine, or is not yours.",
    remedy_fr="Fermez-le : chmod 700 {folder}",
    remedy_en="Close it: chmod 700 {folder}",
)
FOLDER_UNUSABLE = FindingKind(
    "ADM-034",
    Severity.ERROR,
    fr="Le dossier {folder} ne peut pas être utilisé : {why}.",
    en="The folder {folder} cannot be used: {why}.",
    remedy_fr="Montez ce disque, ou corrigez le chemin et les droits.",
    remedy_en="Mount that disk, or correct the path and its mode.",
)
BELOW_MINIMUM = FindingKind(
    "ADM-035",
    Severity.ERROR,
    fr="Sans la copie « {copy} » il en resterait {left}, et il en faut {minimum}.",
    en="Without the copy “{copy}” there would be {left}, and {minimum} are needed.",
    remedy_fr="Ajoutez d'abord une copie : chartrier copy add NOM DOSSIER (ou changez CHARTRIER_COPIES_MINIMUM).",
    remedy_en="Add a copy first: chartrier copy add NAME FOLDER (or change CHARTRIER_COPIES_MINIMUM).",
)
PACKAGE_LACKING = FindingKind(
    "ADM-036",
    Severity.ERROR,
    fr="Le paquet {package} de la collectivité {tenant} n'est pas prouvé dans la copie « {copy} ».",
    en="Package {package} of the tenant {tenant} is not proven in the copy “{copy}”.",
    remedy_fr="« chartrier audit --repair » la remet en état ; la copie à retirer sert encore de source.",
    remedy_en="“chartrier audit --repair” mends it; the copy to retire still serves as a source.",
)
SET_ELSEWHERE = FindingKind(
    "ADM-037",
    Severity.WARNING,
    fr="Les copies sont réglées par la variable CHARTRIER_COPIES : c'est à vous de la changer.",
    en="The copies are set by the variable CHARTRIER_COPIES: it is for you to change it.",
    remedy_fr="Donnez-lui cette valeur : CHARTRIER_COPIES='{value}'",
    remedy_en="Give it this value: CHARTRIER_COPIES='{value}'",
)
SETTINGS_UNWRITABLE = FindingKind(
    "ADM-038",
    Severity.ERROR,
    fr="Le fichier de réglages {file} ne peut pas être écrit : {why}.",
    en="The settings file {file} cannot be written: {why}.",
    remedy_fr='Écrivez-y vous-même : copies = "{value}"',
    remedy_en='Write into it yourself: copies = "{value}"',
)
# Persons who prove who they are: ADM-040 to ADM-059.
NOT_PROVEN = FindingKind(
    "ADM-040",
    Severity.ERROR,
    fr="Vous ne pouvez pas faire cela : personne inconnue, phrase secrète fausse, ou rôle qui ne le permet pas.",
    en="You may not do this: somebody unknown, a wrong passphrase, or a role that does not permit it.",
    remedy_fr="Vérifiez le nom (ou donnez l'identifiant, si plusieurs ont ce nom), la phrase, la collectivité ; "
    "« chartrier person list » donne les rôles.",
    remedy_en="Check the name (or give the identifier, if several have that name), the passphrase, the tenant; "
    "“chartrier person list” tells the roles.",
)
TOO_MANY_FAILURES = FindingKind(
    "ADM-041",
    Severity.ERROR,
    fr="Trop de phrases secrètes fausses de suite : aucune n'est essayée avant {until}.",
    en="Too many wrong passphrases in a row: none is tried before {until}.",
    remedy_fr="Attendez. Phrase perdue : l'exploitant en donne une autre, « chartrier person reset NOM ».",
    remedy_en="Wait. A lost passphrase: the operator gives another one, “chartrier person reset NAME”.",
)
NOT_DECLARED = FindingKind(
    "ADM-042",
    Severity.ERROR,
    fr="Le journal de la collectivité {tenant} n'a pas votre clé actuelle.",
    en="The journal of the tenant {tenant} does not have your present key.",
    remedy_fr="L'exploitant l'y inscrit en redonnant un rôle que vous avez déjà : chartrier person role add.",
    remedy_en="The operator enters it by giving again a role that you have: chartrier person role add.",
)
PASSPHRASE_TOO_SHORT = FindingKind(
    "ADM-043",
    Severity.ERROR,
    fr="La phrase secrète est trop courte, ou toujours la même lettre : il faut au moins {shortest} caractères.",
    en="The passphrase is too short, or the same letter all over: at least {shortest} characters are needed.",
    remedy_fr="Prenez une phrase : cinq ou six mots sans lien valent mieux qu'un mot compliqué.",
    remedy_en="Take a sentence: five or six unrelated words are better than one complicated word.",
)
PASSPHRASE_UNFIT = FindingKind(
    "ADM-044",
    Severity.ERROR,
    fr="La phrase secrète a des caractères qui ne s'affichent pas, un espace au bord, ou plus de {longest} caractères.",
    en="The passphrase has characters that do not show, a space at its edge, or more than {longest} characters.",
    remedy_fr="Choisissez-en une que l'on peut taper, sur une seule ligne.",
    remedy_en="Choose one that can be typed, on a single line.",
)
NO_SUCH_PERSON = FindingKind(
    "ADM-045",
    Severity.ERROR,
    fr="Il n'y a pas de personne « {name} ».",
    en="There is no person “{name}”.",
    remedy_fr="« chartrier person list » les nomme ; « chartrier person add » en crée une.",
    remedy_en="“chartrier person list” names them; “chartrier person add” makes one.",
)
SEVERAL_PERSONS = FindingKind(
    "ADM-046",
    Severity.ERROR,
    fr="{count} personnes s'appellent « {name} ».",
    en="{count} persons are called “{name}”.",
    remedy_fr="Donnez l'identifiant de celle que vous voulez dire : chartrier person list.",
    remedy_en="Give the identifier of the one you mean: chartrier person list.",
)
NOT_THE_SAME = FindingKind(
    "ADM-052",
    Severity.ERROR,
    fr="Le compte « {name} » n'est réuni à aucun autre.",
    en="The account “{name}” is joined with no other.",
    remedy_fr="« chartrier person list » dit quels comptes sont ceux d'une même personne.",
    remedy_en="“chartrier person list” tells which accounts are of one person.",
)
ROLE_WITHOUT_KEY = FindingKind(
    "ADM-047",
    Severity.ERROR,
    fr="Une délégation s'inscrit au journal avec la clé de la personne, et celle-ci n'en a pas.",
    en="A delegation is entered in the journal with the person's key, and they have none.",
    remedy_fr="Donnez-lui une phrase secrète : --passphrase-file FICHIER, ou « chartrier person reset NOM ».",
    remedy_en="Give them a passphrase: --passphrase-file FILE, or “chartrier person reset NAME”.",
)
DELEGATION_INCOMPLETE = FindingKind(
    "ADM-048",
    Severity.ERROR,
    fr="Une délégation a une référence et un jour.",
    en="A delegation has a reference and a day.",
    remedy_fr="Donnez les deux : --delegation-reference TEXTE --delegation-day AAAA-MM-JJ.",
    remedy_en="Give both: --delegation-reference TEXT --delegation-day YYYY-MM-DD.",
)
DELEGATION_WITHOUT_ROLE = FindingKind(
    "ADM-049",
    Severity.ERROR,
    fr="Une délégation donne le rôle signataire, ou le rôle visa, et un seul des deux.",
    en="A delegation gives the role signataire, or the role visa, and only one of them.",
    remedy_fr="Ajoutez --role signataire ou --role visa.",
    remedy_en="Add --role signataire or --role visa.",
)
TWO_DELEGATIONS = FindingKind(
    "ADM-050",
    Severity.ERROR,
    fr="Cette personne a déjà une délégation, pour le rôle {role}.",
    en="This person has a delegation already, for the role {role}.",
    remedy_fr="Retirez-lui d'abord ce rôle : chartrier person role remove.",
    remedy_en="Take that role from them first: chartrier person role remove.",
)
RETIRED_OWING = FindingKind(
    "ADM-051",
    Severity.WARNING,
    fr="La copie « {copy} » doit encore {count} destructions de la collectivité {tenant} : ces octets y restent.",
    en="The copy “{copy}” still owes {count} destructions of the tenant {tenant}: those bytes stay in it.",
    remedy_fr="Effacez ou détruisez ce support, et gardez-en la preuve : plus rien ne le purgera.",
    remedy_en="Erase or destroy that medium, and keep the proof of it: nothing will purge it any more.",
    reference="docs/format.md 6",
)
# ADM-110 to ADM-119: the referential of rules.

NO_SUCH_REFERENTIAL = FindingKind(
    "ADM-110",
    Severity.ERROR,
    fr="Cette collectivité n'a pas de référentiel de règles importé par l'acte {act}.",
    en="This tenant has no referential of rules that the act {act} imported.",
    remedy_fr="« chartrier rules history » donne les actes ; « chartrier rules import » importe un référentiel.",
    remedy_en="“chartrier rules history” tells the acts; “chartrier rules import” imports a referential.",
)
IMPORT_MOVES = FindingKind(
    "ADM-111",
    Severity.ERROR,
    fr="Cet import déplacerait des échéances : rien n'a été pris.",
    en="This import would move échéances: nothing was taken.",
    remedy_fr="Lisez ce qui changerait, puis recommencez avec --confirm.",
    remedy_en="Read what would change, then do it again with --confirm.",
)
# ADM-170 to ADM-179: accounts.

NO_ADDRESS = FindingKind(
    "ADM-170",
    Severity.ERROR,
    fr="{name} n'a pas d'adresse électronique : c'est avec elle qu'on se connecte.",
    en="{name} has no e-mail address: one signs in with it.",
    remedy_fr="Donnez-la avec --email.",
    remedy_en="Give it with --email.",
)
INVITATION_OVER = FindingKind(
    "ADM-171",
    Severity.ERROR,
    fr="Cette invitation a servi, ou n'est plus valable.",
    en="This invitation was used, or is no longer valid.",
    remedy_fr="Demandez-en une autre à qui vous l'a envoyée.",
    remedy_en="Ask whoever sent it for another.",
)
NOT_AN_ADDRESS = FindingKind(
    "ADM-172",
    Severity.ERROR,
    fr="« {email} » n'est pas une adresse électronique.",
    en="“{email}” is not an e-mail address.",
    remedy_fr="Par exemple : camille.durand@exemple.fr",
    remedy_en="For instance: camille.durand@exemple.fr",
)
ACCOUNT_CLOSED = FindingKind(
    "ADM-173",
    Severity.ERROR,
    fr="Le compte de {name} est fermé.",
    en="The account of {name} is closed.",
    remedy_fr="Rouvrez-le : « chartrier person reactivate NOM », ou « Rouvrir le compte » dans la page des personnes.",
    remedy_en="Reopen it: “chartrier person reactivate NAME”, or “Reopen the account” in the page of persons.",
)
BAD_ISSUER = FindingKind(
    "ADM-174",
    Severity.ERROR,
    fr="Ce fournisseur d'identité ne peut pas être ajouté : {what}.",
    en="This issuer of identities cannot be added: {what}.",
    remedy_fr="Un nom court (a-z, 0-9, -), et l'adresse en https:// que ses jetons portent (iss).",
    remedy_en="A short name (a-z, 0-9, -), and the https:// address that its tokens bear (iss).",
)
NO_SUCH_ISSUER = FindingKind(
    "ADM-175",
    Severity.ERROR,
    fr="Il n'y a pas de fournisseur d'identité « {slug} ».",
    en="There is no issuer of identities “{slug}”.",
    remedy_fr="« chartrier issuer list » les donne.",
    remedy_en="“chartrier issuer list” tells them.",
)
# ADM-160 to ADM-169: who joins a collectivité.

ROLE_OF_OPERATOR = FindingKind(
    "ADM-160",
    Severity.ERROR,
    fr="Le rôle {role} n'est donné et retiré que par l'exploitant de l'instance.",
    en="The role {role} is given and taken by the operator of the instance only.",
    remedy_fr="Demandez-le-lui.",
    remedy_en="Ask them for it.",
)
# ADM-180 to ADM-189: what is tried too often; invitations of others.

TOO_OFTEN = FindingKind(
    "ADM-180",
    Severity.ERROR,
    fr="C'est trop de tentatives : la prochaine est possible dans {seconds} s.",
    en="These are too many tries: the next one is possible in {seconds} s.",
    remedy_fr="Attendez ce délai, puis recommencez.",
    remedy_en="Wait that long, then try again.",
)
INVITED_TO_MORE = FindingKind(
    "ADM-182",
    Severity.ERROR,
    fr="Cette personne n'a pas encore ouvert son compte, et y a déjà un rôle qu'une collectivité ne donne pas elle-même.",
    en="This person has not opened their account yet, and already has a role there that no collectivité gives itself.",
    remedy_fr="Recommencez quand le compte sera ouvert, ou demandez à l'exploitant de l'instance.",
    remedy_en="Try again once the account is open, or ask the operator of the instance.",
)
ROLE_BY_CONVENTION = FindingKind(
    "ADM-183",
    Severity.ERROR,
    fr="Ce rôle vient de la convention « {convention} », et se termine avec elle.",
    en="This role comes from the convention “{convention}”, and ends with it.",
    remedy_fr="S'il faut le retirer avant, demandez-le à l'exploitant de l'instance (chartrier person role remove).",
    remedy_en="To have it taken away before, ask the operator of the instance (chartrier person role remove).",
)
NOT_INVITED_HERE = FindingKind(
    "ADM-184",
    Severity.ERROR,
    fr="Cette adresse ne peut pas être invitée par une collectivité.",
    en="This address cannot be invited by a collectivité.",
    remedy_fr="Demandez à l'exploitant de l'instance.",
    remedy_en="Ask the operator of the instance.",
)
NOT_OPENED_SO = FindingKind(
    "ADM-185",
    Severity.ERROR,
    fr="Ce lien n'ouvre pas de compte pour cette adresse.",
    en="This link opens no account for this address.",
    remedy_fr="Si vous avez un compte, connectez-vous puis rouvrez ce lien ; si une autre invitation doit l'ouvrir, servez-vous-en d'abord.",
    remedy_en="If you have an account, sign in, then open this link again; if another invitation opens it, use that one first.",
)
# ADM-190 to ADM-199: connectors.

BAD_CONNECTOR = FindingKind(
    "ADM-190",
    Severity.ERROR,
    fr="Ce connecteur ne peut pas être ouvert : {what_fr} ne convient pas.",
    en="This connector cannot be opened: {what_en} does not fit.",
    remedy_fr="Il lui faut un nom court, une opération au moins, un dernier jour d'ici un an ({last} au plus tard), et un service qui n'est pas fermé s'il est pour un seul.",
    remedy_en="It takes a short name, one operation at least, a last day within a year ({last} at the latest), and a service that is not closed when it is for one only.",
)
NONE_IN_DEPARTEMENT = FindingKind(
    "ADM-230",
    Severity.ERROR,
    fr="Aucune collectivité ouverte ici n'est du département « {code} ».",
    en="No collectivité that is open here is of the département “{code}”.",
    remedy_fr="« chartrier tenant list » donne les collectivités ; un département s'écrit 29, 2A ou 972.",
    remedy_en="“chartrier tenant list” tells the collectivités; a département is written 29, 2A or 972.",
)
NO_SUCH_CONNECTOR = FindingKind(
    "ADM-191",
    Severity.ERROR,
    fr="Il n'y a pas de connecteur « {name} », ou il y en a plusieurs.",
    en="There is no connector “{name}”, or there are several.",
    remedy_fr="« chartrier token list » les donne, avec leurs identifiants.",
    remedy_en="“chartrier token list” tells them, with their identifiers.",
)
NO_SUCH_TOKEN = FindingKind(
    "ADM-192",
    Severity.ERROR,
    fr="Ce jeton n'ouvre rien : il est inconnu, révoqué ou échu.",
    en="This token opens nothing: it is unknown, revoked or over.",
    remedy_fr="Demandez-en un autre à qui administre la collectivité.",
    remedy_en="Ask whoever administers the collectivité for another.",
)
TOO_MANY_CONNECTORS = FindingKind(
    "ADM-193",
    Severity.ERROR,
    fr="La collectivité a déjà {most} connecteurs ouverts.",
    en="The collectivité has {most} open connectors already.",
    remedy_fr="Révoquez ceux qui ne servent plus.",
    remedy_en="Revoke those that are of no more use.",
)
