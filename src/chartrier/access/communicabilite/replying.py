"""The letter that tells a reader what was decided of their request of dérogation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chartrier.access.communicabilite import findings as say
from chartrier.catalog.archive.questions import titles
from chartrier.catalog.communicabilite.derogations import Recorded
from chartrier.clock import day_of
from chartrier.errors import Conflict
from chartrier.papers.parties import Collectivite
from chartrier.papers.reponse_derogation import Document, ReponseDerogation
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.derogation import Authority

WHO = {
    Authority.SIAF: "le service interministériel des Archives de France",
    Authority.ARCHIVES_DEPARTEMENTALES: "le directeur des Archives départementales, par délégation",
}


def letter_of(found: Recorded, tenant: Tenant, now: datetime) -> ReponseDerogation:
    """To be printed and signed. A unit that is there no more is named by its identifier.

    Raises Conflict (ACC-089) while nothing is decided.
    """
    asked, decided = found.derogation.request, found.derogation.decision
    if decided is None:
        raise Conflict(say.NOT_DECIDED, request=str(found.id))
    accord = found.derogation.accord
    today = day_of(now)
    named = {str(unit): title for unit, title in titles(tenant.key, [UUID(unit) for unit in asked.units]).items()}
    refusal = decided.motive or (accord.motive if accord is not None else "")
    recours = found.derogation.voies_de_recours(today)
    return ReponseDerogation(
        reference=str(found.id),
        collectivite=Collectivite(tenant.name, tenant.siren),
        reader=found.reader_name,
        reader_address=(found.contact,) if found.contact else (),
        requested=asked.registered,
        day=today,
        authority=WHO[decided.authority],
        letter=decided.letter,
        documents=[
            Document(named.get(unit, unit), "", unit in decided.units, "" if unit in decided.units else refusal)
            for unit in sorted(asked.units)
        ],
        made=now,
        reproduction=decided.reproduction,
        until=decided.until,
        recours=recours.fr if recours is not None else "",
    )
