"""The letter that answers a person who exercises a right over their data (RGPD, articles 12 and 15 to 21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chartrier.papers import words
from chartrier.papers.blocks import Block, Heading, Letterhead, List, Paper, Signatures, Text, Title
from chartrier.papers.parties import Collectivite, Signed, frame
from chartrier.rules.age import Age
from chartrier.rules.persons.rights import RIGHTS, Right

ASKED = {
    Right.ACCESS: "accéder aux données qui vous concernent",
    Right.RECTIFICATION: "faire rectifier des données qui vous concernent",
    Right.ERASURE: "faire effacer des données qui vous concernent",
    Right.OBJECTION: "vous opposer à l’utilisation de données qui vous concernent",
}
GRANTED = {
    Right.ACCESS: "Documents qui contiennent des données qui vous concernent, et dont vous pouvez avoir la copie",
    Right.RECTIFICATION: "Documents rectifiés",
    Right.ERASURE: "Documents dont l’effacement est accordé",
    Right.OBJECTION: "Documents qui ne seront plus utilisés",
}
REFUSED = {
    Right.ACCESS: "Documents dont l’accès vous est refusé",
    Right.RECTIFICATION: "Documents qui ne sont pas rectifiés",
    Right.ERASURE: "Documents qui ne sont pas effacés",
    Right.OBJECTION: "Documents pour lesquels l’opposition n’est pas accueillie",
}
FOLLOWS = {
    Right.ACCESS: "Ces données sont traitées pour conserver les documents que la collectivité produit ou reçoit (code "
    "du patrimoine, articles L211-1 et suivants). Leur conservation est limitée à la durée indiquée ; « sans limite » "
    "désigne les archives définitives. Vous pouvez demander leur rectification, leur effacement, ou vous opposer à "
    "leur traitement, dans les limites de la loi.",
    Right.RECTIFICATION: "Le document rectifié, ou la mention qui le rectifie, est versé à côté de l’ancien ; l’ancien "
    "est conservé et signalé comme rectifié, car l’archive garde ce qui a été écrit.",
    Right.ERASURE: "Des archives publiques ne sont détruites qu’avec l’accord écrit du directeur des Archives "
    "départementales (code du patrimoine, article L212-2) : il est demandé, et la destruction suivra cet accord.",
    Right.OBJECTION: "Ces documents sont signalés : ils ne servent plus qu’à ce que la loi impose.",
}
DECLARATION = "Votre déclaration est annexée à ce document."
RECOURS = (
    "Si vous estimez que vos droits ne sont pas respectés, vous pouvez adresser une réclamation à la Commission "
    "nationale de l’informatique et des libertés (CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07 ; RGPD, "
    "article 77), et former un recours devant le tribunal administratif dans les deux mois de cette réponse."
)


@dataclass(frozen=True, slots=True)
class Record:
    """A document that concerns the person. A refusal has its ground, and why in plain words; `annexed`: what was
    deposited for it lies beside it.
    """

    title: str
    first: date | None
    last: date | None
    age: Age
    dua: date | None
    granted: bool
    ground: str = ""
    why: str = ""
    annexed: bool = False


@dataclass(frozen=True, slots=True)
class ReponsePersonne:
    """`whole`: the ground by which the whole request is refused, empty where records were looked at.

    Raises ValueError when a refusal has no ground or no reason.
    """

    reference: str
    collectivite: Collectivite
    person: str
    address: str
    right: Right
    received: date
    day: date
    records: Sequence[Record]
    made: datetime
    extended: bool = False
    whole: str = ""
    whole_why: str = ""
    signed: Signed | None = None

    def __post_init__(self) -> None:
        refused = [each for each in self.records if not each.granted]
        if any(not (each.ground and each.why) for each in refused) or (self.whole and not self.whole_why):
            raise ValueError("a refusal has a ground and a reason")

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return _paper(self).pdf()


def _paper(of: ReponsePersonne) -> Paper:
    granted = [each for each in of.records if each.granted]
    refused = [each for each in of.records if not each.granted]
    longer = " Le délai a été prolongé de deux mois, comme vous en avez été informé(e)." if of.extended else ""
    blocks: list[Block] = [
        Letterhead(
            (of.collectivite.name, f"SIREN{words.FIXED}{words.siren(of.collectivite.siren)}", f"Réf. : {of.reference}"),
            (of.person, *([of.address] if of.address else []), "", f"le {words.day(of.day)}"),
        ),
        Title(f"Réponse à votre demande : {RIGHTS[of.right].fr}"),
        Text(
            (
                f"Par une demande reçue le {words.day(of.received)}, vous avez demandé à {ASKED[of.right]}.{longer}",
                *_outcome(of, granted, refused),
            )
        ),
    ]
    if granted:
        blocks += [
            Heading(GRANTED[of.right]),
            List(tuple(_named(each) for each in granted)),
            Text((FOLLOWS[of.right],)),
        ]
    if refused:
        blocks += [Heading(REFUSED[of.right]), List(tuple(_refusal(each) for each in refused))]
    blocks += [
        Heading("Voies de recours"),
        Text((RECOURS,)),
        Signatures((frame("Pour le responsable de traitement", (), of.signed),), height=38),
    ]
    return Paper(
        title=f"Réponse à une demande de droits, {of.reference}",
        head=of.collectivite.named,
        reference=f"Réf. : {of.reference}",
        blocks=blocks,
        made=of.made,
        author=of.collectivite.name,
    )


def _outcome(of: ReponsePersonne, granted: Sequence[Record], refused: Sequence[Record]) -> tuple[str, ...]:
    if of.whole:
        return (f"Cette demande est refusée : {of.whole}. {of.whole_why}",)
    if not of.records:
        return (
            "Les descriptions et les textes des documents que la collectivité conserve dans son archive électronique "
            "ont été cherchés d’après ce que vous avez donné : rien qui vous concerne n’y a été trouvé. Un document "
            "numérisé dont le texte n’a pas été lu, ou un document sur papier, peut ne pas y répondre.",
        )
    if not refused:
        return ("Il est fait droit à cette demande.",)
    if not granted:
        return ("Il n’est pas fait droit à cette demande, pour les raisons que voici.",)
    return ("Il est fait droit à cette demande en partie.",)


def _named(of: Record) -> str:
    kept = "sans limite" if of.age is Age.DEFINITIVE else words.short_day(of.dua) if of.dua else "à déterminer"
    annexed = " ; ce qui le rectifie est versé" if of.annexed else ""
    return f"{of.title} ({words.extreme_dates(of.first, of.last)} ; conservation : {kept}{annexed})"


def _refusal(of: Record) -> str:
    declared = f" {DECLARATION}" if of.annexed else ""
    return f"{of.title} ({words.extreme_dates(of.first, of.last)}) — {of.ground}. {of.why}{declared}"
