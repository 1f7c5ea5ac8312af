"""The letter that answers a request of dérogation (code du patrimoine, L213-3): granted, in part, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chartrier.papers import words
from chartrier.papers.blocks import Block, Heading, Letterhead, List, Paper, Signatures, Text, Title
from chartrier.papers.parties import Collectivite, Signed, frame


@dataclass(frozen=True, slots=True)
class Document:
    """What was asked for; `motive` says why it is refused, and is empty where it is granted."""

    title: str
    cote: str
    granted: bool
    motive: str = ""


@dataclass(frozen=True, slots=True)
class ReponseDerogation:
    """`recours` is the sentence of `rules.communicabilite.derogation`; it is wanted as soon as one is refused.

    Raises ValueError when a refusal has no motive or no voies de recours.
    """

    reference: str
    collectivite: Collectivite
    reader: str
    reader_address: tuple[str, ...]
    requested: date
    day: date
    authority: str
    letter: str
    """The reference of the decision's letter."""
    documents: Sequence[Document]
    made: datetime
    reproduction: bool = False
    until: date | None = None
    recours: str = ""
    signed: Signed | None = None

    def __post_init__(self) -> None:
        refused = [each for each in self.documents if not each.granted]
        if refused and not (self.recours.strip() and all(each.motive.strip() for each in refused)):
            raise ValueError("a refusal has a motive and voies de recours")

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return _paper(self).pdf()


def _paper(of: ReponseDerogation) -> Paper:
    granted = [each for each in of.documents if each.granted]
    refused = [each for each in of.documents if not each.granted]
    outcome = "accordée" if not refused else "accordée en partie" if granted else "refusée"
    blocks: list[Block] = [
        Letterhead(
            (of.collectivite.name, f"SIREN{words.FIXED}{words.siren(of.collectivite.siren)}", f"Réf. : {of.reference}"),
            (of.reader, *of.reader_address, "", f"le {words.day(of.day)}"),
        ),
        Title(f"Demande de dérogation : {outcome}"),
        Text(
            (
                f"Par une demande enregistrée le {words.day(of.requested)}, vous avez demandé à consulter, avant le "
                "délai fixé par la loi, des archives qui ne sont pas encore communicables (code du patrimoine, article "
                "L213-3).",
                f"La décision a été prise par {of.authority} ({of.letter}).",
            )
        ),
    ]
    if granted:
        until = f"jusqu’au {words.day(of.until)}" if of.until else "sans limite de date"
        copying = "La reproduction est autorisée." if of.reproduction else "La reproduction n’est pas autorisée."
        blocks += [
            Heading("Documents que vous pouvez consulter"),
            List(tuple(_named(each) for each in granted)),
            Text(
                (
                    f"Cette autorisation vous est personnelle ; elle vaut {until} pour ces seuls documents. {copying} "
                    "Vous vous êtes engagé(e) à ne rien divulguer qui porte atteinte aux intérêts que la loi protège.",
                )
            ),
        ]
    if refused:
        blocks += [
            Heading("Documents qui vous sont refusés"),
            List(tuple(f"{_named(each)} — motif : {each.motive}" for each in refused)),
            Heading("Voies et délais de recours"),
            Text((f"{of.recours[:1].upper()}{of.recours[1:].rstrip('.')}.",)),
        ]
    blocks.append(Signatures((frame("Pour la collectivité", (), of.signed),), height=38))
    return Paper(
        title=f"Réponse à une demande de dérogation, {of.reference}",
        head=of.collectivite.named,
        reference=f"Réf. : {of.reference}",
        blocks=blocks,
        made=of.made,
        author=of.collectivite.name,
    )


def _named(document: Document) -> str:
    return f"{document.title} ({document.cote})" if document.cote else document.title
