"""What a verifier has to say when something is not proven."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

KEY_ABSENT = FindingKind(
    "VER-001",
    Severity.ERROR,
    fr="La clé publique du journal manque : {path}.",
    en="The public key of the journal is missing: {path}.",
    remedy_fr="Donnez la clé que vous aviez gardée, ou vérifiez une autre copie.",
    remedy_en="Give the key that you kept, or verify another copy.",
    reference="docs/format.md 4",
)
KEY_NOT_TRUSTED = FindingKind(
    "VER-002",
    Severity.ERROR,
    fr=("Ce journal n'est pas signé par la clé que vous avez donnée : la sienne a pour empreinte {fingerprint}."),
    en="This journal is not signed by the key that you gave: the fingerprint of its own is {fingerprint}.",
    remedy_fr=("Le journal a peut-être été réécrit. Ne vous fiez pas à cette copie ; prévenez l'autorité d'archivage."),
    remedy_en="The journal may have been rewritten. Do not rely on this copy; tell the archival authority.",
    reference="C2SP signed-note",
)
CHECKPOINT_ABSENT = FindingKind(
    "VER-003",
    Severity.ERROR,
    fr="Le point de contrôle signé du journal manque : {path}.",
    en="The signed checkpoint of the journal is missing: {path}.",
    remedy_fr=(
        "Vérifiez une autre copie. Si un versement a été interrompu, relancez Chartrier : il "
        "termine ce qui est commencé."
    ),
    remedy_en=("Verify another copy. If a versement was cut off, start Chartrier again: it finishes what was begun."),
    reference="C2SP tlog-checkpoint",
)
SIGNATURE_WRONG = FindingKind(
    "VER-004",
    Severity.ERROR,
    fr="La signature du point de contrôle n'est pas celle de la clé du journal.",
    en="The signature of the checkpoint is not that of the journal's key.",
    remedy_fr="Ne vous fiez pas à cette copie ; vérifiez les autres.",
    remedy_en="Do not rely on this copy; verify the others.",
    reference="C2SP signed-note",
)
SINCE_NOT_SIGNED = FindingKind(
    "VER-005",
    Severity.ERROR,
    fr="Le point de contrôle que vous avez donné n'est pas signé par la clé de ce journal.",
    en="The checkpoint that you gave is not signed by the key of this journal.",
    remedy_fr=(
        "S'il vient bien de ce journal, le journal a été réécrit avec une autre clé : prévenez l'autorité d'archivage."
    ),
    remedy_en=(
        "If it does come from this journal, the journal was rewritten with another key: tell the archival authority."
    ),
    reference="C2SP tlog-checkpoint",
)
SINCE_TRUNCATED = FindingKind(
    "VER-006",
    Severity.ERROR,
    fr="Le journal a raccourci : il avait {before} inscriptions, il n'en a plus que {now}.",
    en="The journal became shorter: it had {before} entries, it now has only {now}.",
    remedy_fr=(
        "Des inscriptions ont disparu de cette copie. Vérifiez les autres copies ; prévenez l'autorité d'archivage."
    ),
    remedy_en="Entries are gone from this copy. Verify the other copies; tell the archival authority.",
    reference="RFC 9162 2.1.4",
)
SINCE_REWRITTEN = FindingKind(
    "VER-007",
    Severity.ERROR,
    fr="Le journal a été réécrit : ses {before} premières inscriptions ne sont plus celles d'alors.",
    en="The journal was rewritten: its first {before} entries are no longer those of that time.",
    remedy_fr="Gardez ce point de contrôle et cette copie comme preuves ; prévenez l'autorité d'archivage.",
    remedy_en="Keep this checkpoint and this copy as evidence; tell the archival authority.",
    reference="RFC 9162 2.1.4",
)
ENTRY_ABSENT = FindingKind(
    "VER-010",
    Severity.ERROR,
    fr="Aucune inscription du journal ne nomme le paquet {package}.",
    en="No entry of the journal names package {package}.",
    remedy_fr="Contrôlez l'identifiant. S'il est juste, ce paquet n'a jamais été acquis par cette archive.",
    remedy_en="Check the identifier. If it is right, this package was never acquired by this archive.",
    reference="docs/format.md 4",
)
ENTRY_NOT_INCLUDED = FindingKind(
    "VER-011",
    Severity.ERROR,
    fr="L'inscription n° {index} n'est pas sous la racine signée du journal.",
    en="Entry no. {index} is not under the signed root of the journal.",
    remedy_fr="Cette inscription ou une tuile du journal a été changée. Vérifiez les autres copies.",
    remedy_en="This entry or a tile of the journal was changed. Verify the other copies.",
    reference="RFC 9162 2.1.3",
)
ROOT_DIFFERS = FindingKind(
    "VER-012",
    Severity.ERROR,
    fr="Les inscriptions du journal ne donnent pas la racine signée.",
    en="The entries of the journal do not give the signed root.",
    remedy_fr="Une inscription au moins a été changée. Vérifiez les autres copies.",
    remedy_en="At least one entry was changed. Verify the other copies.",
    reference="RFC 9162 2.1.1",
)
TILE_DIFFERS = FindingKind(
    "VER-013",
    Severity.ERROR,
    fr="Un fichier du journal n'est pas celui que donnent ses inscriptions : {path}.",
    en="A file of the journal is not the one that its entries give: {path}.",
    remedy_fr="Ce fichier est abîmé. Réparez cette copie à partir d'une autre.",
    remedy_en="This file is damaged. Repair this copy from another one.",
    reference="C2SP tlog-tiles",
)
TIME_BACKWARDS = FindingKind(
    "VER-014",
    Severity.ERROR,
    fr="L'inscription n° {index} est datée d'avant la précédente.",
    en="Entry no. {index} is dated before the one that precedes it.",
    remedy_fr="Le journal n'a pas été écrit comme il le doit ; prévenez votre administrateur.",
    remedy_en="The journal was not written as it must be; tell your administrator.",
    reference="docs/format.md 4.1",
)
ENTRY_TWICE = FindingKind(
    "VER-015",
    Severity.ERROR,
    fr="Deux inscriptions du journal nomment le paquet {package}.",
    en="Two entries of the journal name package {package}.",
    remedy_fr="Un versement a été acquis deux fois ; prévenez votre administrateur.",
    remedy_en="A versement was acquired twice; tell your administrator.",
    reference="docs/format.md 4.1",
)
PACKAGE_ABSENT = FindingKind(
    "VER-020",
    Severity.ERROR,
    fr="Le paquet {package} manque, alors que le journal le nomme.",
    en="Package {package} is missing, although the journal names it.",
    remedy_fr="Réparez cette copie à partir d'une autre.",
    remedy_en="Repair this copy from another one.",
    reference="docs/format.md 1",
)
INVENTORY_DIFFERS = FindingKind(
    "VER-021",
    Severity.ERROR,
    fr="L'inventaire du paquet {package} n'est pas celui que dit le journal.",
    en="The inventory of package {package} is not the one that the journal tells.",
    remedy_fr="Ce paquet a été changé ou abîmé. Réparez cette copie à partir d'une autre.",
    remedy_en="This package was changed or damaged. Repair this copy from another one.",
    reference="OCFL 1.1 3.5",
)
FRAME_DIFFERS = FindingKind(
    "VER-022",
    Severity.ERROR,
    fr="Un fichier de service du paquet manque ou est abîmé : {path}.",
    en="A service file of the package is missing or damaged: {path}.",
    remedy_fr="Les documents peuvent être intacts ; réparez cette copie à partir d'une autre.",
    remedy_en="The documents may be intact; repair this copy from another one.",
    reference="OCFL 1.1 3",
)
INVENTORY_MALFORMED = FindingKind(
    "VER-023",
    Severity.ERROR,
    fr="L'inventaire du paquet {package} n'est pas un inventaire OCFL lisible : {why}.",
    en="The inventory of package {package} is not a readable OCFL inventory: {why}.",
    remedy_fr="Ce paquet n'a pas été écrit comme il le doit ; prévenez votre administrateur.",
    remedy_en="This package was not written as it must be; tell your administrator.",
    reference="OCFL 1.1 3.5",
)
OPERATION_DIFFERS = FindingKind(
    "VER-024",
    Severity.ERROR,
    fr="Le fichier operation.json du paquet {package} ne dit pas la même chose que le journal ({field}).",
    en="File operation.json of package {package} does not tell what the journal tells ({field}).",
    remedy_fr="Ce paquet a été changé ou n'a pas été écrit comme il le doit ; prévenez votre administrateur.",
    remedy_en="This package was changed or was not written as it must be; tell your administrator.",
    reference="docs/format.md 2.1",
)
CONTENTS_DIFFER = FindingKind(
    "VER-030",
    Severity.ERROR,
    fr="La liste scellée du contenu du paquet {package} n'est pas celle que dit le journal.",
    en="The sealed list of contents of package {package} is not the one that the journal tells.",
    remedy_fr="Une ligne au moins a été changée, ajoutée ou ôtée. Réparez cette copie à partir d'une autre.",
    remedy_en="At least one line was changed, added or removed. Repair this copy from another one.",
    reference="docs/format.md 3",
)
COUNT_DIFFERS = FindingKind(
    "VER-031",
    Severity.ERROR,
    fr="Le paquet {package} n'a pas le compte que dit le journal ({what} : {found} au lieu de {expected}).",
    en="Package {package} has not the count that the journal tells ({what}: {found} instead of {expected}).",
    remedy_fr="Le paquet ou l'inscription a été changé ; prévenez votre administrateur.",
    remedy_en="The package or the entry was changed; tell your administrator.",
    reference="docs/format.md 4.1",
)
DESCRIPTION_DIFFERS = FindingKind(
    "VER-032",
    Severity.ERROR,
    fr="Une description n'est pas celle qui a été scellée : {why}.",
    en="A description is not the one that was sealed: {why}.",
    remedy_fr="Cette description a été changée ou abîmée. Réparez cette copie à partir d'une autre.",
    remedy_en="This description was changed or damaged. Repair this copy from another one.",
    reference="docs/format.md 3",
)
DOCUMENT_ABSENT = FindingKind(
    "VER-033",
    Severity.ERROR,
    fr="Le paquet {package} ne contient rien qui ait l'identifiant {identifier}.",
    en="Package {package} holds nothing with identifier {identifier}.",
    remedy_fr="Contrôlez l'identifiant ; vérifiez une autre copie.",
    remedy_en="Check the identifier; verify another copy.",
    reference="docs/format.md 1",
)
BYTES_DIFFER = FindingKind(
    "VER-034",
    Severity.ERROR,
    fr="Les octets d'un document ne sont pas ceux qui ont été scellés : {path} ({why}).",
    en="The bytes of a document are not those that were sealed: {path} ({why}).",
    remedy_fr="Ce document est abîmé dans cette copie. Réparez-la à partir d'une autre.",
    remedy_en="This document is damaged in this copy. Repair it from another one.",
    reference="docs/format.md 3",
)
FILE_ABSENT = FindingKind(
    "VER-040",
    Severity.ERROR,
    fr="Un fichier manque : {path}.",
    en="A file is missing: {path}.",
    remedy_fr="Réparez cette copie à partir d'une autre.",
    remedy_en="Repair this copy from another one.",
    reference="OCFL 1.1 3.5.2",
)
FILE_DIFFERS = FindingKind(
    "VER-041",
    Severity.ERROR,
    fr="Un fichier n'est pas celui de l'inventaire : {path}.",
    en="A file is not the one of the inventory: {path}.",
    remedy_fr="Ce fichier est abîmé. Réparez cette copie à partir d'une autre.",
    remedy_en="This file is damaged. Repair this copy from another one.",
    reference="OCFL 1.1 3.5.2",
)
FILE_UNKNOWN = FindingKind(
    "VER-042",
    Severity.ERROR,
    fr="Un fichier n'est à aucun inventaire : {path}.",
    en="A file is in no inventory: {path}.",
    remedy_fr="Quelqu'un l'a posé là ; il ne fait pas partie de l'archive. Prévenez votre administrateur.",
    remedy_en="Somebody put it there; it is no part of the archive. Tell your administrator.",
    reference="OCFL 1.1 3.5.2",
)
NEVER_ACQUIRED = FindingKind(
    "VER-043",
    Severity.ERROR,
    fr="Le paquet {package} n'a jamais été acquis : aucune inscription du journal ne le nomme.",
    en="Package {package} was never acquired: no entry of the journal names it.",
    remedy_fr=(
        "Si un versement vient d'être interrompu, relancez Chartrier puis vérifiez encore. Sinon quelqu'un l'a posé là."
    ),
    remedy_en=("If a versement was just cut off, start Chartrier, then verify again. Otherwise somebody put it there."),
    reference="docs/format.md 5",
)
UNREADABLE = FindingKind(
    "VER-044",
    Severity.ERROR,
    fr="Un fichier ne peut pas être lu : {path} ({why}).",
    en="A file cannot be read: {path} ({why}).",
    remedy_fr="Un lien, un droit manquant ou un disque fatigué : faites contrôler cette copie.",
    remedy_en="A link, a missing permission or a failing disk: have this copy checked.",
    reference="docs/format.md 1",
)
TOO_LARGE = FindingKind(
    "VER-045",
    Severity.ERROR,
    fr="Un fichier est trop grand pour être ce qu'il doit être : {path} (plus de {limit} octets).",
    en="A file is too large to be what it should be: {path} (more than {limit} bytes).",
    remedy_fr="Ce fichier est abîmé ou a été remplacé. Réparez cette copie à partir d'une autre.",
    remedy_en="This file is damaged or was replaced. Repair this copy from another one.",
    reference="docs/format.md 1",
)
LINE_MALFORMED = FindingKind(
    "VER-046",
    Severity.ERROR,
    fr="Une ligne ne peut pas être lue : {path}, ligne {line} ({why}).",
    en="A line cannot be read: {path}, line {line} ({why}).",
    remedy_fr="Ce fichier est abîmé. Réparez cette copie à partir d'une autre.",
    remedy_en="This file is damaged. Repair this copy from another one.",
    reference="docs/format.md 2",
)
COPIES_DIFFER = FindingKind(
    "VER-050",
    Severity.ERROR,
    fr="Les copies « {one} » et « {other} » ne racontent pas la même histoire.",
    en="Copies “{one}” and “{other}” do not tell the same story.",
    remedy_fr="L'une des deux a été réécrite. Gardez-les telles quelles ; prévenez l'autorité d'archivage.",
    remedy_en="One of the two was rewritten. Leave them as they are; tell the archival authority.",
    reference="RFC 9162 2.1.4",
)
COPY_BEHIND = FindingKind(
    "VER-051",
    Severity.WARNING,
    fr="La copie « {copy} » est en retard : {size} inscriptions sur {of}.",
    en="Copy “{copy}” is behind: {size} entries of {of}.",
    remedy_fr="Relancez Chartrier : il termine ce qui est commencé. Sinon, réparez cette copie.",
    remedy_en="Start Chartrier again: it finishes what was begun. Otherwise repair this copy.",
    reference="docs/format.md 5",
)
NEWER_FORMAT = FindingKind(
    "VER-052",
    Severity.ERROR,
    fr="Cette copie est au format {version}, que ce programme ne connaît pas.",
    en="This copy is in format {version}, which this program does not know.",
    remedy_fr="Une version plus récente de Chartrier l'a écrite : vérifiez-la avec celle-là.",
    remedy_en="A newer version of Chartrier wrote it: verify it with that one.",
    reference="docs/format.md 1",
)
# Who decided: VER-070 to VER-079.
ACT_UNSIGNED = FindingKind(
    "VER-070",
    Severity.ERROR,
    fr="L'acte {package} ({operation}) n'est pas signé par la personne qu'il nomme, {by}.",
    en="Act {package} ({operation}) is not signed by the person whom it names, {by}.",
    remedy_fr="Personne n'a décidé cela. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="Nobody decided this. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_OF_THE_SYSTEM = FindingKind(
    "VER-071",
    Severity.ERROR,
    fr="L'acte {package} ({operation}) est dit du système, qui ne peut pas en décider.",
    en="Act {package} ({operation}) is said to be the system's, which cannot decide it.",
    remedy_fr="Personne n'a décidé cela. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="Nobody decided this. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_SIGNATURE_WRONG = FindingKind(
    "VER-072",
    Severity.ERROR,
    fr="La signature de l'acte {package} ({operation}) n'est pas celle de ce qui y est écrit.",
    en="The signature of act {package} ({operation}) is not one of what is written there.",
    remedy_fr="Ce qui avait été signé a été changé. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="What was signed has been changed. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_KEY_UNKNOWN = FindingKind(
    "VER-073",
    Severity.ERROR,
    fr="L'acte {package} ({operation}) est signé d'une clé que le journal n'avait pas donnée à {by}.",
    en="Act {package} ({operation}) is signed with a key that the journal had not given to {by}.",
    remedy_fr="Quelqu'un a signé à la place de cette personne. Gardez cette copie ; prévenez l'autorité d'archivage.",
    remedy_en="Somebody signed in that person's place. Keep this copy; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_NOT_PERMITTED = FindingKind(
    "VER-074",
    Severity.ERROR,
    fr="{by} n'avait alors aucun rôle qui permette l'acte {package} ({operation}).",
    en="{by} had no role at that time that permits act {package} ({operation}).",
    remedy_fr="Cet acte ne vaut rien. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="This act is void. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_MALFORMED = FindingKind(
    "VER-075",
    Severity.ERROR,
    fr="L'acte {package} ({operation}) ne peut pas être lu : {why}.",
    en="Act {package} ({operation}) cannot be read: {why}.",
    remedy_fr="Ce fichier a été écrit par autre chose que Chartrier. Comparez avec les autres copies.",
    remedy_en="Something else than Chartrier wrote this file. Compare with the other copies.",
    reference="docs/format.md 2.1.3",
)
ACT_ELSEWHERE = FindingKind(
    "VER-076",
    Severity.ERROR,
    fr="L'acte {package} ({operation}) a été signé pour autre chose : son champ « {field} » est un autre.",
    en="Act {package} ({operation}) was signed for something else: its field “{field}” is another.",
    remedy_fr="Une décision vraie a été mise à une autre place. Gardez cette copie ; prévenez l'autorité d'archivage.",
    remedy_en="A true decision was put in another place. Keep this copy; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_OUT_OF_STEP = FindingKind(
    "VER-077",
    Severity.ERROR,
    fr="L'acte {package} ({operation}) ne pouvait pas être fait : {why}",
    en="Act {package} ({operation}) could not be taken: {why}",
    remedy_fr="Ce qui précède n'autorisait pas cet acte. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="What came before did not permit this act. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
ACT_FILE_DIFFERS = FindingKind(
    "VER-078",
    Severity.ERROR,
    fr="Le fichier « {path} » de l'acte {package} ({operation}) n'est pas de ceux qui ont été signés.",
    en="The file “{path}” of act {package} ({operation}) is none of those that were signed.",
    remedy_fr="Ce qui a été décidé a été changé. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="What was decided has been changed. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3",
)
CHANGES_DIFFER = FindingKind(
    "VER-060",
    Severity.ERROR,
    fr="La liste de ce que change l'ordre de destruction {package} n'est pas celle que dit le journal.",
    en="The list of what the order of destruction {package} changes is not the one that the journal tells.",
    remedy_fr="Ce paquet a été changé ou abîmé. Réparez cette copie à partir d'une autre.",
    remedy_en="This package was changed or damaged. Repair this copy from another one.",
    reference="docs/format.md 2.1.3.1",
)
CHANGE_OUT_OF_STEP = FindingKind(
    "VER-061",
    Severity.ERROR,
    fr="Un ordre de destruction change le paquet {package} à partir d'une version qui n'est pas celle d'avant.",
    en="An order of destruction changes the package {package} from a version that is not the one before.",
    remedy_fr="Le journal n'a pas été écrit comme il le doit ; prévenez votre administrateur.",
    remedy_en="The journal was not written as it must be; tell your administrator.",
    reference="docs/format.md 6",
)
KEPT_FOR_EVER = FindingKind(
    "VER-069",
    Severity.ERROR,
    fr="Un ordre de destruction change le paquet {package}, qui est d'un acte gardé pour toujours ({operation}).",
    en="An order of destruction changes the package {package}, of an act that is kept for ever ({operation}).",
    remedy_fr="Le journal n'a pas été écrit comme il le doit ; prévenez votre administrateur.",
    remedy_en="The journal was not written as it must be; tell your administrator.",
    reference="docs/format.md 2.1.3.2",
)
NEVER_ORDERED = FindingKind(
    "VER-062",
    Severity.ERROR,
    fr="Une ligne du contenu du paquet {package} est dite détruite (ligne {line}), et aucun ordre ne la nomme.",
    en="A line of the contents of package {package} is said to be destroyed (line {line}), and no order names it.",
    remedy_fr="Quelqu'un l'a ôtée sans en avoir le droit. Vérifiez les autres copies ; prévenez l'autorité d'archivage.",
    remedy_en="Somebody removed it without right. Verify the other copies; tell the archival authority.",
    reference="docs/format.md 6",
)
DESTRUCTION_OWED = FindingKind(
    "VER-063",
    Severity.WARNING,
    fr="La copie « {copy} » a encore ce que l'ordre {order} détruit dans le paquet {package} : c'est à faire.",
    en="The copy “{copy}” still has what the order {order} destroys in the package {package}: it is to be done.",
    remedy_fr="Relancez Chartrier : il termine ce qui est commencé, et l'atteste.",
    remedy_en="Start Chartrier again: it finishes what was begun, and attests it.",
    reference="docs/format.md 6",
)
DESTROYED_IS_BACK = FindingKind(
    "VER-064",
    Severity.ERROR,
    fr="La copie « {copy} » a ce que l'ordre {order} a détruit dans le paquet {package}, alors que c'est attesté fait.",
    en="The copy “{copy}” has what the order {order} destroyed in the package {package}, though it is attested done.",
    remedy_fr="Un disque ou une sauvegarde d'autrefois a été remis en service : « chartrier audit --repair » le détruit.",
    remedy_en="A disk or a backup of former times was put back in service: “chartrier audit --repair” destroys it.",
    reference="docs/format.md 6",
)
DOCUMENT_DESTROYED = FindingKind(
    "VER-065",
    Severity.ERROR,
    fr="{identifier} a été détruit, par un ordre que le journal prouve : le paquet {package} n'en garde que l'empreinte.",
    en="{identifier} was destroyed, by an order that the journal proves: package {package} keeps only its hash.",
    remedy_fr="Rien à réparer. Le registre des éliminations dit par quel acte.",
    remedy_en="Nothing to repair. The register of éliminations tells by which act.",
    reference="docs/format.md 6",
)
NOT_AN_ORDER = FindingKind(
    "VER-066",
    Severity.ERROR,
    fr="L'opération {package} ({operation}) dit changer d'autres paquets, ce qu'aucune opération de ce nom ne peut.",
    en="The operation {package} ({operation}) says that it changes other packages, which none of that name can.",
    remedy_fr="Personne n'a décidé cela. Gardez cette copie comme preuve ; prévenez l'autorité d'archivage.",
    remedy_en="Nobody decided this. Keep this copy as evidence; tell the archival authority.",
    reference="docs/format.md 2.1.3.1",
)
BUNDLE_UNREADABLE = FindingKind(
    "VER-080",
    Severity.ERROR,
    fr="{path} n'est pas un paquet de preuves qui puisse être lu : {why}.",
    en="{path} is no bundle of proofs that can be read: {why}.",
    remedy_fr="Demandez-le de nouveau à qui l'a remis.",
    remedy_en="Ask for it again from whoever handed it out.",
    reference="docs/format.md 7",
)
LINE_NOT_INCLUDED = FindingKind(
    "VER-081",
    Severity.ERROR,
    fr="Ce que dit la preuve de {identifier} n'était pas dans la liste scellée du paquet {package}.",
    en="What the proof of {identifier} says was not in the sealed list of package {package}.",
    remedy_fr="Cette preuve ne vaut rien. Demandez-en une autre à qui l'a remise.",
    remedy_en="This proof is void. Ask whoever handed it out for another one.",
    reference="docs/format.md 7",
)
NOT_IN_PACKAGE = FindingKind(
    "VER-082",
    Severity.ERROR,
    fr="Aucun fichier de {path} n'a les octets de l'objet {identifier}, que la preuve décrit.",
    en="No file of {path} has the bytes of the object {identifier}, which the proof describes.",
    remedy_fr="Le document a été changé ou manque : demandez le paquet de nouveau à qui l'a remis.",
    remedy_en="The document was changed or is missing: ask whoever handed the package out for it again.",
    reference="docs/format.md 7",
)
NOT_OF_BUNDLE = FindingKind(
    "VER-083",
    Severity.ERROR,
    fr="{path} n'a les octets d'aucun des documents que la preuve décrit.",
    en="{path} has the bytes of none of the documents that the proof describes.",
    remedy_fr="Ce n'est pas ce document, ou il a été changé : téléchargez-le de nouveau, avec sa preuve.",
    remedy_en="It is not this document, or it was changed: download it again, with its proof.",
    reference="docs/format.md 7",
)
