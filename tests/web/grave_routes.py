"""The site with two more pages: something grave, as an act of an operator is, and a defect."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path

from chartrier.records.roles import Permission
from chartrier.web import routes
from chartrier.web.frame.page import fresh, page, public

DONE: list[str] = []


@page(Permission.SEARCH_DESCRIPTIONS)
@fresh
def grave(request: Any, tenant: Any) -> HttpResponse:
    DONE.append(request.POST["what"])
    return HttpResponse("fait")


@public
def defect(request: Any) -> HttpResponse:
    raise ValueError("un défaut de cette page")


urlpatterns = [path("<tenant:code>/grave/", grave), path("defaut/", defect), *routes.urlpatterns]
handler500 = routes.handler500
