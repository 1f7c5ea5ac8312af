"""Where each copy is and with whom, as the register of offers has it; what it does not say stays a blank."""

from __future__ import annotations

from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.kit.facts import Facts
from chartrier.geography import national_list
from chartrier.papers import words
from chartrier.records.hosting import FRANCE, Certified, Offer, Statute

CERTIFIED = {
    Certified.SECNUMCLOUD: "SecNumCloud",
    Certified.HDS: "HDS",
    Certified.ISO_27001: "ISO 27001",
    Certified.NF_461: "NF 461",
}


def custodian(facts: Facts, blanks: Blanks, name: str) -> str:
    """Who holds a copy for the host: `Atelier (hébergeur)`; « aucun » where the host keeps it itself."""
    offer = facts.offers.get(name)
    if offer is None:
        return blanks.blank(f"hébergeur de la copie « {name} », ou « aucun »")
    match offer.statute:
        case Statute.OWN:
            return f"aucun : tenue par {offer.provider}"
        case Statute.MUTUALISED:
            return f"{offer.provider} (mutualisé entre personnes publiques)"
        case Statute.HOST:
            return f"{offer.provider} (hébergeur)"
        case Statute.THIRD_PARTY:
            return f"{offer.provider} (tiers-archiveur)"


def country(facts: Facts, blanks: Blanks, name: str) -> str:
    """`France`; else the two letters of the country."""
    offer = facts.offers.get(name)
    if offer is None or not offer.country:
        return blanks.blank(f"pays de la copie « {name} »")
    return _country(offer)


def place(facts: Facts, blanks: Blanks, name: str) -> str:
    """`Rennes, Ille-et-Vilaine, France`."""
    offer = facts.offers.get(name)
    if offer is None or not (offer.country and offer.site):
        return blanks.blank(f"lieu de la copie « {name} »")
    departement = national_list.departements().get(offer.departement)
    return ", ".join(part for part in (offer.site, departement.name if departement else "", _country(offer)) if part)


def contract(facts: Facts, blanks: Blanks, name: str) -> str:
    """Until when its contract runs (a copy of one's own has none), and what the provider is certified for today."""
    offer = facts.offers.get(name)
    if offer is not None and offer.statute is Statute.OWN:
        held = ""
    elif offer is None or offer.contract_until is None:
        held = blanks.blank(f"contrat de la copie « {name} »")
    else:
        held = f"contrat jusqu’au {words.day(offer.contract_until)}"
    return " ; ".join(part for part in (held, _certified(offer, facts) if offer else "") if part)


def abroad(facts: Facts) -> list[str]:
    """The names of the copies that the register has outside of France."""
    return [name for name in facts.copies if (held := facts.offers.get(name)) and held.in_france is False]


def _country(offer: Offer) -> str:
    return "France" if offer.country == FRANCE else offer.country


def _certified(offer: Offer, facts: Facts) -> str:
    held = [CERTIFIED[what] for what, _ in offer.certifications if offer.certified(what, facts.today)]
    return f"certifié {', '.join(held)}" if held else ""
