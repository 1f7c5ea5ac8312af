"""What stands before a page of a portal: it is open, and nobody asks too much of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from chartrier.administration.throttling import PUBLIC_PAGES, take
from chartrier.catalog.tenants import register
from chartrier.errors import NotFound
from chartrier.opendata.dcat import portal_of
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import WORN

View = Callable[..., HttpResponseBase]


def open_portal(view: View) -> View:
    """A page of the portal of a collectivité; the view gets the `Portal` in the place of the code.

    A collectivité that is not there and one whose portal is closed answer alike.
    """

    @wraps(view)
    def guarded(request: Asked, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        take(PUBLIC_PAGES, str(request.META["REMOTE_ADDR"]))
        try:
            found = portal_of(register.tenant(code))
        except NotFound:
            found = None
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    setattr(guarded, WORN, "portal")
    return guarded


def open_territory(view: View) -> View:
    """A page of all open portals together."""

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        take(PUBLIC_PAGES, str(request.META["REMOTE_ADDR"]))
        return view(request, *args, **kwargs)

    setattr(guarded, WORN, "portal")
    return guarded
