"""The register of entries as open data (Archivistes75/registre_entrees 0.4.1): entries that everybody may know of.

What the schema wants and the register does not say is deduced: the kind of producer from that of the collectivité, its
field from the domain of the séries. Where they tell nothing, the entry is withheld: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from chartrier.access.communicabilite.answer import public_reading
from chartrier.access.inherited import rules_shown
from chartrier.catalog.archive.entries import Entry
from chartrier.catalog.archive.tops import tops_of
from chartrier.catalog.publications.register import withdrawn_records
from chartrier.catalog.series.register import current
from chartrier.opendata.scdl import findings as say
from chartrier.opendata.scdl.dataset import FORMULA, Dataset
from chartrier.opendata.scdl.persons import persons_in
from chartrier.opendata.scdl.persons import told as kinds_told
from chartrier.opendata.scdl.validating import problems_of_lines, schema_of
from chartrier.opendata.sources import Tell
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Finding, FindingKind, Place
from chartrier.records.tenant import Tenant
from chartrier.registers.entrees import register_of_entries
from chartrier.rules.categories import Category
from chartrier.rules.series.serie import Series

COLUMNS = tuple(each["name"] for each in schema_of("entrees")["fields"])
MOST_TOPS = 1_000
"""Units at the top of an entry that are looked at; an entry with more is withheld."""

PRODUCERS = {
    CollectiviteKind.COMMUNE: "Commune et établissement public communal",
    CollectiviteKind.CCAS: "Commune et établissement public communal",
    CollectiviteKind.EPCI: "Structure de coopération intercommunale ou interdépartementale",
    CollectiviteKind.SYNDICAT: "Structure de coopération intercommunale ou interdépartementale",
    CollectiviteKind.DEPARTEMENT: "Conseil départemental et établissement public départemental",
    CollectiviteKind.REGION: "Conseil régional et établissement public régional",
}
FIELDS = {
    "Action sociale et logement": "Affaires sociales, santé",
    "Administration générale": "Administration générale (fonctions transverses, RH)",
    "Commande publique": "Administration générale (fonctions transverses, RH)",
    "Contentieux et assurances": "Administration générale (fonctions transverses, RH)",
    "Données et informatique": "Administration générale (fonctions transverses, RH)",
    "Enfance et scolaire": "Éducation, recherche",
    "Environnement": "Équipement, environnement",
    "Finances": "Finances, fiscalité",
    "Funéraire": "Administration générale (fonctions transverses, RH)",
    "Patrimoine": "Administration générale (fonctions transverses, RH)",
    "Police et sécurité": "Police, protection civile, intérieur",
    "Ressources humaines": "Administration générale (fonctions transverses, RH)",
    "Urbanisme et réseaux": "Équipement, environnement",
    "Vie locale": "Culture, jeunesse et sports",
    "Élections": "Administration générale (fonctions transverses, RH)",
    "État civil et population": "Administration générale (fonctions transverses, RH)",
}
"""Fields of the schema, by the domain of a série."""


def entrees(tenant: Tenant, on: date, tell: Tell | None) -> Dataset:
    """The entries whose titles everybody may read on a day, one a line."""
    register = register_of_entries(tenant, None)
    read = {field.name: field.read for field in register.fields if field.name in COLUMNS}
    table = current(tenant.key)
    series = table.series if table is not None else {}
    dataset = Dataset()
    lines: list[dict[str, str]] = []
    whence: list[tuple[str, Place]] = []
    for entry in register.lines():
        if tell is not None:
            tell(entry.number)
        tops = tops_of(tenant.key, entry.versement, MOST_TOPS + 1)
        line = {column: read[column](entry) for column in COLUMNS}
        place = Place(unit=str(tops[0])) if tops else Place()
        if reasons := _reasons(tenant, entry, tops, line, place, on):
            dataset.withheld += reasons
            continue
        line["typeProd"] = PRODUCERS.get(tenant.kind, "") if tenant.kind else ""
        line["activiteProd"] = " | ".join(_fields(tenant, tops, series, on))
        lines.append(line)
        whence.append((line["descContenu"], place))
    wrong = problems_of_lines(lines, COLUMNS, "entrees")
    for index, (line, (title, place)) in enumerate(zip(lines, whence, strict=True)):
        for problem in wrong.get(index, []):
            told = {"title": title, **problem.values}
            dataset.withheld.append(Finding(say.LINE_INVALID, place, told))
        if index not in wrong:
            dataset.lines.append(line)
    return dataset


def _reasons(
    tenant: Tenant, entry: Entry, tops: list[UUID], line: Mapping[str, str], place: Place, on: date
) -> list[Finding]:
    """Why an entry is withheld: its title is that of the units at its top."""

    def said(kind: FindingKind, **values: str) -> Finding:
        return Finding(kind, place, {"title": f"entrée {entry.number}", **values})

    if not tops or len(tops) > MOST_TOPS or not all(public_reading(tenant.key, each, on).open for each in tops):
        return [said(say.NOT_COMMUNICABLE)]
    if withdrawn_records(tenant.key, tops):
        return [said(say.WITHDRAWN)]
    if kinds := sorted({kind for value in line.values() for kind in persons_in(value)}):
        return [said(say.LINE_NAMES_SOMEBODY, **kinds_told(kinds))]
    if any(value.startswith(FORMULA) for value in line.values()):
        return [said(say.LINE_LIKE_A_FORMULA)]
    return []


def _fields(tenant: Tenant, tops: list[UUID], series: Mapping[str, Series], on: date) -> list[str]:
    """The fields of the séries that hold for what is at the top."""
    codes: dict[str, None] = {}
    for top in tops:
        for category in rules_shown(tenant.key, top, on).categories:
            if category.category is Category.APPRAISAL:
                codes |= dict.fromkeys(each.rule for each in category.rules)
    found = (FIELDS.get(series[code].domain) for code in codes if code in series)
    return list(dict.fromkeys(each for each in found if each))
