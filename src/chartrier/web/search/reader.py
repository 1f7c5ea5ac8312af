"""For whom somebody consults under the regime of the public: a reader who has a dérogation, by its identifier.

The session remembers it, so that what is found leads to what may be opened; each reading is entered for that reader.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chartrier.catalog.communicabilite.derogations import derogations_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say

LONGEST = 200
"""Characters of an identifier."""


def reader_of(request: Asked, tenant: Tenant) -> str | None:
    """The reader whom this session serves; None to who hands nothing out."""
    reader: str | None = request.session.get(_place(tenant))
    return reader if reader is not None and request.rights.everywhere(Permission.DELIVER, tenant.key) else None


@page(Permission.DELIVER)
@require_POST
def serve_reader(request: Asked, tenant: Tenant) -> HttpResponse:
    """Consult for this reader from now on; for nobody in particular when none is given."""
    given = " ".join(request.POST.get("reader", "").split())[:LONGEST]
    if not given:
        request.session.pop(_place(tenant), None)
    elif derogations_of(tenant.key, given):
        request.session[_place(tenant)] = given
    else:
        messages.error(request, say(request, "Aucune dérogation n'est à ce lecteur."))
    return redirect(f"{reverse('search', args=[tenant.code])}?regime=public")


def _place(tenant: Tenant) -> str:
    return f"reader:{tenant.code}"
