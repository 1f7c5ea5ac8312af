"""What a commune archived, of which datasets are made: délibérations, a list of grants, budgets, contracts."""

from __future__ import annotations

import json
from typing import Any

from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf

SIRET = "21123456700014"
"""Of the commune of the tests."""
SERIES = (
    "<AppraisalRule><Rule>{}</Rule><StartDate>2020-01-01</StartDate><FinalAction>Keep</FinalAction></AppraisalRule>"
)
OPEN = "<AccessRule><Rule>AR038</Rule><StartDate>2020-01-01</StartDate></AccessRule>"
CLOSED = "<AccessRule><Rule>AR048</Rule><StartDate>2020-01-01</StartDate></AccessRule>"

COLUMNS = (
    "nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;rnaBeneficiaire;objet;"
    "montant;nature;conditionsVersement;datesPeriodeVersement;idRAE;notificationUE;pourcentageSubvention"
)


def grant(number: int, name: str, siret: str = "", rna: str = "", objet: str = "fête du village", **more: str) -> str:
    """A line as a French spreadsheet writes it."""
    of, nature = more.get("of", "{SIRET}"), more.get("nature", "aide en numéraire")
    return (
        f"Ma commune;{of};27/06/2025;2025-{number};{name};{siret};{rna};{objet};1 200,50;{nature};unique;2025-07-01;;"
        "Non;1"
    )


LA_POSTE = "35600000000048"
GRANTS = "\r\n".join(
    [
        COLUMNS,
        grant(1, "Amicale laïque", rna="W123456789"),
        grant(2, "Société du théâtre", siret=LA_POSTE),
        grant(3, "Comité des fêtes"),
        grant(4, "DUPONT Jean", siret=LA_POSTE),
        grant(5, "Club", rna="W123456789", of="21999999900014"),
        grant(6, "Club", rna="W123456789", nature="cadeau"),
        grant(1, "Amicale laïque", rna="W123456789"),
        grant(8, "=HYPERLINK(1)", rna="W123456789"),
        grant(9, "Club", rna="W123456789", objet="secours à Mme Zoé Petit"),
        grant(10, "Club", siret="35600000000049"),
        "",
    ]
)
GRANTS_WITHHELD = {
    4: ["ODT-014"], 5: ["ODT-015"], 6: ["ODT-013"], 7: ["ODT-016"], 8: ["ODT-017"], 9: ["ODT-019"], 10: ["ODT-018"],
    11: ["ODT-014"],
}  # fmt: skip
"""By line of the file."""


def contract(number: str, buyer: str = SIRET, **more: Any) -> dict[str, Any]:
    """The essential data of a contract."""
    return {
        "id": number, "acheteur": {"id": buyer}, "nature": "Marché", "objet": "Réfection de la toiture de l'école",
        "codeCPV": "45260000", "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Sans objet"]}, "marcheInnovant": False, "ccag": "Travaux",
        "offresRecues": 3, "attributionAvance": False, "typeGroupementOperateurs": "Pas de groupement",
        "procedure": "Procédure adaptée", "lieuExecution": {"code": "12345", "typeCode": "Code commune"},
        "dureeMois": 6, "dateNotification": "2025-03-03", "datePublicationDonnees": "2025-04-01", "montant": 65000.0,
        "typesPrix": {"typePrix": ["Définitif ferme"]}, "formePrix": "Forfaitaire", "sousTraitanceDeclaree": False,
        "titulaires": [{"titulaire": {"id": LA_POSTE, "typeIdentifiant": "SIRET"}}],
        "considerationsSociales": {"considerationSociale": ["Pas de considération sociale"]},
        "considerationsEnvironnementales": {
            "considerationEnvironnementale": ["Pas de considération environnementale"]
        },
    } | more  # fmt: skip


MODIFIED = [
    {
        "modification": {
            "id": 1, "dureeMois": 8, "dateNotificationModification": "2025-06-01",
            "datePublicationDonneesModification": "2025-06-10",
        }
    }
]  # fmt: skip


def decp(*contracts: dict[str, Any]) -> bytes:
    return json.dumps({"marches": {"marche": list(contracts)}}, ensure_ascii=False).encode()


def line(nature: str, chapter: str, code: str = "D", amount: str = "1500.00") -> str:
    return (
        f'<LigneBudget><Nature V="{nature}"/><Fonction V="020"/><ContNat V="{chapter}"/><ArtSpe V="false"/>'
        f'<CodRD V="{code}"/><MtReal V="{amount}"/><OpBudg V="0"/></LigneBudget>'
    )


def totem(*lines: str, siret: str = SIRET, step: str = "09", year: str = "2024") -> bytes:
    return f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<DocumentBudgetaire xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire"><VersionSchema V="80"/>
<Budget><EnTeteBudget><LibelleEtab V="BUDGET PRINCIPAL"/><IdEtab V="{siret}"/></EnTeteBudget>
<BlocBudget><NatDec V="{step}"/><Exer V="{year}"/></BlocBudget>
{"".join(lines)}
<Annexes><DATA_PERSONNEL><PERSONNEL><EmploiGradeAgent V="Attaché DUPONT"/></PERSONNEL></DATA_PERSONNEL></Annexes>
</Budget></DocumentBudgetaire>
""".encode("iso-8859-1")


def deliberation(number: str, objet: str, **more: str) -> Document:
    extra = (
        "<DocumentType>Délibération</DocumentType>"
        "<Tag>5.7</Tag><StartDate>2025-01-23</StartDate><EndDate>2025-01-23</EndDate>"
    )
    management = more.get("management", SERIES.format("S001") + OPEN)
    text = more.get("text", "Le conseil approuve la convention.")
    name = f"deliberation-{number}.pdf"
    return Document(name, pdf(text), f"Délibération n° {number} : {objet}", extra=extra, management=management)


def archived(siret: str = SIRET) -> list[Sip]:
    """The packages: what everybody may read, and what is closed or of doubt."""
    grants = GRANTS.replace("{SIRET}", siret).encode("cp1252")
    acts = [
        deliberation("2025-001", "adhésion au service commun"),
        deliberation("2025-002", "tarifs de la cantine", text="Écrire à jeanne.martin@exemple.fr"),
        deliberation("2025-003", "affaire réservée", management=SERIES.format("S001") + CLOSED),
        deliberation("2025-004", "vœu", management=OPEN),
    ]
    finances = SERIES.format("S033") + OPEN
    contracts = decp(
        contract("2025M01", siret),
        contract("2025M02", siret, objet="Maîtrise d'œuvre de Mme Zoé Petit"),
        contract("2025M03", "21999999900014"),
        contract("2025M04", siret, montant="cher"),
    )
    modified = decp(contract("2025M01", siret, modifications=MODIFIED))
    accounts = totem(line("60611", "011"), line("21311", "21"), line("99", "99"), siret=siret)
    others = totem(line("7311", "73", "R"), step="01", siret="21999999900014")
    files = [
        Document("Subventions 2025.CSV", grants, "Subventions de 2025", management=finances),
        Document("autre.csv", b"nom;prix\nVille;12\n", "Tarifs", management=finances),
        Document("decp.json", contracts, "Données essentielles", management=finances),
        Document("decp-juin.json", modified, "Données essentielles, juin", management=finances),
        Document("ca.xml", accounts, "Compte administratif", management=finances),
        Document("bp.xml", others, "Budget d'un autre", management=finances),
        Document("casse.xml", b'<DocumentBudgetaire xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire"><Budget>',
                 "Budget tronqué", management=finances),
        Document("ferme.csv", grants, "Subventions fermées", management=SERIES.format("S033") + CLOSED),
    ]  # fmt: skip
    return [
        Sip(message="OD-1", title="Délibérations de 2025", documents=acts, metadata=OPEN),
        Sip(message="OD-2", title="Finances de 2025", documents=files),
        Sip(
            message="OD-3",
            title="Bulletins municipaux",
            documents=[Document("bulletin.pdf", pdf("Le bulletin de l'hiver"), "Bulletin de l'hiver")],
            metadata=SERIES.format("S010") + OPEN,
        ),
    ]
