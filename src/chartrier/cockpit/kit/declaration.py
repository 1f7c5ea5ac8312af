"""The declaration of externalisation to the Archives départementales: context, aims, calendar, length, list, extreme
dates, volume (code du patrimoine, L212-4 II).

The law asks it of who confides archives to a third party; hosts of a mutualisation send it by custom.
"""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.custody import custodian, place
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.inventory import inventory
from chartrier.cockpit.kit.written import COVERS, archives, depositors, host, paper, representative, to_sign
from chartrier.papers import words
from chartrier.papers.blocks import Block, Frame, Heading, Paper, Text
from chartrier.papers.blocks import Facts as Pairs
from chartrier.rules.convention import ConventionKind

TITLE = "Déclaration d’externalisation"


def declaration(facts: Facts, blanks: Blanks) -> Paper:
    """What is confided, to whom, from when, and how much there is of it today."""
    convention = facts.convention
    third = convention.kind is ConventionKind.TIERS_ARCHIVAGE
    asked = (
        "Déclaration faite au directeur des Archives départementales avec le projet de contrat, pour avis dans le "
        "délai d’un mois."
        if third
        else "La loi ne demande cette déclaration que pour un tiers-archivage ; elle informe ici les Archives "
        "départementales de ce qui est mutualisé."
    )
    ends = words.day(convention.last) if convention.last else "sans terme"
    blocks: list[Block] = [
        Text((asked,)),
        Pairs(
            (
                ("À", archives(facts, blanks)),
                ("Déclarants", ", ".join(each.name for each in depositors(facts))),
                ("Confié à", host(facts, blanks)),
                *((("Agrément", _agrement(facts, blanks)),) if third else ()),
                ("Archives", COVERS[convention.covers]),
                ("Du", words.day(convention.first)),
                ("Au", ends),
            )
        ),
        Heading("Contexte"),
        Text((blanks.blank("contexte : ce qui est dématérialisé, où sont les archives aujourd’hui"),)),
        Heading("Objectifs"),
        Text((blanks.blank("objectifs de l’externalisation"),)),
        Heading("Périmètre et calendrier"),
        Text(
            (
                blanks.known(convention.perimetre, "le périmètre"),
                f"Calendrier des versements : {blanks.blank('calendrier des versements')}",
            )
        ),
        *inventory(facts, blanks),
        Heading("Lieux de conservation"),
        Pairs(
            tuple(
                (f"Copie « {name} »", f"{custodian(facts, blanks, name)} ; {place(facts, blanks, name)}")
                for name in facts.copies
            )
        ),
        *to_sign(
            [Frame(each.name, (f"Signataire : {representative(each, blanks)}",)) for each in depositors(facts)], 42
        ),
    ]
    return paper(facts, TITLE, blocks)


def _agrement(facts: Facts, blanks: Blanks) -> str:
    convention = facts.convention
    until = words.day(convention.agrement_until) if convention.agrement_until else blanks.blank("fin de l’agrément")
    return f"{blanks.known(convention.agrement, 'référence de l’agrément')}, jusqu’au {until}"
