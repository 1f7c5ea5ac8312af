"""The datasets that can be made of what is archived, and what a catalogue says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from chartrier.rules.communicabilite.words import Words


class DatasetKind(StrEnum):
    """The value is the code of the dataset, in addresses and in acts."""

    DELIBERATIONS = "deliberations"
    SUBVENTIONS = "subventions"
    BUDGET = "budget"
    MARCHES = "marches"
    ENTREES = "entrees"


@dataclass(frozen=True, slots=True)
class Described:
    """`file`: the name of its file; `media`: its type; `theme`: of the European list; `schema`: what it follows."""

    title: Words
    description: Words
    keywords: tuple[str, ...]
    file: str
    media: str
    theme: str
    schema: str
    version: str
    made_of: Words

    @property
    def form(self) -> str:
        return self.file.rpartition(".")[2]


NAMED = MappingProxyType(
    {
        "scdl/deliberations": DatasetKind.DELIBERATIONS,
        "scdl/subventions": DatasetKind.SUBVENTIONS,
        "scdl/budget": DatasetKind.BUDGET,
        "decp": DatasetKind.MARCHES,
    }
)
"""By what duties and tables of séries call them."""


def dataset_for(text: str) -> DatasetKind | None:
    """The dataset that a duty or a série names, among other words perhaps; None: none that is made here."""
    folded = text.casefold()
    return next((kind for name, kind in NAMED.items() if name in folded), None)


DATASETS: Mapping[DatasetKind, Described] = MappingProxyType(
    {
        DatasetKind.DELIBERATIONS: Described(
            Words("Délibérations", "Délibérations of the council"),
            Words(
                "Les délibérations de l'assemblée, une par ligne : numéro, date, matière et objet.",
                "The délibérations of the assembly, one a line: number, day, subject and object.",
            ),
            ("deliberations", "actes-administratifs", "scdl"),
            "deliberations.csv",
            "text/csv",
            "GOVE",
            "scdl/deliberations",
            "2.1.5",
            Words(
                "les descriptions des délibérations archivées, et leurs messages @CTES",
                "the descriptions of the délibérations that are archived, and their @CTES messages",
            ),
        ),
        DatasetKind.SUBVENTIONS: Described(
            Words("Subventions", "Grants"),
            Words(
                "Les subventions attribuées à des personnes morales, une par ligne.",
                "The grants given to legal persons, one a line.",
            ),
            ("subventions", "associations", "finances-publiques", "scdl"),
            "subventions.csv",
            "text/csv",
            "GOVE",
            "scdl/subventions",
            "2.1.1",
            Words("les listes de subventions archivées (CSV)", "the lists of grants that are archived (CSV)"),
        ),
        DatasetKind.BUDGET: Described(
            Words("Budgets", "Budgets"),
            Words(
                "Les lignes des budgets et des comptes administratifs votés.",
                "The lines of the budgets and accounts that were voted.",
            ),
            ("budget", "finances-publiques", "scdl"),
            "budget.csv",
            "text/csv",
            "ECON",
            "scdl/budget",
            "0.8.3",
            Words("les documents budgétaires archivés (TotEM)", "the budgetary documents that are archived (TotEM)"),
        ),
        DatasetKind.MARCHES: Described(
            Words("Marchés publics : données essentielles", "Public contracts: essential data"),
            Words(
                "Les données essentielles des marchés et des concessions notifiés.",
                "The essential data of the contracts and concessions notified.",
            ),
            ("marches-publics", "commande-publique", "decp"),
            "marches.json",
            "application/json",
            "GOVE",
            "139bercy/format-commande-publique",
            "2.0.2",
            Words("les fichiers de données essentielles archivés", "the files of essential data that are archived"),
        ),
        DatasetKind.ENTREES: Described(
            Words("Registre des entrées d'archives", "Register of what archives came in"),
            Words(
                "Ce qui est entré aux archives : date, provenance, contenu et importance, une entrée par ligne.",
                "What came into the archives: day, origin, content and extent, an entry a line.",
            ),
            ("archives", "registre-des-entrees"),
            "entrees.csv",
            "text/csv",
            "EDUC",
            "Archivistes75/registre_entrees",
            "0.4.1",
            Words("le registre des entrées", "the register of entries"),
        ),
    }
)
