"""The first document of the kit: what is in it, what the law asks and where it lies, what is still to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chartrier.cockpit.kit.articles import articles
from chartrier.cockpit.kit.blanks import Blank
from chartrier.cockpit.kit.demands import Article, Demand, demands
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import COVERS, KINDS, paper
from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Heading, List, Paper, Table, Text

TITLE = "Les documents de la convention"

COLUMNS = (Column("Ce qui doit être dit", share=3), Column("Où la loi le demande", share=2), Column("Article", share=2))


def summary(facts: Facts, titles: Sequence[str], left: Sequence[Blank]) -> Paper:
    """To be read first."""
    convention = facts.convention
    numbers = {article: number for number, article in enumerate(articles(facts), 1)}
    blocks: list[Block] = [
        Text((f"{KINDS[convention.kind]} ; {COVERS[convention.covers]}.",)),
        Heading("Ce qu’il y a ici"),
        List(tuple(titles)),
        Heading("Ce que la loi demande au texte"),
        Table(
            COLUMNS,
            [(Cell(each.what.fr), Cell(each.clause), _where(each, numbers)) for each in demands(convention)],
        ),
        Heading(f"À compléter ({words.number(len(left))})"),
        Table(
            (Column("Document"), Column("Ce que l’archive ne sait pas", share=2)),
            [(Cell(each.document), Cell(each.what)) for each in left],
        ),
    ]
    return paper(facts, TITLE, blocks)


def _where(each: Demand, numbers: Mapping[Article, int]) -> Cell:
    return Cell(f"{numbers[each.article]}. {each.article.value}")
