"""The politique d'archivage: who, what, by which rules, kept how, and how it ends."""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts, Member
from chartrier.cockpit.kit.written import COVERS, archives, host, paper
from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Heading, List, Paper, Table, Text
from chartrier.papers.blocks import Facts as Pairs

TITLE = "Politique d’archivage"

TABLES = {None: "aucun", False: "indicatif, à faire valider", True: "validé par les Archives départementales"}


def policy(facts: Facts, blanks: Blanks) -> Paper:
    """That of the parties together, with what is each one's own."""
    convention = facts.convention
    blocks: list[Block] = [
        Heading("1. Objet et périmètre"),
        Text(
            (
                f"Cette politique dit comment les {COVERS[convention.covers]} numériques des parties sont conservées.",
                blanks.known(convention.perimetre, "le périmètre"),
            )
        ),
        Heading("2. Acteurs"),
        Pairs(
            (
                ("Autorités d’archivage", ", ".join(each.name for each in facts.members if each.party.code)),
                ("Opérateur d’archivage", host(facts, blanks)),
                ("Contrôle", archives(facts, blanks)),
                ("Service public d’archives", convention.public_service or "aucun n’est partie"),
            )
        ),
    ]
    for member in facts.members:
        blocks += _own(member, blanks)
    blocks += [
        Heading("4. Règles de gestion"),
        Text(
            (
                "Chaque document suit une règle : durée d’utilité administrative et son départ, sort final, délai de "
                "communicabilité, données personnelles. Les règles viennent du tableau de gestion de la partie ; un "
                "tableau indicatif ne suffit pas à éliminer.",
            )
        ),
        Heading("5. Versement"),
        List(
            (
                "Un versement est un paquet SEDA, ou un dépôt (pages, connecteur) dont un paquet SEDA est fait.",
                "Contrôles : structure, empreintes, formats, virus, services et accord de versement. Tout refus dit "
                "pourquoi, où, et quoi faire.",
                f"Un versement n’est accepté qu’une fois durable dans {words.count(facts.minimum, 'copie')} au moins.",
            )
        ),
        Heading("6. Conservation"),
        List(
            (
                f"Copies : {', '.join(facts.copies)}. Format ouvert (OCFL), un dossier par collectivité.",
                "Journal signé (arbre de Merkle) : retirer ou changer une inscription se voit.",
                "Relecture de toutes les copies contre le journal, et réparation. Périodicité : "
                f"{blanks.blank('périodicité des relectures')}.",
                f"Surveillance des formats et conversions : {blanks.blank('qui surveille les formats, et quand')}.",
            )
        ),
        Heading("7. Accès et communication"),
        Text(
            (
                "Les droits sont nominatifs, bornés par service et par série. Chaque lecture est inscrite. Le public "
                "accède selon les articles L213-1 à L213-3 du code du patrimoine.",
            )
        ),
        Heading("8. Sort final"),
        Text(
            (
                "Éliminer demande une durée échue, aucun gel, un bordereau, le visa du directeur des Archives "
                "départementales et une seconde personne. Ce qui est à conserver passe aux archives définitives.",
            )
        ),
        Heading("9. Restitution et continuité"),
        Text(
            (
                "Chaque partie peut partir avec son dossier, lisible et vérifiable sans ce logiciel. Plan de "
                f"continuité : {blanks.blank('plan de continuité et de reprise, et date du dernier essai')}.",
            )
        ),
        Heading("10. Révision"),
        Text((f"Cette politique est revue : {blanks.blank('périodicité de révision, et par qui')}.",)),
    ]
    return paper(facts, TITLE, blocks)


def _own(member: Member, blanks: Blanks) -> list[Block]:
    """What is of one party: who, which services, which tableau."""
    if not member.party.code:
        return []
    heading = Heading(f"3. {member.name}")
    holdings = member.holdings
    if holdings is None:
        said = blanks.blank(f"services, tableau de gestion et responsables de {member.name}")
        return [heading, Text((said,))]
    archivists = ", ".join(holdings.archivists) or blanks.blank(f"archiviste de {member.name}")
    blocks: list[Block] = [
        heading,
        Pairs(
            (
                ("Archiviste", archivists),
                ("Tableau de gestion", TABLES[holdings.validated]),
                ("Dernière relecture", words.day(holdings.audited) if holdings.audited else "aucune"),
            )
        ),
    ]
    if holdings.services:
        rows = [
            (
                Cell(each.name),
                Cell(each.identifier),
                Cell("oui" if each.producer else ""),
                Cell("oui" if each.transferring else ""),
            )
            for each in holdings.services
        ]
        columns = (Column("Service", share=3), Column("Identifiant", share=2), Column("Produit"), Column("Verse"))
        blocks.append(Table(columns, rows))
    else:
        blocks.append(Text((f"Services : {blanks.blank(f'services versants de {member.name}')}.",)))
    return blocks
