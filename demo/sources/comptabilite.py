"""The accounting flows of the sample commune: one PES of expenses, one of receipts, one acknowledgement.

Same shape as what a finance software sends to Hélios (PES v2: `n:PES_Aller`, values in `V` attributes,
ISO-8859-1), our own content: not signed, imaginary third parties, IBAN with an impossible key.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

ALLER = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller"
RETOUR = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2"
SIRET = "21960042600015"
TOWN = ("96420", "SAINT-REMY-LES-ETANGS")
COUNTY_TOWN = ("96400", "VAUDRELLE")
NO_TAX = Decimal(0)


@dataclass(frozen=True)
class Party:
    """Who is paid or owes; `person` is a title and a first name for a natural person."""

    reference: str
    category: str
    legal: str
    name: str
    street: str
    town: tuple[str, str]
    person: tuple[str, str] | None = None


@dataclass(frozen=True)
class Piece:
    """A payment order or a receipt order with one line; amounts in euros."""

    number: int
    subject: str
    account: str
    net: Decimal
    tax: Decimal
    party: Party


ROOFER = Party("F0118", "50", "03", "COUVERTURE BRINDELAINE SARL", "12 ZONE ARTISANALE DES AULNES", COUNTY_TOWN)
GROCER = Party("F0042", "50", "03", "EPICERIE DU MOULIN SARL", "3 RUE DU MOULIN", TOWN)
POWER = Party("F0007", "50", "03", "ENERGIES DE LA HAUTE-SYLVE", "40 AVENUE DES TILLEULS", COUNTY_TOWN)
FEAST = Party("F0061", "60", "06", "COMITE DES FETES", "1 PLACE DU LAVOIR", TOWN)
FAMILY_A = Party("C0231", "01", "01", "TORCHEVAL", "7 CHEMIN DE L'ARZILLE", TOWN, ("MME", "SOLENE"))
FAMILY_B = Party("C0245", "01", "01", "MARCADERE", "15 RUE DES ROSEAUX", TOWN, ("M", "IDRISS"))
TENANT = Party("C0307", "01", "01", "VILLEDUC", "2 IMPASSE DES SAULES", TOWN, ("MME", "BLANDINE"))
COUNTY = Party("C0003", "22", "09", "DEPARTEMENT DE LA HAUTE-SYLVE", "1 PLACE DU DEPARTEMENT", COUNTY_TOWN)

EXPENSES = (
    Piece(
        214,
        "Toiture de l'école des Roseaux - situation n°1",
        "2313",
        Decimal("62415.00"),
        Decimal("12483.00"),
        ROOFER,
    ),
    Piece(215, "Denrées de la cantine - juillet 2025", "60623", Decimal("318.40"), Decimal("17.51"), GROCER),
    Piece(
        216,
        "Électricité - éclairage public - juillet 2025",
        "60612",
        Decimal("742.18"),
        Decimal("148.44"),
        POWER,
    ),
    Piece(217, "Subvention 2025 - délibération 2025-011", "65748", Decimal("1200.00"), NO_TAX, FEAST),
)
RECEIPTS = (
    Piece(88, "Cantine scolaire - juin 2025 - 16 repas", "7067", Decimal("53.60"), NO_TAX, FAMILY_A),
    Piece(89, "Cantine scolaire - juin 2025 - 15 repas", "7067", Decimal("39.00"), NO_TAX, FAMILY_B),
    Piece(90, "Location de la salle des fêtes - 21 et 22 juin 2025", "752", Decimal("180.00"), NO_TAX, TENANT),
    Piece(91, "Fonds rural - toiture de l'école - acompte de 30 %", "1323", Decimal("11025.00"), NO_TAX, COUNTY),
)


def flows() -> dict[str, bytes]:
    """The three files by name."""
    expenses, receipts = "PESALR2_21960042600015_250811_0018", "PESALR2_21960042600015_250708_0009"
    return {
        f"{expenses}.xml": aller(expenses, "2025-08-11", "Depense", 18, "214380.55", EXPENSES),
        f"{receipts}.xml": aller(receipts, "2025-07-08", "Recette", 9, "98112.40", RECEIPTS),
        f"ACQUIT_{expenses}.xml": acknowledgement(expenses, "2025-08-12", 18),
    }


def aller(name: str, day: str, side: str, slip: int, total: str, pieces: tuple[Piece, ...]) -> bytes:
    """A `PES_Aller` with one slip of expenses or receipts (`side` is `Depense` or `Recette`)."""
    root = etree.Element(f"{{{ALLER}}}PES_Aller", nsmap={"n": ALLER})
    envelope(root, name, ("SAINT-REMY-LES-ETANGS", "MAIRIE"), ("HELIOS", "DGFIP"))
    heading(root, day)
    flow = etree.SubElement(root, f"PES_{side}Aller")
    values(etree.SubElement(flow, f"EnTete{side}"), IdVer="2", InfoDematerialisee="0")
    bordereau = etree.SubElement(flow, "Bordereau", Id=f"BORD-2025-{side[0]}-{slip:04d}")
    block = etree.SubElement(bordereau, "BlocBordereau")
    values(block, Exer="2025", IdBord=str(slip), DteBordEm=day, TypBord="01", NbrPce=str(len(pieces)))
    values(block, MtCumulAnnuel=total)
    net, tax = sum((p.net for p in pieces), NO_TAX), sum((p.tax for p in pieces), NO_TAX)
    values(block, **{"MtBordHT" if side == "Depense" else "MtBordHt": str(net)})
    if tax:
        values(block, MtBordTVA=str(tax))
    for piece in pieces:
        add_piece(bordereau, piece, side)
    return written(root)


def add_piece(bordereau: etree._Element, piece: Piece, side: str) -> None:
    node = etree.SubElement(bordereau, "Piece")
    information = etree.SubElement(etree.SubElement(node, "BlocPiece"), "InfoPce")
    values(information, IdPce=str(piece.number), TypPce="01", NatPce="01")
    values(information, **{"Obj" if side == "Depense" else "ObjPce": piece.subject})
    line = etree.SubElement(node, "LigneDePiece")
    block = etree.SubElement(line, "BlocLignePiece")
    if side == "Depense":
        detail = etree.SubElement(block, "InfoLignePce")
        values(detail, IdLigne="1", Nature=piece.account, LibVir1=piece.subject[:32].upper(), ModRegl="03")
        values(detail, TVAIntraCom="0", MtHT=str(piece.net))
    else:
        detail = etree.SubElement(block, "InfoLignePiece")
        values(detail, IdLigne="1", ObjLignePce=piece.subject, CodProdLoc="0701", Nature=piece.account)
        values(detail, Majo="0", TvaIntraCom="0", MtHT=str(piece.net))
    if piece.tax:
        values(detail, MtTVA=str(piece.tax))
    add_party(line, piece.party, side)


def add_party(line: etree._Element, party: Party, side: str) -> None:
    node = etree.SubElement(line, "Tiers")
    identity = etree.SubElement(node, "InfoTiers")
    values(identity, RefTiers=party.reference, CatTiers=party.category, NatJur=party.legal)
    if side == "Recette":
        values(identity, TypTiers="01")
    if party.person:
        values(identity, Civilite=party.person[0])
    values(identity, Nom=party.name)
    if party.person:
        values(identity, Prenom=party.person[1])
    postal, town = party.town
    values(etree.SubElement(node, "Adresse"), TypAdr="1", Adr2=party.street, CP=postal, Ville=town, CodRes="0")
    if side == "Depense":
        account = etree.SubElement(node, "CpteBancaire")
        iban = f"FR0099999000010{party.reference}0000000"
        values(account, BIC="XXXXFR2SXXX", IBAN=iban[:27], LibBanc="BANQUE IMAGINAIRE", TitCpte=party.name[:32])


def acknowledgement(name: str, day: str, slip: int) -> bytes:
    """What Hélios answers to a flow of expenses: the slip is taken."""
    root = etree.Element(f"{{{RETOUR}}}PES_ACQUIT", nsmap={"n": RETOUR})
    envelope(root, name, ("HELIOS", "DGFIP"), ("SAINT-REMY-LES-ETANGS", "MAIRIE"))
    heading(root, day)
    body = etree.SubElement(root, "ACQUIT")
    values(etree.SubElement(body, "EnTeteAcquit"), IdVer="2")
    values(
        etree.SubElement(body, "ElementACQUIT"),
        DomaineAck="5",
        EtatAck="1",
        NumBord=str(slip),
        ExerciceBord="2025",
    )
    return written(root)


def envelope(root: etree._Element, name: str, sender: tuple[str, str], receiver: tuple[str, str]) -> None:
    node = etree.SubElement(root, "Enveloppe")
    values(etree.SubElement(node, "Parametres"), Version="1", TypFic="PESALR2", NomFic=name)
    for role, (acronym, address) in (("Emetteur", sender), ("Recepteur", receiver)):
        values(etree.SubElement(node, role), Sigle=acronym, Adresse=address)


def heading(root: etree._Element, day: str) -> None:
    node = etree.SubElement(root, "EnTetePES")
    values(node, DteStr=day, IdPost="096012", IdColl=SIRET, CodCol="420", CodBud="00")
    values(node, LibelleColBud="SAINT-REMY-LES-ETANGS")


def values(parent: etree._Element, **items: str) -> None:
    for name, value in items.items():
        etree.SubElement(parent, name, V=value)


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="ISO-8859-1", pretty_print=True)
