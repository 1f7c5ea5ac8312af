"""What lies in a bundle of proofs for whoever opens it: how to check it, with which key, what each file is."""

from __future__ import annotations

from chartrier.journal.checkpoint import VerifierKey
from chartrier.verify.bundle import BESIDE, CHECKPOINT, DOCUMENTS, ENTRIES, KEY

LEAFLET = "LISEZMOI.txt"

_TEXT = """\
PREUVE D'ARCHIVAGE (English below)

Ce zip prouve que des documents sont, à l'octet près, ceux qui ont été versés à une archive tenue avec Chartrier, et
quand. Il se vérifie sans cette archive et sans lui faire confiance.

Vérifier, sur une machine où le logiciel libre Chartrier est installé :

    chartrier verify --bundle CE-ZIP --package LE-DOCUMENT --key LA-CLÉ

CE-ZIP : ce fichier, tel quel. LE-DOCUMENT : le fichier téléchargé, ou le paquet qui a été remis ; sans objet quand le
dossier {beside} de ce zip contient le document. LA-CLÉ : la clé publique de la collectivité, obtenue d'elle-même ou
d'une autre source que ce zip. Sans --key, la clé de ce zip est employée : comparez alors son empreinte à celle que la
collectivité donne (« chartrier tenant list », page Administration).

    clé        {name}
    empreinte  {fingerprint}

Ce que contient ce zip :

    {key:<24}la clé publique du journal de la collectivité
    {checkpoint:<24}l'état du journal, signé par cette clé
    {entries:<24}l'inscription au journal de chaque versement, et son chemin jusqu'à cet état
    {documents:<24}la description et les empreintes de chaque document, et leur chemin jusqu'à l'inscription
    {beside:<24}le document lui-même, quand il est joint

Sans Chartrier : le format est décrit dans sa documentation (docs/format.md, 7) ; SHA-256, SHA-512 et Ed25519 suffisent.


PROOF OF ARCHIVING

This zip proves that documents are, byte for byte, those that were deposited in an archive kept with Chartrier, and
when. It is checked without that archive, and without trusting it.

To check it, on a machine where the free software Chartrier is installed:

    chartrier verify --bundle THIS-ZIP --package THE-DOCUMENT --key THE-KEY

THIS-ZIP: this file as it is. THE-DOCUMENT: the file that was downloaded, or the package that was handed out; not needed
when the folder {beside} of this zip holds the document. THE-KEY: the public key of the body, had from itself or
from elsewhere than this zip. Without --key, the key of this zip is taken: then compare its fingerprint, above, with the
one that the body gives (“chartrier tenant list”, page Administration).

What this zip holds:

    {key:<24}the public key of the journal of the body
    {checkpoint:<24}the state of the journal, signed with this key
    {entries:<24}the entry of each deposit in the journal, and its path to that state
    {documents:<24}the description and the digests of each document, and their path to the entry
    {beside:<24}the document itself, when it is added

Without Chartrier: its documentation describes the format (docs/format.md, 7); SHA-256, SHA-512 and Ed25519 are enough.
"""


def leaflet(key: VerifierKey) -> bytes:
    """In French, then in English; with the ends of lines that every reader of texts shows."""
    text = _TEXT.format(
        beside=BESIDE,
        name=key.name,
        fingerprint=key.fingerprint,
        key=KEY,
        checkpoint=CHECKPOINT,
        entries=ENTRIES,
        documents=DOCUMENTS,
    )
    # a mark of its encoding: some take what has none for that of their own machine
    return text.replace("\n", "\r\n").encode("utf-8-sig")
