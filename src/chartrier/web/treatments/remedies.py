"""Which page mends a contradiction, for whoever may open it; what no page does yet is done by a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import resolve, reverse

from chartrier.privacy.contradictions import findings as kinds
from chartrier.privacy.contradictions.facts import Contradiction
from chartrier.records.finding import FindingKind
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import WORN
from chartrier.web.frame.sentences import say


@dataclass(frozen=True, slots=True)
class Way:
    """Where a link leads, and what it says."""

    address: str
    name: str


Leads = Callable[[Contradiction], tuple[str, dict[str, Any], str]]
"""A route, its parameters besides the collectivité, a query."""


def _to(route: str, query: str = "") -> Leads:
    return lambda found: (route, {}, query)


def _fiche(found: Contradiction) -> tuple[str, dict[str, Any], str]:
    if found.treatment is None:
        return "treatment_new", {}, ""
    return "treatment_change", {"treatment": found.treatment.id}, ""


def _request(found: Contradiction) -> tuple[str, dict[str, Any], str]:
    return "person_request", {"asked": found.about}, ""


def _violation(found: Contradiction) -> tuple[str, dict[str, Any], str]:
    return "violation", {"violation": found.about}, ""


def _name(request: Asked, route: str) -> str:
    """What a link to a page says."""
    return {
        "treatment_new": say(request, "Inscrire un traitement"),
        "treatment_change": say(request, "Changer le traitement"),
        "treatments_models": say(request, "Commencer par les modèles"),
        "treatments_holder": say(request, "Dire qui tient ce registre"),
        "endings": say(request, "Voir les échéances"),
        "conventions": say(request, "Voir les conventions"),
        "detected": say(request, "Voir les données relevées"),
        "opendata_series": say(request, "Revoir les séries diffusables"),
        "opendata_record": say(request, "Retirer du portail"),
        "tenant_hosting": say(request, "Voir l’hébergement"),
        "projects": say(request, "Voir les projets"),
        "settings": say(request, "Voir les services et leurs accords"),
        "people": say(request, "Donner un rôle"),
        "person_request": say(request, "Ouvrir la demande"),
        "violation": say(request, "Ouvrir la violation"),
    }[route]


WAYS: Mapping[FindingKind, Leads] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                kinds.NO_SERIES, kinds.UNKNOWN_SERIES, kinds.TOLD_LONGER, kinds.TOLD_SHORTER, kinds.TOLD_OVER_MOST,
                kinds.TOLD_BUT_KEPT, kinds.ACTIVE_LONGER, kinds.ENDED_BUT_DEPOSITED, kinds.TOLD_DIFFERENTLY,
                kinds.NO_BASIS, kinds.NO_TEXT, kinds.LEGITIMATE, kinds.CONSENT_AND_DUA, kinds.SPECIAL_UNGROUNDED,
                kinds.OFFENCES_UNGROUNDED, kinds.NIR_UNGROUNDED, kinds.NO_AIPD, kinds.NO_PART, kinds.PART_DIFFERS,
                kinds.JOINT_WITHOUT_ACCORD, kinds.PROCESSOR_WITHOUT_CONTRACT, kinds.UNINSTRUCTED, kinds.FOR_NOBODY,
                kinds.HOSTING_UNREGISTERED, kinds.HOST_NOT_NAMED, kinds.OUTSIDE_UNDECLARED,
                kinds.TRANSFER_UNGUARANTEED, kinds.PLACE_UNSAID, kinds.COPY_UNPLACED, kinds.COPY_UNKNOWN,
                kinds.ONLINE_UNDECLARED, kinds.OPENED_UNFORESEEN, kinds.DEPOSITED_BY_OTHER, kinds.HOST_DIFFERS,
                kinds.UNTREATED, kinds.PUBLISHED_UNTREATED, kinds.TABLE_SAYS_NONE, kinds.OPEN_DATA,
            ),
            _fiche,
        ),
        kinds.EMPTY: _to("treatments_models"),
        kinds.NO_ARCHIVE: _to("treatments_models"),
        **dict.fromkeys((kinds.BEYOND_TOLD, kinds.FORGOTTEN, kinds.CONSENT_KEPT, kinds.ERASURE_UNDONE), _to("endings")),
        kinds.CONVENTION_ENDED: _to("conventions"),
        kinds.SEEN_NIR: _to("detected", "?sorte=nir"),
        kinds.SEEN_WITHOUT_SERIES: _to("detected", "?sorte=nir"),
        kinds.SEEN_SPECIAL: _to("detected", "?sorte=special"),
        kinds.SEEN_IBAN: _to("detected", "?sorte=iban"),
        kinds.UNTREATED_SEEN: _to("detected"),
        kinds.ONLINE_GRAVE: _to("opendata_series"),
        kinds.PUBLISHED_UNDECLARED: _to("opendata_series"),
        kinds.PUBLISHED_GRAVE: _to("opendata_series"),
        **dict.fromkeys((kinds.PUBLISHED_NIR, kinds.ORIGINAL_ONLINE, kinds.OBJECTED_ONLINE), _to("opendata_record")),
        **dict.fromkeys((kinds.MAY_DEPOSIT, kinds.SERVICE_UNKNOWN), _to("settings")),
        kinds.NO_DPO: _to("treatments_holder"),
        kinds.DPO_WITHOUT_ACCESS: _to("people"),
        **dict.fromkeys((kinds.PROJECT_UNREGISTERED, kinds.PROJECT_UNKNOWN, kinds.PROJECT_DENIES), _to("projects")),
        kinds.REQUEST_LATE: _request,
        **dict.fromkeys(
            (
                kinds.VIOLATION_UNNOTIFIED, kinds.VIOLATION_UNASSESSED, kinds.VIOLATION_UNTOLD,
                kinds.VIOLATION_UNDOCUMENTED,
            ),
            _violation,
        ),
        kinds.HEALTH_UNCERTIFIED: _to("tenant_hosting"),
        kinds.COUNTRY_DIFFERS: _to("tenant_hosting"),
        kinds.CONTRACT_ENDED: _to("tenant_hosting"),
        kinds.COPY_OUTSIDE: _to("tenant_hosting"),
    }
)  # fmt: skip

BY_COMMAND = frozenset(
    {
        kinds.UNDECIDED_DUA, kinds.NO_TABLE, kinds.OPEN_AT_ONCE, kinds.OVERDUE, kinds.LATE, kinds.UNREVIEWED,
        kinds.DESTROYED_BUT_KEEP, kinds.KEPT_BUT_DESTROY, kinds.NIR_OPEN, kinds.ORIGINAL_OPEN,
    }
)  # fmt: skip
"""What only an archivist does, by a command: the page says so."""


def way_of(request: Asked, tenant: Tenant, found: Contradiction) -> Way | None:
    """The page where it is mended; None where there is none, or where it would not open."""
    leads = WAYS.get(found.kind)
    if leads is None:
        return None
    route, parameters, query = leads(found)
    address = reverse(route, kwargs={"code": tenant.code, **parameters})
    needed = getattr(resolve(address).func, WORN)
    if not isinstance(needed, Permission) or not request.rights.everywhere(needed, tenant.key):
        return None
    return Way(address + query, _name(request, route))
