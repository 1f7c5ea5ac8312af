"""The addresses of the API, and their description: `openapi.json`."""

from __future__ import annotations

from django.urls import path, re_path
from ninja import NinjaAPI

from chartrier.api import archives, deposits, operations
from chartrier.api.asking import Token
from chartrier.api.nowhere import nowhere
from chartrier.api.problems import tell_problems

api = NinjaAPI(
    title="Chartrier",
    version="1",
    description="Déposer des paquets SEDA, suivre leur entrée, chercher et lire, pour un logiciel tiers.",
    urls_namespace="api",
    docs_url=None,
    auth=Token(),
)
tell_problems(api)
for room in (deposits, operations, archives):
    api.add_router("", room.router)

urlpatterns = [path("", api.urls), re_path("", nowhere, name="api_nowhere")]
