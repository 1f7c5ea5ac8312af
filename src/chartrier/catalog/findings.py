"""What the database and the catalog have to say."""

from chartrier.records.finding import FindingKind, Severity

NO_BINARIES = FindingKind(
    "CAT-001",
    Severity.ERROR,
    fr="Les programmes de la base de données embarquée ne sont pas installés.",
    en="The programs of the embedded database are not installed.",
    remedy_fr="Réinstallez Chartrier (make setup), ou indiquez votre PostgreSQL (CHARTRIER_DATABASE_URL).",
    remedy_en="Install Chartrier again (make setup), or name your own PostgreSQL (CHARTRIER_DATABASE_URL).",
)
NOT_INITIALISED = FindingKind(
    "CAT-002",
    Severity.ERROR,
    fr="Il n'y a pas d'archive dans {home}.",
    en="There is no archive in {home}.",
    remedy_fr="Créez-la avec « chartrier init », ou indiquez le bon dossier (--home).",
    remedy_en="Make it with “chartrier init”, or give the right folder (--home).",
)
ROOT_REFUSED = FindingKind(
    "CAT-003",
    Severity.ERROR,
    fr="La base embarquée ne peut pas être lancée par root ici : le compte {user} lui est refusé.",
    en="The embedded database cannot be started by root here: it is refused the account {user}.",
    remedy_fr="Lancez Chartrier avec un compte ordinaire, ou indiquez CHARTRIER_DATABASE_URL. Détail : {log}.",
    remedy_en="Run Chartrier under an ordinary account, or give CHARTRIER_DATABASE_URL. Details: {log}.",
)
NOT_STARTED = FindingKind(
    "CAT-004",
    Severity.ERROR,
    fr="La base embarquée n'a pas démarré : {reason}.",
    en="The embedded database did not start: {reason}.",
    remedy_fr="Lisez {log}, vérifiez la place sur le disque et les droits du dossier, puis recommencez.",
    remedy_en="Read {log}, check the room on disk and the folder's permissions, then try again.",
)
NOT_REACHED = FindingKind(
    "CAT-005",
    Severity.ERROR,
    fr="La base de données ne répond pas : {reason}.",
    en="The database does not answer: {reason}.",
    remedy_fr="Vérifiez qu'elle fonctionne et que CHARTRIER_DATABASE_URL est juste, puis recommencez.",
    remedy_en="Check that it runs and that CHARTRIER_DATABASE_URL is right, then try again.",
)
UNSAFE_FOLDER = FindingKind(
    "CAT-006",
    Severity.ERROR,
    fr="Le dossier {folder} n'est pas réservé au compte qui lance Chartrier.",
    en="The folder {folder} is not reserved to the account that runs Chartrier.",
    remedy_fr="Faites-en un vrai dossier de ce compte, fermé aux autres (chmod 700).",
    remedy_en="Make it a real folder of this account, closed to others (chmod 700).",
)
OLD_SERVER = FindingKind(
    "CAT-007",
    Severity.ERROR,
    fr="PostgreSQL {version} est trop ancien : il faut la version {needed} ou plus.",
    en="PostgreSQL {version} is too old: version {needed} or later is needed.",
    remedy_fr="Mettez PostgreSQL à jour, ou laissez Chartrier lancer le sien.",
    remedy_en="Upgrade PostgreSQL, or let Chartrier start its own.",
)
UNSAFE_ROLE = FindingKind(
    "CAT-008",
    Severity.ERROR,
    fr="Le rôle {role} de l'application contourne le cloisonnement entre collectivités.",
    en="The application's role {role} bypasses the isolation between tenants.",
    remedy_fr="Donnez à l'application un rôle sans SUPERUSER ni BYPASSRLS, distinct du propriétaire.",
    remedy_en="Give the application a role without SUPERUSER or BYPASSRLS, other than the owner.",
)
NOT_MIGRATED = FindingKind(
    "CAT-009",
    Severity.ERROR,
    fr="La base de données n'est pas à jour pour cette version de Chartrier ({missing}).",
    en="The database is not up to date for this version of Chartrier ({missing}).",
    remedy_fr="Lancez « chartrier upgrade » : la base est sauvegardée d'abord, et rien de ce qui est archivé ne change.",
    remedy_en="Run “chartrier upgrade”: the database is backed up first, and nothing archived changes.",
)
NEWER_DATABASE = FindingKind(
    "CAT-012",
    Severity.ERROR,
    fr="La base de données a été mise à jour par une version plus récente de Chartrier ({unknown}).",
    en="The database was brought up to date by a newer version of Chartrier ({unknown}).",
    remedy_fr="Installez cette version-là. Rien n'a été changé.",
    remedy_en="Install that version. Nothing was changed.",
)
BACKUP_FAILED = FindingKind(
    "CAT-013",
    Severity.ERROR,
    fr="La base de données n'a pas pu être sauvegardée : {reason}.",
    en="The database could not be backed up: {reason}.",
    remedy_fr="Rien n'a été changé. Faites de la place, ou donnez un autre fichier (--backup).",
    remedy_en="Nothing was changed. Make room, or give another file (--backup).",
)
NO_OWNER = FindingKind(
    "CAT-010",
    Severity.ERROR,
    fr="Les tables ne peuvent pas être créées : CHARTRIER_DATABASE_OWNER_URL n'est pas indiqué.",
    en="The tables cannot be made: CHARTRIER_DATABASE_OWNER_URL is not given.",
    remedy_fr="Indiquez l'adresse de la base avec le rôle propriétaire, le temps de cette commande.",
    remedy_en="Give the database's address with the owner's role, for this command only.",
)
ROLES_MISSING = FindingKind(
    "CAT-011",
    Severity.ERROR,
    fr="Les rôles de la base de données ne sont pas prêts : {reason}.",
    en="The roles of the database are not ready: {reason}.",
    remedy_fr="Faites passer à l'administrateur de PostgreSQL le script que « chartrier doctor » imprime.",
    remedy_en="Have PostgreSQL's administrator run the script that “chartrier doctor” prints.",
)
MESSAGE_TAKEN = FindingKind(
    "CAT-020",
    Severity.ERROR,
    fr="Le message {message} du service {agency} a déjà été accepté (versement {holder}).",
    en="Message {message} of agency {agency} was accepted already (versement {holder}).",
    remedy_fr="Si c'est un autre versement, changez son MessageIdentifier ; sinon il n'y a rien à faire.",
    remedy_en="If it is another versement, give it another MessageIdentifier; else there is nothing to do.",
)
MESSAGE_RUNNING = FindingKind(
    "CAT-021",
    Severity.ERROR,
    fr="Le message {message} du service {agency} est en cours de traitement (versement {holder}).",
    en="Message {message} of agency {agency} is being processed (versement {holder}).",
    remedy_fr="Attendez la fin de ce traitement ; s'il échoue, le message pourra être renvoyé.",
    remedy_en="Wait for its end; should it fail, the message can be sent again.",
)
LEASE_LOST = FindingKind(
    "CAT-022",
    Severity.ERROR,
    fr="La base de données a coupé la connexion pendant le versement {package}.",
    en="The database closed the connection during versement {package}.",
    remedy_fr="Recommencez : s'il était déjà enregistré, il sera publié et vous l'apprendrez ; "
    "sinon rien n'a été archivé.",
    remedy_en="Try again: if it was recorded already, it will be published and you will be told; "
    "else nothing was archived.",
)
PARENT_GONE = FindingKind(
    "CAT-023",
    Severity.ERROR,
    fr="Une unité du versement {package} est rattachée à une unité qui n'existe pas.",
    en="A unit of versement {package} is attached to a unit that does not exist.",
    remedy_fr="Corrigez l'identifiant de l'unité de rattachement dans le bordereau.",
    remedy_en="Correct the identifier of the unit it is attached to in the bordereau.",
)
NO_RESOURCES = FindingKind(
    "CAT-024",
    Severity.ERROR,
    fr="La base de données manque de place, de mémoire ou de connexions : {reason}.",
    en="The database is short of room, memory or connections: {reason}.",
    remedy_fr="Donnez-lui ce qui manque (le plus souvent de la place sur son disque), puis recommencez : "
    "rien n'a été fait à moitié.",
    remedy_en="Give it what it lacks (mostly room on its disk), then try again: nothing was half done.",
)
CATCHING_UP = FindingKind(
    "CAT-025",
    Severity.ERROR,
    fr="La base de données n'a que {ours} des {theirs} inscriptions signées : elle se remet à jour d'après une copie.",
    en="The database has only {ours} of the {theirs} signed entries: it is catching up from a copy.",
    remedy_fr="Rien n'a été archivé. Recommencez dans un moment ; si cela dure, remettez en place la copie qui manque.",
    remedy_en="Nothing was archived. Try again in a moment; if it lasts, put the missing copy back.",
)
OTHER_ENTRY = FindingKind(
    "CAT-026",
    Severity.ERROR,
    fr="L'inscription {index} de la base de données n'est pas celle du journal signé.",
    en="Entry {index} of the database is not that of the signed journal.",
    remedy_fr="Toute écriture est arrêtée. Gardez tout ; « chartrier rebuild --from COPIE » refait la base.",
    remedy_en="All writing is stopped. Keep everything; “chartrier rebuild --from COPY” makes the database again.",
)
MESSAGE_UNDER_WAY = FindingKind(
    "CAT-027",
    Severity.ERROR,
    fr="Un versement en cours porte le message de l'inscription {index}, que la base de données doit reprendre d'une copie.",
    en="A versement under way has the message of entry {index}, which the database has to take over from a copy.",
    remedy_fr="Attendez la fin de ce versement, qui n'aboutira pas, puis recommencez.",
    remedy_en="Wait for the end of that versement, which will not succeed, then try again.",
)
UNDER_WAY = FindingKind(
    "CAT-028",
    Severity.ERROR,
    fr="L'opération {package} est en cours dans un autre processus.",
    en="Operation {package} is under way in another process.",
    remedy_fr="Attendez sa fin, puis recommencez. Rien n'a été changé.",
    remedy_en="Wait for its end, then try again. Nothing was changed.",
)
OWNER_NEEDED = FindingKind(
    "CAT-029",
    Severity.ERROR,
    fr="Seul le propriétaire des tables peut refaire l'index : CHARTRIER_DATABASE_OWNER_URL n'est pas indiqué.",
    en="Only the owner of the tables can make the index again: CHARTRIER_DATABASE_OWNER_URL is not given.",
    remedy_fr="Indiquez l'adresse de la base avec le rôle propriétaire, le temps de cette commande.",
    remedy_en="Give the database's address with the owner's role, for this command only.",
)
TENANT_TAKEN = FindingKind(
    "CAT-030",
    Severity.ERROR,
    fr="La collectivité {code} existe déjà.",
    en="Tenant {code} exists already.",
    remedy_fr="Un code ne sert qu'une fois : choisissez-en un autre, ou servez-vous de cette collectivité.",
    remedy_en="A code is never used again: choose another one, or use this tenant.",
)
NO_TENANT = FindingKind(
    "CAT-031",
    Severity.ERROR,
    fr="Il n'y a pas de collectivité {code}.",
    en="There is no tenant {code}.",
    remedy_fr="« chartrier tenant list » les nomme ; « chartrier tenant add » en crée une.",
    remedy_en="“chartrier tenant list” names them; “chartrier tenant add” makes one.",
)
EMAIL_TAKEN = FindingKind(
    "CAT-032",
    Severity.ERROR,
    fr="Une personne a déjà cette adresse électronique.",
    en="A person has this e-mail address already.",
    remedy_fr="Servez-vous de cette personne (si son compte est fermé : « chartrier person reactivate »), ou donnez une autre adresse.",
    remedy_en="Use that person (if their account is closed: “chartrier person reactivate”), or give another address.",
)
NO_PERSON = FindingKind(
    "CAT-033",
    Severity.ERROR,
    fr="Il n'y a pas de personne {person}.",
    en="There is no person {person}.",
    remedy_fr="« chartrier person list » les nomme ; « chartrier person add » en crée une.",
    remedy_en="“chartrier person list” names them; “chartrier person add” makes one.",
)
FOLDER_NOT_MADE = FindingKind(
    "CAT-050",
    Severity.ERROR,
    fr="Le dossier {folder} ne peut pas être créé.",
    en="The folder {folder} cannot be made.",
    remedy_fr="Choisissez un autre emplacement (--home, CHARTRIER_COPIES), ou demandez le droit d'y écrire.",
    remedy_en="Choose another place (--home, CHARTRIER_COPIES), or ask for the right to write there.",
)
ENTRY_CHANGED = FindingKind(
    "CAT-034",
    Severity.ERROR,
    fr="L'inscription n° {index} du journal a été modifiée dans la base de données.",
    en="The entry no. {index} of the journal was changed in the database.",
    remedy_fr="Rien n'est publié. Refaites l'index d'après une copie (chartrier rebuild), et cherchez qui a écrit dans la base.",
    remedy_en="Nothing is published. Make the index again from a copy (chartrier rebuild), and find out who wrote to the database.",
)
HASHES_CHANGED = FindingKind(
    "CAT-035",
    Severity.ERROR,
    fr="Les empreintes du journal dans la base de données ne donnent pas sa racine de {size} inscriptions.",
    en="The hashes of the journal in the database do not give its root of {size} entries.",
    remedy_fr="Rien n'est publié. Refaites l'index d'après une copie (chartrier rebuild), et cherchez qui a écrit dans la base.",
    remedy_en="Nothing is published. Make the index again from a copy (chartrier rebuild), and find out who wrote to the database.",
)
# Who may decide: CAT-095 to CAT-099.
NOT_HABILITATED = FindingKind(
    "CAT-095",
    Severity.ERROR,
    fr="Le journal n'habilite pas la personne {person} à l'acte « {operation} », avec la clé et les rôles qu'elle a ici.",
    en="The journal does not entitle person {person} to the act “{operation}”, with the key and the roles they have here.",
    remedy_fr="Rien n'a été fait. « chartrier person role add » donne un rôle et l'inscrit au journal.",
    remedy_en="Nothing was done. “chartrier person role add” gives a role and enters it in the journal.",
    reference="docs/format.md 2.1.3",
)
HABILITATION_STALE = FindingKind(
    "CAT-096",
    Severity.ERROR,
    fr="Les rôles ou la clé de la personne {person} ont changé pendant leur inscription au journal.",
    en="The roles or the key of person {person} changed while they were being entered in the journal.",
    remedy_fr="Recommencez la commande.",
    remedy_en="Run the command again.",
)
PACKAGE_CHANGED = FindingKind(
    "CAT-040",
    Severity.ERROR,
    fr="Le paquet {package} n'est plus tel que l'ordre de destruction l'a trouvé : un autre ordre est passé avant.",
    en="The package {package} is no more as the order of destruction found it: another order came first.",
    remedy_fr="Rien n'a été détruit ni enregistré par cet ordre. Recommencez.",
    remedy_en="Nothing was destroyed or recorded by this order. Start again.",
)
ISSUER_TAKEN = FindingKind(
    "CAT-110",
    Severity.ERROR,
    fr="Le nom « {slug} », ou cette adresse, est celui d'un fournisseur d'identité, ou l'a été.",
    en="The name “{slug}”, or this address, is that of an issuer of identities, or was.",
    remedy_fr="Choisissez un autre nom ; les anciens restent pris, parce que des comptes y sont liés.",
    remedy_en="Choose another name; former ones stay taken, because accounts are linked to them.",
)

# CAT-130 and CAT-131: accounts that must stay apart. CAT-136 and CAT-137: roles that are held already.

OPERATES_AND_CONTROLS = FindingKind(
    "CAT-130",
    Severity.ERROR,
    fr="Ce compte exploite l'instance : il ne peut pas avoir aussi le rôle {role}, qui contrôle ce qu'on y fait.",
    en="This account operates the instance: it cannot have the role {role} too, which controls what is done there.",
    remedy_fr="Donnez ce rôle à un autre compte : là où le Département héberge, l'exploitation et le contrôle scientifique et technique ont des comptes distincts.",
    remedy_en="Give that role to another account: where the Département hosts, operation and scientific and technical control have distinct accounts.",
    reference="code du patrimoine, L212-10",
)
CONTROLS_AND_OPERATES = FindingKind(
    "CAT-131",
    Severity.ERROR,
    fr="Ce compte contrôle une collectivité (rôle {role}) : il ne peut pas aussi exploiter l'instance.",
    en="This account controls a collectivité (role {role}): it cannot operate the instance too.",
    remedy_fr="Faites exploiter l'instance par un autre compte, ou retirez d'abord ce rôle.",
    remedy_en="Let another account operate the instance, or take that role away first.",
    reference="code du patrimoine, L212-10",
)
CONTROLS_AND_WORKS = FindingKind(
    "CAT-133",
    Severity.ERROR,
    fr="Un même compte ne peut pas contrôler (rôle {control}) et avoir le rôle {role}, dont il contrôlerait les actes.",
    en="One account cannot control (role {control}) and have the role {role}, whose acts it would control.",
    remedy_fr="Donnez l'un des deux rôles à un autre compte, ou retirez d'abord l'autre : le contrôle scientifique et technique a ses propres comptes.",
    remedy_en="Give one of the two roles to another account, or take the other away first: scientific and technical control has accounts of its own.",
    reference="code du patrimoine, L212-10",
)
HELD_WITHIN = FindingKind(
    "CAT-136",
    Severity.ERROR,
    fr="Cette personne a déjà le rôle {role} pour {tenant}, dans d'autres bornes : {bounds}.",
    en="This person has the role {role} for {tenant} already, within other bounds: {bounds}.",
    remedy_fr="Rien n'a été changé. Pour lui laisser ces bornes, donnez-les avec les nouvelles ; pour ne garder que les nouvelles, demandez le remplacement (« Remplacer » dans la page, --replace).",
    remedy_en="Nothing was changed. To leave them these bounds, give them with the new ones; to keep the new ones only, ask for them to be replaced (“Replace” in the page, --replace).",
)
HELD_THROUGHOUT = FindingKind(
    "CAT-137",
    Severity.ERROR,
    fr="Cette personne a déjà le rôle {role} pour tout {tenant} : des bornes le lui restreindraient.",
    en="This person has the role {role} for the whole of {tenant} already: bounds would narrow it.",
    remedy_fr="Rien n'a été changé. Pour le restreindre, demandez le remplacement (« Remplacer » dans la page, --replace).",
    remedy_en="Nothing was changed. To narrow it, ask for it to be replaced (“Replace” in the page, --replace).",
)
TERRITORY_CHANGED = FindingKind(
    "CAT-132",
    Severity.ERROR,
    fr="Quelqu'un a changé cette fiche du territoire entre-temps.",
    en="Somebody changed this entry of the territory meanwhile.",
    remedy_fr="Relisez-la telle qu'elle est maintenant, puis recommencez.",
    remedy_en="Read it as it is now, then start again.",
)
