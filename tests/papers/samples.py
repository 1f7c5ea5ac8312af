"""Documents of a commune that does not exist, as people would have them made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from chartrier.papers.attestation_elimination import AttestationElimination, CopyPurged, PaperDestroyed
from chartrier.papers.blocks import Cell, Column
from chartrier.papers.bordereau_depot import BordereauDepot, DepotLine, Nature
from chartrier.papers.bordereau_elimination import Answer, BordereauElimination, Line, LineVisa
from chartrier.papers.parties import Collectivite, Signed
from chartrier.papers.proces_verbal_recolement import CopyState, Held, ProcesVerbalRecolement, SeriesHeld
from chartrier.papers.recepisse_depot import ReceivedFile, RecepisseDepot, received_files
from chartrier.papers.register import Period, Register
from chartrier.papers.reponse_derogation import Document, ReponseDerogation
from chartrier.papers.yearly_figures import Chapter, Figure, YearlyFigures

MADE = datetime(2026, 11, 28, 19, 0, tzinfo=UTC)
TODAY = date(2026, 11, 28)
COMMUNE = Collectivite("Commune de Saint-Exemple", "219600426")
DIGEST = "sha256:" + "3f9a" * 16
PACKAGE = "0199a3f2-5d1c-7b3e-9a4f-2c6d8e000000"
TITLES = (
    "Bordereaux-journaux de mandats et de titres, et leurs pièces justificatives",
    "Déclarations d’intention de commencement de travaux (DICT)",
    "Dossiers de consultation des entreprises (DCE) : candidatures et offres non retenues",
    "Plannings et relevés d’heures supplémentaires des services techniques",
)


def line(number: int, visa: LineVisa | None = None, title: str | None = None) -> Line:
    on_paper = number % 4 == 3
    return Line(
        number=number,
        title=title if title is not None else TITLES[number % 4],
        first=date(2004 + number % 7, 1, 1),
        last=date(2013, 12, 31) if number % 3 else date(2014, 6, 30),
        files=0 if on_paper else 12 * number,
        size=0 if on_paper else 1_234_567 * number,
        metres=Decimal("1.2") if on_paper else None,
        support="papier" if on_paper else "électronique",
        dua="10 ans",
        depart="clôture de l’exercice 2013",
        ended=date(2024, 1, 1),
        reference="DGP/SIAF/2014/006",
        version="tableau de gestion, version 3",
        motive="DUA échue",
        versements=() if on_paper else (PACKAGE,),
        visa=visa,
    )


def bordereau(count: int = 12, *, seen: bool = False, title: str | None = None) -> BordereauElimination:
    answers = (
        LineVisa(Answer.ACCORDE),
        LineVisa(Answer.ACCORDE),
        LineVisa(Answer.REFUSE, "à conserver : seul exemplaire connu"),
        LineVisa(Answer.AJOURNE, "contentieux en cours, à représenter en 2028"),
    )
    return BordereauElimination(
        number="2026-003",
        collectivite=COMMUNE,
        producer="Service des finances",
        day=TODAY,
        lines=[line(number, answers[number % 4] if seen else None, title) for number in range(1, count + 1)],
        digest=DIGEST,
        made=MADE,
        by_authority=Signed("Jeanne Martin", "maire", TODAY, "validation dans l’application") if seen else None,
    )


def attestation() -> AttestationElimination:
    return AttestationElimination(
        number="2026-003",
        collectivite=COMMUNE,
        bordereau="2026-003",
        bordereau_day=date(2026, 9, 1),
        visa="visa n° 2026/118",
        visa_day=date(2026, 10, 12),
        visa_by="la directrice des Archives départementales",
        order=1_204,
        order_digest=DIGEST,
        digest=DIGEST,
        lines=6,
        units=84,
        files=1_310,
        size=48_200_000,
        metres=Decimal("2.4"),
        first=date(2004, 1, 1),
        last=date(2014, 6, 30),
        copies=(CopyPurged("a", TODAY), CopyPurged("b", None)),
        by="Paul Durand",
        by_quality="archiviste itinérant du centre de gestion",
        day=TODAY,
        made=MADE,
        dropped=1,
        papers=(PaperDestroyed(3, Decimal("1.2"), TODAY, "certificat n° 4411 de l’entreprise de destruction"),),
    )


def register(count: int = 30) -> Register:
    return Register(
        title="Registre des entrées",
        collectivite=COMMUNE,
        period=Period(date(2026, 1, 1), date(2026, 12, 31)),
        drawn=TODAY,
        made=MADE,
        columns=(Column("N°", mm=12, side="right"), Column("Intitulé"), Column("Volume", mm=30, side="right")),
        rows=[(Cell(str(number)), Cell(TITLES[number % 4]), Cell("12,4 Mo")) for number in range(1, count + 1)],
    )


def received(count: int) -> list[ReceivedFile]:
    return [ReceivedFile(f"Lettre n° {number}.pdf", 1_234, f"{number:0128x}") for number in range(1, count + 1)]


def receipt(count: int = 3) -> RecepisseDepot:
    files = received_files(received(count))
    return RecepisseDepot(COMMUNE, TITLES[0], "Camille Durand", MADE, PACKAGE, "", None, files, MADE)


def depot() -> BordereauDepot:
    lines = [
        DepotLine(
            number, TITLES[number % 4], f"{number} W 1-12", date(1990, 1, 1), date(1999, 12, 31), 12, 5_400_000, None,
            "électronique", "librement communicable",
        )
        for number in range(1, 6)
    ]  # fmt: skip
    return BordereauDepot(
        "2026-D1", Nature.DEPOT, COMMUNE, "Archives départementales", TODAY, lines, DIGEST, MADE, "MSG-2026-D1"
    )


def letter(*, refused: bool = True) -> ReponseDerogation:
    documents = [Document("Dossier d’aide sociale, 1984", "12 W 4", True)]
    if refused:
        documents.append(
            Document("Dossier disciplinaire, 1991", "14 W 2", False, "la vie privée de tiers est en cause (L213-2)")
        )
    return ReponseDerogation(
        reference="DER-2026-7",
        collectivite=COMMUNE,
        reader="Mme Claire Petit",
        reader_address=("3, rue du Lavoir", "99000 Saint-Exemple"),
        requested=date(2026, 9, 14),
        day=TODAY,
        authority="le service interministériel des Archives de France",
        letter="lettre DGPA/SIAF/2026/0311",
        documents=documents,
        made=MADE,
        recours="vous pouvez saisir la Commission d’accès aux documents administratifs (CADA) avant le 28 janvier 2027",
    )


def figures() -> YearlyFigures:
    entries = Chapter("Entrées", (Figure("Versements acceptés", "12"), Figure("Octets", "48,2 Go", "fichiers reçus")))
    return YearlyFigures(2026, COMMUNE, TODAY, MADE, (entries,), ("Les chiffres sont tirés du journal.",))


def recolement(*, discharge: bool = True) -> ProcesVerbalRecolement:
    return ProcesVerbalRecolement(
        collectivite=COMMUNE,
        at=TODAY,
        drawn=TODAY,
        made=MADE,
        series=[
            SeriesHeld("C-FIN-01", TITLES[0], agency, "Finances", date(2004, 1, 1), date(2013, 12, 31), 40, 120,
                       90_000_000, None, ("aucun document daté de : 2007",))
            for agency in ("SERVICE-FINANCES", "SERVICE-TECHNIQUE")
        ] + [SeriesHeld("", "", "SERVICE-FINANCES", "", None, None, 3, 1, 8, Decimal("0.21"))],
        electronic=[
            Held(TITLES[number % 4], f"{number} W", date(2004, 1, 1), date(2013, 12, 31), 40, 120, 90_000_000, None,
                 date(2026, 3, number), "copies a, b")
            for number in range(1, 9)
        ],
        paper=[
            Held("Registres de délibérations", "1 D 1-42", date(1791, 1, 1), date(2001, 12, 31), 42, 0, 0,
                 Decimal("3.6"), None, "mairie, salle des archives, travée 2", "reliures à reprendre")
        ],
        copies=(
            CopyState("a", "hôtel de ville", "à jour (1 204 inscriptions)", TODAY, "tout est prouvé"),
            CopyState("b", "centre technique", "en retard de 3 inscriptions", None, "jamais contrôlée"),
        ),
        gaps=("2 unités décrites n’ont pas d’objet.", "La copie b est en retard."),
        journal=f"1 204 inscriptions, racine {DIGEST}",
        outgoing="Jeanne Martin" if discharge else "",
        incoming="Ahmed Bensaïd" if discharge else "",
    )  # fmt: skip
