"""What all documents of the kit share: their heading, their foot, how they name parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts, Member
from chartrier.papers import words
from chartrier.papers.blocks import Block, Frame, Paper, Signatures, Title
from chartrier.rules.convention import ConventionKind, Covers

DRAFT = "Projet, rempli d’après l’archive ; textes lus en novembre 2026, à faire relire par un juriste avant signature."

KINDS = {
    ConventionKind.MUTUALISATION: "Convention de mutualisation de la conservation d’archives",
    ConventionKind.DEPOT: "Convention de dépôt d’archives",
    ConventionKind.TIERS_ARCHIVAGE: "Contrat de conservation d’archives par un tiers-archiveur agréé",
}
COVERS = {
    Covers.INTERMEDIAIRES: "archives courantes et intermédiaires",
    Covers.DEFINITIVES: "archives définitives",
}


def paper(facts: Facts, title: str, blocks: Sequence[Block], *, below: tuple[str, ...] = ()) -> Paper:
    """A document of the kit."""
    name = facts.convention.name
    return Paper(
        title=f"{title} : {name}",
        head=name,
        reference=title,
        blocks=[Title(title, below or (name,)), *blocks],
        made=facts.made,
        foot=(DRAFT, f"Édité le {words.day(facts.today)}"),
        blanks=True,
    )


def named(member: Member, kind: ConventionKind, blanks: Blanks) -> str:
    """`Saint-Exemple (SIREN 219 600 426), représentée par …`."""
    siren = words.siren(member.siren) if member.siren else blanks.blank(f"SIREN de {member.name}")
    said = f"{member.name} (SIREN{words.FIXED}{siren}), représenté(e) par {representative(member, blanks)}"
    if kind is ConventionKind.TIERS_ARCHIVAGE and not member.party.code:
        return said
    return f"{said}, dûment habilité(e) par délibération du {blanks.blank(f'date de la délibération de {member.name}')}"


def representative(member: Member, blanks: Blanks) -> str:
    """Who signs for a party, by its rights in the archive; a blank where nobody or several do."""
    signatories = member.holdings.signatories if member.holdings is not None else ()
    return signatories[0] if len(signatories) == 1 else blanks.blank(f"qui signe pour {member.name}, et sa qualité")


def host(facts: Facts, blanks: Blanks) -> str:
    """Who runs the service; in a dépôt, the service that takes it in."""
    convention = facts.convention
    known = convention.host or (convention.public_service if convention.kind is ConventionKind.DEPOT else "")
    return blanks.known(known, "qui porte le service")


def archives(facts: Facts, blanks: Blanks) -> str:
    """The Archives départementales of the parties."""
    names = " ; ".join(each.name for each in facts.archives)
    return blanks.known(names, "les Archives départementales compétentes")


def depositors(facts: Facts) -> list[Member]:
    """The parties whose archives it is about: those of this archive, or all where none is."""
    host_name = facts.convention.host.casefold()
    found = [each for each in facts.members if each.party.code and each.name.casefold() != host_name]
    return found or [each for each in facts.members if each.name.casefold() != host_name] or list(facts.members)


def to_sign(frames: Sequence[Frame], height: int = 48) -> Iterator[Block]:
    """Places to sign, some in a row."""
    for start in range(0, len(frames), BESIDE):
        yield Signatures(tuple(frames[start : start + BESIDE]), height)


BESIDE = 3
"""Frames to sign in one row."""
