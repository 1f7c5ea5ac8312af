"""The letter to the Archives départementales: the draft for their observations, the copy, or the declaration."""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts
from chartrier.cockpit.kit.written import COVERS, depositors, paper, representative
from chartrier.papers import words
from chartrier.papers.blocks import Block, Frame, Letterhead, List, NewPage, Paper, Signatures, Text
from chartrier.rules.convention import ConventionKind

TITLE = "Lettre aux Archives départementales"


def letter(facts: Facts, blanks: Blanks) -> Paper:
    """One to each of the services that have the control of a party."""
    services = [each.name for each in facts.archives] or [blanks.blank("les Archives départementales compétentes")]
    blocks: list[Block] = []
    for service in services:
        if blocks:
            blocks.append(NewPage())
        blocks += _to(service, facts, blanks)
    return paper(facts, TITLE, blocks)


def _to(service: str, facts: Facts, blanks: Blanks) -> list[Block]:
    sender = depositors(facts)[0]
    siren = words.siren(sender.siren) if sender.siren else blanks.blank(f"SIREN de {sender.name}")
    return [
        Letterhead(
            (sender.name, f"SIREN{words.FIXED}{siren}", blanks.blank(f"adresse de {sender.name}")),
            (service, blanks.blank(f"adresse : {service}"), "", f"le {blanks.blank('date de la lettre')}"),
        ),
        Text(
            (f"Objet : {facts.convention.name}", "Madame la directrice, Monsieur le directeur,", *_body(facts, blanks))
        ),
        Text(("Pièces jointes :",)),
        List(_joined(facts)),
        Text(("Veuillez agréer l’expression de ma considération distinguée.",)),
        Signatures((Frame(f"Pour {sender.name}", (f"Signataire : {representative(sender, blanks)}",)),), height=40),
    ]


def _body(facts: Facts, blanks: Blanks) -> tuple[str, ...]:
    convention = facts.convention
    covers = COVERS[convention.covers]
    if convention.kind is ConventionKind.TIERS_ARCHIVAGE:
        return (
            "En application de l’article L212-4 II du code du patrimoine, je vous déclare que des archives courantes "
            "et intermédiaires seront confiées à un tiers-archiveur agréé, et vous adresse le projet de contrat, pour "
            "avis dans le délai d’un mois.",
            f"Votre interlocuteur : {blanks.blank('nom, téléphone, courriel')}.",
        )
    if convention.needs_observation:
        return (
            f"En application de l’article R212-18-1 du code du patrimoine, je vous adresse pour observations le projet "
            f"de convention qui porte sur des {covers}.",
            "Les parties ne signeront pas avant quatre mois à compter de cet envoi, ni contre un avis de "
            f"non-conformité. Votre interlocuteur : {blanks.blank('nom, téléphone, courriel')}.",
        )
    signed = words.day(convention.signed) if convention.signed else blanks.blank("jour de la signature")
    return (
        f"En application de l’article R212-18-1 du code du patrimoine, je vous adresse la copie de la convention, "
        f"conclue le {signed}, qui porte sur des {covers}.",
        "Un accès en lecture à l’archive peut vous être ouvert pour le contrôle scientifique et technique. Votre "
        f"interlocuteur : {blanks.blank('nom, téléphone, courriel')}.",
    )


def _joined(facts: Facts) -> tuple[str, ...]:
    convention = facts.convention
    whole = "la convention conclue" if convention.signed is not None else "le projet de convention"
    whole = "le projet de contrat" if convention.kind is ConventionKind.TIERS_ARCHIVAGE else whole
    declared = ("la déclaration d’externalisation",) if convention.kind is ConventionKind.TIERS_ARCHIVAGE else ()
    return (f"{whole}, avec ses annexes ;", *(f"{each} ;" for each in declared), "la politique d’archivage.")
