"""The site with one more page: something grave, as an act of an operator is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path

from chartrier.records.roles import Permission
from chartrier.web import routes
from chartrier.web.frame.page import fresh, page

DONE: list[str] = []


@page(Permission.SEARCH_DESCRIPTIONS)
@fresh
def grave(request: Any, tenant: Any) -> HttpResponse:
    DONE.append(request.POST["what"])
    return HttpResponse("fait")


urlpatterns = [path("<tenant:code>/grave/", grave), *routes.urlpatterns]
