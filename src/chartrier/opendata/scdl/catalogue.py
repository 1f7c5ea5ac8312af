"""The catalogue of a collectivité as SCDL 0.1.3 has it: a line a dataset that is online."""

from __future__ import annotations

import io

from chartrier.clock import day_of
from chartrier.opendata.datasets import DATASETS, DatasetKind
from chartrier.opendata.dcat import THEMES, Addresses, Portal
from chartrier.opendata.scdl.dataset import write_lines
from chartrier.opendata.scdl.validating import schema_of
from chartrier.records.collectivite import CollectiviteKind

COLUMNS = tuple(each["name"] for each in schema_of("catalogue")["fields"])
MESHES = {
    CollectiviteKind.COMMUNE: "Communale",
    CollectiviteKind.CCAS: "Communale",
    CollectiviteKind.EPCI: "Intercommunale",
    CollectiviteKind.DEPARTEMENT: "Départementale",
    CollectiviteKind.REGION: "Régionale",
}


def catalogue_csv(portal: Portal, at: Addresses) -> bytes:
    """The file."""
    stream = io.StringIO(newline="")
    write_lines(catalogue_lines(portal, at), COLUMNS, stream)
    return stream.getvalue().encode()


def catalogue_lines(portal: Portal, at: Addresses) -> list[dict[str, str]]:
    """The lines; a dataset has the SIRET that was given when it was put online."""
    tenant, lines = portal.tenant, []
    for each in portal.datasets:
        described = DATASETS[DatasetKind(each.name)]
        line = dict.fromkeys(COLUMNS, "") | {
            "COLL_NOM": tenant.name,
            "COLL_SIRET": str(each.content["siret"]),
            "ID": each.name,
            "TITRE": described.title.fr,
            "DESCRIPTION": described.description.fr,
            "THEME": THEMES[described.theme][0],
            "PRODUCTEUR_NOM": tenant.name,
            "PRODUCTEUR_SIRET": str(each.content["siret"]),
            "COUV_SPAT_MAILLE": MESHES.get(tenant.kind, "Autre") if tenant.kind else "Autre",
            "COUV_SPAT_NOM": tenant.name,
            "COUV_TEMP_DEBUT": str(each.content["first"] or ""),
            "COUV_TEMP_FIN": str(each.content["last"] or ""),
            "DATE_PUBL": day_of(each.issued).isoformat(),
            "FREQ_MAJ": "Irrégulière",
            "DATE_MAJ": day_of(each.changed).isoformat(),
            "MOTS_CLES": ";".join(described.keywords),
            "LICENCE": "Licence Ouverte-LO",
            "NOMBRE_RESSOURCES": "1",
            "FORMAT_RESSOURCES": described.form,
            "URL": at.dataset(tenant.code, each.name),
        }
        lines.append(line)
    return lines
