"""The public portals: what is online of each collectivité, its catalogue, its datasets and its records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from chartrier.access.fetching import fetch
from chartrier.access.proving import write_record_proofs
from chartrier.administration.throttling import PUBLIC_SEARCHES, take
from chartrier.catalog.acts.entered import acts_named
from chartrier.catalog.publications.register import Publication, data_of
from chartrier.clock import day_of
from chartrier.errors import NotFound
from chartrier.opendata.datasets import DATASETS, DatasetKind
from chartrier.opendata.dcat import LICENCE, LICENCE_NAME, PAGE, Addresses, Form, Portal, catalogue, pages, portals
from chartrier.opendata.gate import POINTS
from chartrier.opendata.portal import public_record, public_search
from chartrier.opendata.scdl.catalogue import catalogue_csv
from chartrier.records.tenant import Tenant
from chartrier.territory.area import Area, AreaKind, area_of
from chartrier.view.area_view import codes_of
from chartrier.web.frame.asking import Asked
from chartrier.web.portal.guard import open_portal, open_territory
from chartrier.web.portal.handing import handed

SANDBOX = "default-src 'none'; sandbox"
LATEST = 6
"""Records that the first page of a portal shows."""
LONGEST = 300
"""Characters of what is looked for."""


@open_territory
@require_safe
def territory(request: Asked) -> HttpResponse:
    """The collectivités whose portal is open, all or those of an area."""
    shown, areas, chosen = _chosen(request)
    context = {"portals": shown, "areas": areas, "chosen": chosen, "forms": list(Form)}
    return render(request, "portal/territory.html", context)


@open_territory
@require_safe
def territory_search(request: Asked) -> HttpResponse:
    """Look for records in all of them, or in those of an area."""
    shown, areas, chosen = _chosen(request)
    context = {"areas": areas, "chosen": chosen, **_searched(request, [each.tenant for each in shown])}
    return render(request, "portal/search.html", context)


@open_territory
@require_safe
def territory_catalogue(request: Asked, form: Form) -> HttpResponseBase:
    """The DCAT catalogue of all of them, a page at a time."""
    found = portals()
    settings = request.archive.settings
    name = settings.web_publisher or settings.web_url.partition("://")[2]
    return _catalogue(request, found, form, name)


@open_portal
@require_safe
def home(request: Asked, portal: Portal) -> HttpResponse:
    """What a collectivité has put online."""
    found = [(DATASETS[DatasetKind(each.name)], each) for each in portal.datasets]
    latest = public_search([portal.tenant], "", day_of(request.archive.copies.clock()), most=LATEST).units
    context = {"portal": portal, "datasets": found, "latest": latest, "forms": list(Form)}
    return render(request, "portal/home.html", context)


@open_portal
@require_safe
def catalogue_of(request: Asked, portal: Portal, form: Form) -> HttpResponseBase:
    """Its DCAT catalogue, a page at a time."""
    return _catalogue(request, [portal], form, None)


@open_portal
@require_safe
def catalogue_scdl(request: Asked, portal: Portal) -> HttpResponseBase:
    """Its catalogue as SCDL has it."""
    at = Addresses(request.archive.settings.web_url)
    return _data(request, catalogue_csv(portal, at), "text/csv; charset=utf-8", "catalogue.csv")


@open_portal
@require_safe
def dataset(request: Asked, portal: Portal, dataset: str) -> HttpResponse:
    """A dataset: what it is, its file, its licence, and the act that put it online."""
    found = _dataset(portal, dataset)
    described = DATASETS[DatasetKind(dataset)]
    entered = acts_named(portal.tenant.key, [found.act]).get(found.act)
    context = {
        "dataset": found,
        "described": described,
        "identifier": f"urn:uuid:{found.first}",
        "digest": f"sha512 {found.content['sha512']}",
        "entry": entered.index if entered else None,
        "licence": LICENCE_NAME,
        "licence_address": str(LICENCE),
        "address": Addresses(request.archive.settings.web_url).dataset(portal.tenant.code, dataset),
    }
    context["removal"] = reverse("portal_dataset_removal", args=[portal.tenant.code, dataset])
    return render(request, "portal/dataset.html", {"portal": portal, **context})


@open_portal
@require_safe
def dataset_file(request: Asked, portal: Portal, dataset: str, file: str) -> HttpResponseBase:
    """Its file, as it was put online."""
    found = _dataset(portal, dataset)
    data = data_of(portal.tenant.key, dataset)
    if data is None or file != DATASETS[DatasetKind(dataset)].file:
        raise Http404
    media = DATASETS[DatasetKind(dataset)].media
    return _data(request, data, f"{media}; charset=utf-8", file, found.content["sha512"])


@open_portal
@require_safe
def search(request: Asked, portal: Portal) -> HttpResponse:
    """Look for records; nothing is shown or counted but what is online."""
    return render(request, "portal/search.html", {"portal": portal, **_searched(request, [portal.tenant])})


@open_portal
@require_safe
def record(request: Asked, portal: Portal, unit: UUID) -> HttpResponse:
    """A record: read, cite, prove."""
    found = public_record(portal.tenant, unit, day_of(request.archive.copies.clock()))
    address = f"{Addresses(request.archive.settings.web_url).portal(portal.tenant.code)}archives/{unit}/"
    points = [(POINTS[each.point][0], each) for each in found.gate.checks]
    context = {
        "portal": portal,
        "record": found,
        "address": address,
        "identifier": f"urn:uuid:{unit}",
        "today": day_of(request.archive.copies.clock()),
        "points": points,
        "removal": reverse("portal_record_removal", args=[portal.tenant.code, unit]),
    }
    return render(request, "portal/record.html", context)


PROOF = 1 << 20
"""Bytes that the proof of a record is taken for."""


@open_portal
@require_safe
def document(request: Asked, portal: Portal, unit: UUID, number: int) -> HttpResponseBase:
    """One of its files, byte for byte."""
    found = public_record(portal.tenant, unit, day_of(request.archive.copies.clock()))
    if not 1 <= number <= len(found.files):
        raise Http404
    wanted, copies = found.files[number - 1], request.archive.copies
    answer = handed(
        copies,
        wanted.object.size or 0,
        lambda out: fetch(copies.stores, wanted.object, out),
        wanted.name,
        "application/octet-stream",
    )
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@open_portal
@require_safe
def proof(request: Asked, portal: Portal, unit: UUID) -> HttpResponseBase:
    """What proves it to anybody: its own lines and paths of hashes, nothing of its neighbours."""
    found = public_record(portal.tenant, unit, day_of(request.archive.copies.clock()))
    copies = request.archive.copies
    return handed(
        copies,
        PROOF,
        lambda out: write_record_proofs(out, portal.tenant, [found.unit.id], copies),
        f"preuve-{unit}.zip",
        "application/zip",
    )


def _catalogue(request: Asked, of: list[Portal], form: Form, territory: str | None) -> HttpResponseBase:
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
    if not 1 <= page <= pages(of):
        raise Http404
    at = Addresses(request.archive.settings.web_url)
    data = catalogue(of, at, form, territory=territory, page=page)
    # the words of a graph have no order of their own: what it is made of tells whether it changed
    made_of = [(each.tenant.code, each.tenant.name, *(str(one.act) for one in each.datasets)) for each in of]
    mark = hashlib.sha256(repr((made_of, form, page, PAGE, at, territory)).encode()).hexdigest()
    answer = _data(request, data, f"{form.media}; charset=utf-8", f"catalogue.{form.value}", mark)
    answer["Content-Disposition"] = "inline"
    return answer


def _data(request: Asked, data: bytes, media: str, name: str, mark: str | None = None) -> HttpResponseBase:
    """A file for machines: whoever has it already is told so (RFC 9110, section 13), and other sites may read it."""
    etag = f'"{(mark or hashlib.sha256(data).hexdigest())[:64]}"'
    full = HttpResponse(data, content_type=media)
    full["Content-Disposition"] = f'attachment; filename="{name}"'
    full["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=full) or full
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    # asked again each time: what was withdrawn is gone at once
    answer["Cache-Control"] = "no-cache"
    return answer


def _dataset(portal: Portal, name: str) -> Publication:
    found = next((each for each in portal.datasets if each.name == name), None)
    if found is None:
        raise Http404
    return found


def _searched(request: Asked, tenants: Sequence[Tenant]) -> dict[str, object]:
    """What is asked, and what is online of it."""
    words, before = request.GET.get("q", "")[:LONGEST], request.GET.get("avant", "")
    take(PUBLIC_SEARCHES, str(request.META["REMOTE_ADDR"]))
    try:
        since = UUID(before) if before else None
    except ValueError:
        raise Http404 from None
    found = public_search(tenants, words, day_of(request.archive.copies.clock()), since)
    return {"words": words, "found": found.units, "following": found.following, "older": since is not None}


def _chosen(request: Asked) -> tuple[list[Portal], list[tuple[str, str]], str]:
    """The open portals of the area that is asked for, the areas that have any, and the code of the one asked for."""
    every, wanted = portals(), request.GET.get("territoire", "")[:9]
    codes = {each.tenant.key: codes_of(each.tenant) for each in every}
    areas = [area for code in frozenset[str]().union(*codes.values()) if (area := _area(code)) is not None]
    listed = [(area.written, area.name) for area in sorted(areas, key=lambda each: (each.name, each.code))]
    shown = [each for each in every if wanted in codes[each.tenant.key]] if wanted else every
    return shown, listed, wanted


def _area(code: str) -> Area | None:
    """The région, département or EPCI of a code; what is larger or smaller is not chosen by."""
    try:
        found = area_of(code)
    except NotFound:
        return None
    return found if found.kind in (AreaKind.REGION, AreaKind.DEPARTEMENT, AreaKind.EPCI) else None
