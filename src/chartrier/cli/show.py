"""`chartrier show`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.reading import read_description
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile
from chartrier.cli.invocation import invoked
from chartrier.cli.moments import readable
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.cli.reading import Motive, Public, ReaderOfThePublic, as_json, asking, told
from chartrier.seda.values import ORDER
from chartrier.wiring import wire

FROM_THE_BORDEREAU = frozenset({"content", "management", "metadata", "digests"})
"""What keeps the names of the SEDA (or of algorithms)."""

MOMENTS = frozenset({"review", "start_date", "end_date", "received", "controlled", "date", "ordered", "at"})
"""Values that are days or instants."""

NAMES_AS_VALUES = frozenset({"kind", "object_kind", "state", "destroyed_kind"})

LABELS = {
    "destroyed": "détruit",
    "destroyed_kind": "c'était",
    "order": "ordre de destruction",
    "operation_code": "acte",
    "ordered": "ordonné",
    "purged": "détruit",
    "at": "le",
    "copy": "copie",
    "line_number": "ligne du bordereau d'élimination",
    "typology": "notice",
    "rules": "règles",
    "rule": "règle",
    "label": "intitulé de la règle",
    "start": "du",
    "end": "au",
    "files": "fichiers",
    "millimetres": "millimètres linéaires",
    "unit": "unité",
    "object": "objet",
    "operation": "opération",
    "notice": "notice : déposé ailleurs",
    "deposited_at": "déposé à",
    "identifier_there": "identifiant chez lui",
    "identifier": "identifiant chez lui",
    "act": "acte",
    "accepted": "acceptée",
    "rejected": "rejetée",
    "binary": "fichier",
    "physical": "objet matériel",
    "kind": "nature",
    "id": "identifiant",
    "tenant": "collectivité",
    "title": "titre",
    "start_date": "date de début",
    "end_date": "date de fin",
    "corrected": "corrigée par",
    "gels": "gelée par",
    "definitive": "archive définitive par",
    "linear_metres": "mètres linéaires",
    "stored": "rangée",
    "authority": "autorité",
    "review": "à revoir le",
    "xml_id": "identifiant dans le bordereau",
    "line": "ligne du bordereau",
    "profile": "profil",
    "content": "description",
    "management": "gestion",
    "parents": "dans",
    "children": "contient",
    "objects": "objets",
    "object_kind": "nature",
    "group": "groupe d'objets",
    "filename": "nom du fichier",
    "uri": "emplacement dans le paquet reçu",
    "size": "taille",
    "digests": "empreintes",
    "digest": "empreinte",
    "name": "nom",
    "path": "emplacement dans la copie",
    "metadata": "métadonnées",
    "basis": "reconnu par",
    "state": "état",
    "received": "reçu",
    "controlled": "contrôlé",
    "transferring_agency": "service versant",
    "originating_agency": "service producteur",
    "submission_agency": "service déposant",
    "archival_agency": "service d'archives",
    "archival_agreement": "accord de versement",
    "archival_profile": "profil d'archivage",
    "message_identifier": "identifiant du message",
    "inventory": "empreinte de l'inventaire",
    "by": "par",
    "counts": "nombres",
    "units": "unités",
    "groups": "groupes d'objets",
    "bytes": "octets",
    "contents": "liste scellée du contenu",
    "root": "racine",
    "settings": "réglages",
    "known": "connu",
    "refuse": "refusé",
    "software": "logiciel",
    "transfer": "versement",
    "comment": "commentaire",
    "seda_version": "version du SEDA",
    "container": "conteneur",
}
"""Our names in French, where they differ; in English they are words already."""


def show(
    identifier: Annotated[UUID, typer.Argument(metavar="IDENTIFIANT", help="Une unité, un objet ou une opération.")],
    who: As = None,
    passphrase_file: PassphraseFile = None,
    motive: Motive = None,
    public: Public = False,
    reader: ReaderOfThePublic = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Montrer tout ce que l'archive sait d'une unité, d'un objet ou d'une opération. La lecture est notée."""
    settings, output = invoked(home, json, lang)
    with wire(settings) as archive:
        tenants, asked = asking(archive, tenant, who, passphrase_file, motive, public=public, reader=reader)
        known, admission = read_description(tenants, identifier, asked, archive.copies)
    output.emit({**known, "access": as_json(admission, output)})
    _tell(output, known)
    told(output, admission)
    return exit_codes.DONE


def _tell(output: Output, known: Mapping[str, Any]) -> None:
    findings = known.get("findings", [])
    _tell_values(output, {name: value for name, value in known.items() if name != "findings"}, "", ours=True)
    for finding in findings:
        output.recorded_finding(finding)


def _tell_values(output: Output, values: Mapping[str, Any], margin: str, *, ours: bool) -> None:
    """Names and values, one below the other; what is empty is left out. Names that are not ours stay as they are."""
    colon = " :" if output.language == "fr" else ":"
    for name, value in values.items():
        if name == ORDER:
            continue
        label = _label(output, name) if ours else name
        inside = ours and name not in FROM_THE_BORDEREAU
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping) and each:
                output.line(f"{margin}{label}")
                _tell_values(output, each, f"{margin}  ", ours=inside)
            elif each not in (None, "", {}, []):
                said = _label(output, each) if ours and name in NAMES_AS_VALUES else each
                if ours and name in MOMENTS:
                    said = readable(str(each), output.language)
                output.line(f"{margin}{label}{colon}", said)


def _label(output: Output, name: str) -> str:
    return LABELS.get(name, name) if output.language == "fr" else name.replace("_", " ")
