"""What each party has in the archive, as a table: by série, with extreme dates and volumes."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.catalog.classification import Classed
from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts, Holdings
from chartrier.cockpit.kit.written import depositors
from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Heading, Table, Text

COLUMNS = (
    Column("Série", share=3),
    Column("Service producteur", share=2),
    Column("Dates extrêmes", mm=30),
    Column("Volume", mm=32, side="right"),
)
MOST = 500
"""Lines of one party that a document holds; the récolement has all."""


def inventory(facts: Facts, blanks: Blanks) -> Iterator[Block]:
    """A table for each party whose archives it is about, of which it may be told; a blank for the others."""
    for member in depositors(facts):
        yield Heading(member.name)
        if member.holdings is None:
            yield Text((blanks.blank(f"ce que conserve {member.name} : séries, dates extrêmes, volumes"),))
        elif not member.holdings.classed:
            yield Text(("Rien n’a encore été versé dans cette archive.",))
        else:
            yield _table(member.holdings)
            if len(member.holdings.classed) > MOST:
                left = words.number(len(member.holdings.classed) - MOST)
                yield Text((f"Et {left} autres lignes : voir le procès-verbal de récolement.",), small=True)


def _table(holdings: Holdings) -> Table:
    every = holdings.classed
    size = sum(each.extent.bytes for each in every)
    metres = [each.extent.metres for each in every if each.extent.metres is not None]
    firsts = [each.first for each in every if each.first is not None]
    lasts = [each.last for each in every if each.last is not None]
    return Table(
        COLUMNS,
        [_row(each) for each in every[:MOST]],
        (
            Cell("Total"),
            Cell(""),
            Cell(words.extreme_dates(min(firsts, default=None), max(lasts, default=None))),
            Cell(words.volume(size, sum(metres[1:], metres[0]) if metres else None)),
        ),
    )


def _row(each: Classed) -> tuple[Cell, ...]:
    codes = ", ".join(code for code, _ in each.series) or "sans série"
    labels = tuple(label for _, label in each.series if label)
    return (
        Cell(codes, labels),
        Cell(each.agency or words.NOTHING),
        Cell(words.extreme_dates(each.first, each.last)),
        Cell(
            words.volume(each.extent.bytes, each.extent.metres),
            (words.count(each.extent.units, "unité"), words.count(each.extent.files, "fichier")),
        ),
    )
