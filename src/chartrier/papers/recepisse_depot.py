"""The receipt of a deposit: what somebody handed over, and what became of it as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chartrier.clock import day_of
from chartrier.papers import words
from chartrier.papers.blocks import Facts, Paper, Text, Title
from chartrier.papers.parties import Collectivite

SAID = {
    None: "Ce dépôt a été reçu. Il n’est pas encore archivé : son acceptation, ou son rejet, sera dite à part.",
    True: "Ce dépôt est accepté : il est dans les copies exigées, et inscrit au journal de l’archive.",
    False: "Ce dépôt est rejeté : rien n’en a été archivé. Les constats disent pourquoi.",
}


@dataclass(frozen=True, slots=True)
class RecepisseDepot:
    """`accepted`: None while it is not known; `operation` with it. `files` and `size` (bytes): of what was received,
    then of what was archived. `origin`: born digital or digitised; `said`: what the law wants to be said of it.
    """

    collectivite: Collectivite
    title: str
    by: str
    received: datetime
    number: str
    operation: str
    accepted: bool | None
    files: int
    size: int
    made: datetime
    origin: str = ""
    said: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        title = "Récépissé de dépôt"
        facts = [
            ("Collectivité", self.collectivite.named),
            ("Intitulé", self.title),
            ("Déposé par", self.by),
            ("Reçu le", words.day(day_of(self.received))),
            ("Numéro du dépôt", self.number),
        ]
        if self.origin:
            facts.append(("Origine", self.origin))
        if self.accepted is not None:
            facts.append(("Opération", self.operation))
        if self.files and self.accepted is not False:
            facts.append(("Contenu", f"{words.count(self.files, 'fichier')}, {words.amount(self.size)}"))
        return Paper(
            title=title,
            head=self.collectivite.named,
            reference=f"{title} du {words.day(day_of(self.received))}",
            blocks=[
                Title(title),
                Facts(tuple(facts)),
                Text((SAID[self.accepted],)),
                *(Text((each,)) for each in self.said),
            ],
            made=self.made,
            author=self.collectivite.name,
        ).pdf()
