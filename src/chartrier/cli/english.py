"""The command line in English: the French text is the key, so that a sentence is written once where it is used."""

from __future__ import annotations

from typing import Any

from chartrier.records.finding import Language

ENGLISH: dict[str, str] = {
    "Un rôle ; un nom inconnu les fait tous donner.": "A role; an unknown name makes all be told.",
    "Contrôler des paquets SEDA, sans archive ni base de données.": "Check SEDA packages, with neither archive nor database.",
    "  SEDA {version}, {units} unités, {objects} objets, {amount}": "  SEDA {version}, {units} units, {objects} objects, {amount}",
    "✓ {path} : conforme.": "✓ {path}: sound.",
    "✓ {path} : recevable, avec des remarques.": "✓ {path}: acceptable, with remarks.",
    "✗ {path} : refusé.": "✗ {path}: refused.",
    "Paquets SEDA : zip, tar ou dossier.": "SEDA packages: zip, tar or folder.",
    "Refuser ce que le schéma officiel du SEDA ne permet pas.": "Refuse what the official schema of SEDA does not allow.",
    "Dire ce qui manque ou n'est pas sûr : disques, droits, langue, antivirus, isolement, base, port.": "Tell what is missing or unsafe: disks, permissions, locale, antivirus, confinement, database, port.",
    "dossiers et droits": "folders and permissions",
    "place sur les disques": "room on disks",
    "langue du système": "system locale",
    "antivirus": "antivirus",
    "identification des formats": "format identification",
    "port des pages web": "port of the web pages",
    "base de données": "database",
    "{mark} {name}": "{mark} {name}",
    "Relire un document, octet pour octet : il n'est écrit que si son empreinte est la bonne.": "Read a document back, byte for byte: it is written only if its digest is the right one.",
    "✓ {target} : {amount}, empreinte vérifiée, lu dans la copie {copy}": "✓ {target}: {amount}, digest verified, read from copy {copy}",
    "Un objet, ou une unité qui en a un.": "An object, or a unit that has one.",
    "Où écrire ; « - » : sortie standard ; sinon ici, sous son identifiant.": "Where to write; “-”: standard output; else here, under its identifier.",
    "BinaryMaster, Dissemination, TextContent, Thumbnail…": "BinaryMaster, Dissemination, TextContent, Thumbnail…",
    "Verser des paquets SEDA : contrôles, copies, journal, réponse.": "Ingest SEDA packages: controls, copies, journal, reply.",
    "✓ {path} : versement accepté.": "✓ {path}: transfer accepted.",
    "✗ {path} : versement rejeté.": "✗ {path}: transfer rejected.",
    "  {units} unités, {objects} objets, {amount}": "  {units} units, {objects} objects, {amount}",
    "  opération {id} (sa réponse : chartrier reply {id})": "  operation {id} (its reply: chartrier reply {id})",
    "  copie {name} : {folder}": "  copy {name}: {folder}",
    "  journal {origin} : inscription {index}, point de contrôle à {size}": "  journal {origin}: entry {index}, checkpoint at {size}",
    "Créer une archive, ou la mettre à jour. Recommencer est sans danger.": "Create an archive, or bring it up to date. Doing it again is harmless.",
    "✓ Archive prête dans {home}": "✓ Archive ready in {home}",
    "  Sauvegardez à part le dossier des clés : {keys}": "  Back the folder of keys up apart: {keys}",
    "  collectivité {code} : {name}": "  tenant {code}: {name}",
    "Collectivité à ouvrir ; peut être répété.": "Tenant to open; may be repeated.",
    "Donner la version et s'arrêter.": "Tell the version and stop.",
    "Dossier de l'archive (sinon CHARTRIER_HOME, sinon ./chartrier-home).": "The archive's folder (else CHARTRIER_HOME, else ./chartrier-home).",
    "Répondre en JSON, un objet par ligne.": "Answer in JSON, one object a line.",
    "Langue de la réponse.": "Language of the answer.",
    "La collectivité ; inutile quand il n'y en a qu'une.": "The tenant; not needed when there is only one.",
    "erreur": "error",
    "attention": "warning",
    "ligne {line}": "line {line}",
    "unité {unit}": "unit {unit}",
    "objet {object}": "object {object}",
    "Inscrire une personne. Les journaux ne la nommeront que par son identifiant.": "Enter a person. Journals will name them by an identifier only.",
    "Donner les personnes et leurs rôles.": "List the persons and their roles.",
    "Les personnes de l'archive.": "The persons of the archive.",
    "✓ {name} : {id}": "✓ {name}: {id}",
    "Nom de la personne.": "The person's name.",
    "Son adresse électronique.": "Their e-mail address.",
    "La collectivité de ce rôle.": "The tenant of that role.",
    "Donner la réponse SEDA (ArchiveTransferReply) à un versement accepté ou rejeté.": "Give the SEDA reply (ArchiveTransferReply) to an accepted or rejected transfer.",
    "✓ {target} : réponse à l'opération {operation}": "✓ {target}: reply to operation {operation}",
    "Identifiant de l'opération, ou MessageIdentifier du versement.": "Identifier of the operation, or MessageIdentifier of the transfer.",
    "Où écrire la réponse ; sinon, sortie standard.": "Where to write the reply; else standard output.",
    "Chercher des unités par leurs mots, les plus récentes d'abord.": "Find units by their words, the newest first.",
    "{count}{plus} réponses": "{count}{plus} results",
    'Mots cherchés ; "une expression", -sans ; rien : les dernières unités.': 'Words to find; "a phrase", -without; nothing: the last units.',
    "Nombre de réponses.": "Number of results.",
    "Page suivante : ce qui est plus ancien.": "Next page: what is older.",
    "Donner chaque réglage : valeur, origine, sens.": "Tell each setting: value, origin, meaning.",
    "[{origin}]": "[{origin}]",
    "option": "option",
    "environment": "environment",
    "file": "file",
    "default": "default",
    "Montrer tout ce que l'archive sait d'une unité, d'un objet ou d'une opération.": "Show all that the archive knows of a unit, an object or an operation.",
    "Une unité, un objet ou une opération.": "A unit, an object or an operation.",
    "Ouvrir des collectivités : une clé, un journal, un dossier dans chaque copie.": "Open tenants: a key, a journal, a folder in each copy.",
    "Donner les collectivités, leur journal et leur clé publique.": "List the tenants, their journals and public keys.",
    "Régler ce que la collectivité connaît et refuse, à partir du prochain versement.": "Set what the tenant knows and refuses, from the next transfer on.",
    "Les collectivités de l'archive.": "The tenants of the archive.",
    "✓ {code} : {name}": "✓ {code}: {name}",
    "  refuse : {refused}": "  refuses: {refused}",
    "Aucune collectivité. « chartrier tenant add SIREN=NOM » en ouvre une.": "No tenant. “chartrier tenant add SIREN=NAME” opens one.",
    "  connaît {kind} : {values}": "  knows {kind}: {values}",
    "Collectivités à ouvrir.": "Tenants to open.",
    "La collectivité.": "The tenant.",
    "Refuser ce qui n'était qu'une remarque ; peut être répété.": "Refuse what was only a remark; may be repeated.",
    "Ne plus refuser ; peut être répété.": "Refuse no more; may be repeated.",
    "Déclarer connu, par exemple accord=FINANCES ; peut être répété.": "Declare as known, for instance accord=FINANCES; may be repeated.",
    "Ne plus connaître ; peut être répété.": "Know no more; may be repeated.",
    "Prouver, sans la base et sans nous croire : document, liste scellée, inscription, journal, point de contrôle.": "Prove, without the database and without trusting us: document, contents tree, entry, journal, checkpoint.",
    "Collectivité {code}": "Tenant {code}",
    "  ✓ Tout est prouvé.": "  ✓ All is proven.",
    "  ✗ Tout n'est pas prouvé.": "  ✗ Not all is proven.",
    "  clé {name}": "  key {name}",
    "    empreinte {fingerprint}": "    fingerprint {fingerprint}",
    "    trouvée dans {found} : auto-déclarée (donnez --key pour ne croire que la vôtre)": "    found in {found}: self-asserted (give --key to trust only yours)",
    "Une seule unité (ou un seul objet), en peu de lectures.": "One unit (or one object) only, in few reads.",
    "Ne croire que cette clé publique (celle que « tenant list » donne).": "Trust only this public key (the one that “tenant list” tells).",
    "Prouver que le journal prolonge ce point de contrôle plus ancien.": "Prove that the journal extends this older checkpoint.",
    "Une seule copie ; sinon, toutes.": "One copy only; else all.",
    "Une seule collectivité ; sinon, toutes.": "One tenant only; else all.",
}


def translate(french: str, language: Language) -> str:
    """The sentence in the language; a test holds that none is missing."""
    return french if language == "fr" else ENGLISH.get(french, french)


def english_help(command: Any) -> None:
    """Turn the help of a command, its options and its subcommands into English."""
    if command.help:
        command.help = translate(command.help, "en")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = translate(parameter.help, "en")
    for inner in getattr(command, "commands", {}).values():
        english_help(inner)
