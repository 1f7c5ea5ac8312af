"""The receipt of a deposit: what somebody handed over, and what became of it as far as that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chartrier.clock import in_france
from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Facts, Heading, Paper, Table, Text, Title
from chartrier.papers.parties import Collectivite

SAID = {
    None: "Ce dépôt a été reçu. Il n’est pas encore archivé : son acceptation, ou son rejet, sera dite à part.",
    True: "Ce dépôt est accepté : il est dans les copies exigées, et inscrit au journal de l’archive.",
    False: "Ce dépôt est rejeté : rien n’en a été archivé. Les constats disent pourquoi.",
}


LISTED = 200
"""Files that the receipt lists; of more, it has the digest of their list, once each of them has its own."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """`sha512`: hexadecimal; empty while it is not computed yet."""

    name: str
    size: int
    sha512: str

    @property
    def line(self) -> str:
        """As `sha512sum` writes and checks it; a note to people while there is no digest."""
        name = self.name.replace("\n", " ")
        return f"{self.sha512}  {name}\n" if self.sha512 else f"# empreinte pas encore calculée : {name}\n"

    @property
    def line_bytes(self) -> bytes:
        """As the list has it, whose digest the receipt has."""
        return self.line.encode(errors="replace")


@dataclass(frozen=True, slots=True)
class ReceivedFiles:
    """How many, of how many bytes; the first of them, and the SHA-512 of the list that their lines make, empty while
    one of them has none. `gone`: how many of these left the archive since, which the list does not have.
    """

    count: int = 0
    size: int = 0
    first: tuple[ReceivedFile, ...] = ()
    digest: str = ""
    gone: int = 0

    @property
    def listed(self) -> int:
        return self.count - self.gone


def received_files(files: Iterable[ReceivedFile]) -> ReceivedFiles:
    """What a receipt says of them, however many, in the order of their list: only the first are kept."""
    count, size, first, digest, known = 0, 0, [], hashlib.sha512(), True
    for each in files:
        count += 1
        known &= bool(each.sha512)
        size += each.size
        digest.update(each.line_bytes)
        if count <= LISTED:
            first.append(each)
    return ReceivedFiles(count, size, tuple(first), digest.hexdigest() if known else "")


@dataclass(frozen=True, slots=True)
class RecepisseDepot:
    """`accepted`: None while it is not known; `operation` with it. `files`: what was received, then what was
    archived. `origin`: born digital or digitised; `said`: what the law wants to be said of it; `aside`: the names of
    what was sent and set aside, with the reason: they are none of `files`.
    """

    collectivite: Collectivite
    title: str
    by: str
    received: datetime
    number: str
    operation: str
    accepted: bool | None
    files: ReceivedFiles
    made: datetime
    origin: str = ""
    said: tuple[str, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        title = "Récépissé de dépôt"
        received = words.moment(in_france(self.received))
        facts = [
            ("Collectivité", self.collectivite.named),
            ("Intitulé", self.title),
            ("Déposé par", self.by),
            ("Reçu le", f"{received} (heure de France métropolitaine)"),
            ("Numéro du dépôt", self.number),
        ]
        if self.origin:
            facts.append(("Origine", self.origin))
        if self.accepted is not None:
            facts.append(("Opération", self.operation))
        if self.files.count:
            files = self.files
            facts.append(("Contenu", f"{words.count(files.count, 'fichier')}, {words.amount(files.size)}"))
        return Paper(
            title=title,
            head=self.collectivite.named,
            reference=f"{title} du {received}",
            blocks=[
                Title(title),
                Facts(tuple(facts)),
                Text((SAID[self.accepted],)),
                *(Text((each,)) for each in self.said),
                *self._listed(),
                *self._aside(),
            ],
            made=self.made,
            author=self.collectivite.name,
        ).pdf()

    def _listed(self) -> list[Block]:
        """By what anybody proves, later, that a file is one of these."""
        if not self.files.count:
            return []
        files = self.files
        blocks: list[Block] = [Heading("Fichiers")]
        if files.gone:
            since = f"Depuis, sortis de l’archive (élimination, ou transfert) : {words.count(files.gone, 'fichier')}."
            blocks.append(Text((f"{since} La liste est celle des fichiers qui y restent.",)))
        if not files.listed:
            return blocks
        if files.listed > LISTED:
            whole = (
                f"La liste des {words.count(files.listed, 'fichier')}, avec l’empreinte SHA-512 de chacun, se "
                "télécharge là où ce récépissé se télécharge (« Liste des fichiers et de leurs empreintes ») : "
                "gardez-la avec lui. "
            )
            if not files.digest:
                later = "Son empreinte sera sur le récépissé une fois que tous les fichiers auront été lus."
                return [*blocks, Text((whole + later,))]
            return [*blocks, Text((f"{whole}Empreinte SHA-512 de cette liste :", _in_parts(files.digest)))]
        rows = [
            (
                Cell(each.name, (_in_parts(each.sha512) or "empreinte pas encore calculée",)),
                Cell(words.amount(each.size)),
            )
            for each in files.first
        ]
        columns = (Column("Fichier, et son empreinte SHA-512"), Column("Taille", mm=24, side="right"))
        return [*blocks, Table(columns, rows)]

    def _aside(self) -> list[Block]:
        """Told apart, before as after: nobody may believe that it was received, nor that it was lost."""
        if not self.aside:
            return []
        told = f"{words.count(len(self.aside), 'fichier')}, à part : rien n’en est compté plus haut, ni archivé."
        rows = [(Cell(name), Cell(reason)) for name, reason in self.aside]
        columns = (Column("Fichier"), Column("Raison"))
        return [Heading("Écarté du dépôt"), Text((told,)), Table(columns, rows)]


def _in_parts(digest: str) -> str:
    """Where a line may end."""
    return " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))
