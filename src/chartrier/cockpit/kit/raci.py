"""Who does what (RACI), and the formalities, as a document; the same as CSV is `scenario.roles.raci_sheet`."""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import host, paper
from chartrier.cockpit.scenario.roles import FORMALITIES, WHO, duties
from chartrier.papers.blocks import Cell, Column, Heading, Paper, Table, Text

TITLE = "Tableau des rôles (RACI)"


def raci(facts: Facts, blanks: Blanks) -> Paper:
    """The duties of the model, a letter for each who has a part."""
    kind = facts.convention.kind
    columns = (Column("Mission", share=2.6), *(Column(each.fr, side="center") for each in WHO.values()))
    rows = [(Cell(duty.what.fr), *(Cell(duty.parts.get(who, "")) for who in WHO)) for duty in duties(kind)]
    return paper(
        facts,
        TITLE,
        [
            Text((f"Porteur du service : {host(facts, blanks)}.",)),
            Text(("R : réalise. A : répond, un seul. C : est consulté avant. I : est informé après.",), small=True),
            Table(columns, rows),
            Heading("Formalités"),
            Table(
                (Column("Ce que demande la loi", share=3), Column("Où")),
                [(Cell(each.what.fr), Cell(each.clause)) for each in FORMALITIES[kind]],
            ),
        ],
    )
