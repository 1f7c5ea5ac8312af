"""The text of the convention: who, why, its articles, and where to sign."""

from __future__ import annotations

from chartrier.cockpit.kit.articles import WRITES, articles, title
from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import named, paper, to_sign
from chartrier.papers.blocks import Block, Frame, Heading, List, Paper, Text
from chartrier.rules.convention import ConventionKind

LAW = {
    ConventionKind.MUTUALISATION: (
        "le code du patrimoine, notamment ses articles L211-1, L211-4, L212-4 II, L212-4-1, L212-6, L212-10 et "
        "R212-18-1",
        "la loi n° 2022-217 du 21 février 2022, article 202, et le décret n° 2022-1305 du 10 octobre 2022",
    ),
    ConventionKind.DEPOT: (
        "le code du patrimoine, notamment ses articles L211-1, L211-4, L212-4 II, L212-6, L212-10, L212-11 et L212-12",
    ),
    ConventionKind.TIERS_ARCHIVAGE: (
        "le code du patrimoine, notamment ses articles L211-1, L211-4, L212-4 II, L212-6 et L212-10",
        "le code de la commande publique",
    ),
}
"""Read in November 2026; `written.DRAFT` says on every page that a lawyer is to check them."""

OF_ALL = (
    "le code général des collectivités territoriales",
    "le règlement (UE) 2016/679 (RGPD), notamment son article 28",
)


def convention_text(facts: Facts, blanks: Blanks) -> Paper:
    """Every part that the law asks for, in numbered articles."""
    blocks: list[Block] = [
        Heading("Entre"),
        List(tuple(f"{named(each, facts.convention.kind, blanks)} ;" for each in facts.members)),
        Heading("Vu"),
        List(tuple(f"{each} ;" for each in (*LAW[facts.convention.kind], *OF_ALL))),
        Text(("Il est convenu ce qui suit.",)),
    ]
    for number, article in enumerate(articles(facts), 1):
        blocks += [Heading(f"Article {number}. {article.value}"), *WRITES[article](facts, blanks)]
    blocks += [
        Heading("Annexes"),
        List(("Tableau des rôles (RACI)", "Données à caractère personnel (RGPD, article 28)", "Politique d’archivage")),
    ]
    blocks += to_sign([Frame(each.name, ()) for each in facts.members])
    return paper(facts, title(facts), blocks)
