"""The attestation d’élimination: what was destroyed, by whose order and visa, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Facts, Heading, Paper, Signatures, Table, Text, Title
from chartrier.papers.parties import Collectivite, Signed, frame


@dataclass(frozen=True, slots=True)
class CopyPurged:
    """A copy, and the day on which the bytes were gone from it; None: it still owes it."""

    copy: str
    day: date | None


@dataclass(frozen=True, slots=True)
class PaperDestroyed:
    """A paper line, and the certificate of whoever destroyed it."""

    line: int
    metres: Decimal
    day: date
    certificate: str


@dataclass(frozen=True, slots=True)
class StandingAuthorisation:
    """A standing authorisation by which lines went: its letter, its period, the digest of its act, these lines."""

    reference: str
    day: date
    first: date
    last: date
    digest: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttestationElimination:
    """`order` and `digest` name the journal's entry that ordered it, and the lines that the visa accepted."""

    number: str
    collectivite: Collectivite
    bordereau: str
    bordereau_day: date
    visa: str
    """Number or reference of the visa, or why none is wanted (doubles, drafts)."""
    visa_day: date | None
    visa_by: str
    order: int
    order_digest: str
    """The leaf hash of that entry."""
    digest: str
    lines: int
    units: int
    files: int
    size: int
    """Bytes."""
    metres: Decimal | None
    first: date | None
    last: date | None
    copies: tuple[CopyPurged, ...]
    by: str
    by_quality: str
    day: date
    made: datetime
    dropped: int = 0
    """Lines that the visa accepted and that were not destroyed: a gel, a rule or a unit had changed."""
    papers: tuple[PaperDestroyed, ...] = ()
    signed: Signed | None = None
    standing: tuple[StandingAuthorisation, ...] = ()

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return _paper(self).pdf()


def _paper(of: AttestationElimination) -> Paper:
    owing = [copy.copy for copy in of.copies if copy.day is None]
    blocks: list[Block] = [
        Title(f"Attestation d’élimination n°{words.FIXED}{of.number}", (of.collectivite.named,)),
        Facts(
            (
                ("Bordereau", f"n°{words.FIXED}{of.bordereau} du {words.day(of.bordereau_day)}"),
                ("Visa", _visa(of)),
                ("Ordre de destruction", f"inscription n°{words.FIXED}{words.number(of.order)} du journal"),
                ("Empreinte de l’inscription", of.order_digest),
                ("Empreinte des lignes visées", of.digest),
            )
        ),
        *_standing(of.standing),
        Heading("Ce qui a été détruit"),
        Facts(
            (
                ("Lignes du bordereau", words.number(of.lines)),
                ("Unités d’archives", words.number(of.units)),
                ("Fichiers", words.number(of.files)),
                ("Volume", words.volume(of.size, of.metres)),
                ("Dates extrêmes", words.extreme_dates(of.first, of.last)),
            )
        ),
    ]
    if of.dropped:
        kept = words.count(
            of.dropped, "ligne accordée n’a pas été détruite", "lignes accordées n’ont pas été détruites"
        )
        blocks.append(Text((f"{kept} : un gel, une règle ou l’unité avait changé depuis le visa.",)))
    blocks += [
        Heading("Copies"),
        Table(
            (Column("Copie"), Column("Octets effacés le", share=2)),
            [(Cell(copy.copy), Cell(words.day(copy.day) if copy.day else "reste à faire")) for copy in of.copies],
        ),
    ]
    if owing:
        blocks.append(
            Text(
                (
                    f"Copies absentes lors de l’élimination : {', '.join(owing)}. Elles sont purgées à leur "
                    "retour, avant tout autre usage ; une inscription au journal le constatera.",
                )
            )
        )
    if of.papers:
        blocks += [
            Heading("Documents sur papier"),
            Table(
                (
                    Column("Ligne", mm=16, side="right"),
                    Column("Métrage", mm=26, side="right"),
                    Column("Détruits le", mm=42),
                    Column("Certificat de destruction"),
                ),
                [
                    (
                        Cell(str(each.line)),
                        Cell(words.metres(each.metres)),
                        Cell(words.day(each.day)),
                        Cell(each.certificate),
                    )
                    for each in of.papers
                ],
            ),
        ]
    blocks += [
        Heading("Certification"),
        Text((_certified(of, bool(owing)),)),
        Signatures((frame("Pour la collectivité", (f"{of.by}, {of.by_quality}",), of.signed),), height=42),
    ]
    return Paper(
        title=f"Attestation d’élimination n° {of.number}",
        head=of.collectivite.named,
        reference=f"Attestation d’élimination n°{words.FIXED}{of.number}",
        blocks=blocks,
        made=of.made,
        foot=(f"Empreinte des lignes visées : {of.digest}",),
        author=of.collectivite.name,
    )


def _standing(those: Sequence[StandingAuthorisation]) -> list[Block]:
    if not those:
        return []
    columns = (
        Column("Autorisation permanente", share=2),
        Column("Période", mm=46),
        Column("Lignes", mm=24),
        Column("Empreinte de son acte", share=2),
    )
    rows = [
        (
            Cell(each.reference, (f"du {words.day(each.day)}",)),
            Cell(f"du {words.short_day(each.first)} au {words.short_day(each.last)}"),
            Cell(", ".join(map(str, each.lines))),
            Cell(f"{each.digest[:40]}…"),
        )
        for each in those
    ]
    return [Heading("Autorisations permanentes des Archives départementales"), Table(columns, rows)]


def _visa(of: AttestationElimination) -> str:
    if of.visa_day is None:
        return of.visa
    return f"{of.visa}, donné le {words.day(of.visa_day)} par {of.visa_by}"


def _certified(of: AttestationElimination, owing: bool) -> str:
    where = "des copies qui en portent la date ci-dessus" if owing else "de toutes les copies"
    return (
        f"Je soussigné(e), {of.by}, {of.by_quality}, certifie que les documents et données des lignes désignées "
        "ci-dessus, et elles seules, ont été détruits de façon confidentielle, sans communication à un tiers, et "
        f"effacés {where} le {words.day(of.day)}. Leur destruction est inscrite au journal de l’archive, qui en garde "
        "les empreintes."
    )
