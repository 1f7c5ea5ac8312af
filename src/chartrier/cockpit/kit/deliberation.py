"""The projet de délibération of each party: approve the convention, have it signed, budget for it."""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts, Member
from chartrier.cockpit.kit.text import LAW
from chartrier.cockpit.kit.written import COVERS, KINDS, depositors, host, paper
from chartrier.papers import words
from chartrier.papers.blocks import Block, Heading, List, NewPage, Paper, Text
from chartrier.papers.blocks import Facts as Pairs
from chartrier.records.collectivite import CollectiviteKind
from chartrier.rules.convention import ConventionKind

TITLE = "Projet de délibération"

ASSEMBLIES = {
    CollectiviteKind.COMMUNE: ("conseil municipal", "maire"),
    CollectiviteKind.EPCI: ("conseil communautaire", "président"),
    CollectiviteKind.DEPARTEMENT: ("conseil départemental", "président"),
    CollectiviteKind.REGION: ("conseil régional", "président"),
    CollectiviteKind.SYNDICAT: ("comité syndical", "président"),
    CollectiviteKind.CCAS: ("conseil d’administration", "président"),
    CollectiviteKind.CENTRE_DE_GESTION: ("conseil d’administration", "président"),
}
"""Who deliberates and who signs, where what the party is tells it."""


def deliberations(facts: Facts, blanks: Blanks) -> Paper:
    """One for each party, on a page of its own; a third party that is agréé has no assembly of ours."""
    blocks: list[Block] = []
    private = facts.convention.kind is ConventionKind.TIERS_ARCHIVAGE
    for each in depositors(facts) if private else facts.members:
        if blocks:
            blocks.append(NewPage())
        blocks += _of(each, facts, blanks)
    return paper(facts, TITLE, blocks)


def _of(member: Member, facts: Facts, blanks: Blanks) -> list[Block]:
    convention = facts.convention
    known = ASSEMBLIES.get(member.kind) if member.kind is not None else None
    assembly, head = known or (
        blanks.blank(f"assemblée délibérante de {member.name}"),
        blanks.blank(f"exécutif de {member.name}"),
    )
    covers = COVERS[convention.covers]
    spending = (
        "L’archivage est une dépense obligatoire (CGCT, L2321-2). " if member.kind is CollectiviteKind.COMMUNE else ""
    )
    budget = blanks.blank("imputation budgétaire et montant")
    decisions = [
        f"D’approuver « {convention.name} » ({KINDS[convention.kind].lower()}), annexée à la présente délibération.",
        f"D’autoriser le ou la {head} à la signer, avec ses annexes et ses avenants sans effet financier.",
        f"{spending}D’inscrire les crédits nécessaires : {budget}.",
        "De charger le ou la " + head + " des formalités auprès des Archives départementales.",
    ]
    if convention.needs_observation:
        earliest = convention.earliest_signature
        decisions[1] = (
            f"D’autoriser le ou la {head} à la signer, quatre mois au moins après l’envoi du projet aux Archives "
            "départementales"
            + (f" (à partir du {words.short_day(earliest)})" if earliest is not None else "")
            + " et hors avis de non-conformité."
        )
    why = {
        ConventionKind.MUTUALISATION: "que la mise en commun de l’archivage numérique permet un service que la "
        "collectivité ne pourrait pas tenir seule",
        ConventionKind.DEPOT: "que le dépôt auprès d’un service public d’archives assure la conservation sans que la "
        "collectivité cesse d’être propriétaire",
        ConventionKind.TIERS_ARCHIVAGE: "que le tiers retenu est agréé pour la conservation d’archives publiques "
        "courantes et intermédiaires numériques",
    }[convention.kind]
    return [
        Heading(member.name),
        Pairs(
            (
                ("Assemblée", assembly),
                ("Séance du", blanks.blank("date de la séance")),
                ("Numéro", blanks.blank("numéro de la délibération")),
                ("Objet", f"{convention.name} : conservation d’{covers}, service porté par {host(facts, blanks)}"),
            )
        ),
        Text(("Vu :",)),
        List(tuple(f"{each} ;" for each in ("le code général des collectivités territoriales", *LAW[convention.kind]))),
        Text(("Considérant :",)),
        List(
            (
                "que la collectivité est propriétaire de ses archives et en assure la conservation (code du patrimoine,"
                " L212-6) ;",
                f"{why} ;",
                "que chaque partie demeure responsable de ses données ;",
            )
        ),
        Text(("Après en avoir délibéré, l’assemblée décide :",)),
        List(tuple(decisions)),
        Text(
            (
                f"Votants : {blanks.blank('votants, pour, contre, abstentions')}.",
                "La présente délibération est transmise au contrôle de légalité et publiée.",
            )
        ),
    ]
