"""The addresses of the site: those of each subject, and those of the API beside them."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from chartrier.web.subjects import SUBJECTS, module

urlpatterns: list[Any] = [
    pattern for subject in SUBJECTS if (routes := module(subject, "routes")) for pattern in routes.urlpatterns
]
# the door of other software, named and not imported: doors do not know each other
urlpatterns.append(path("api/v1/", include("chartrier.api.routes")))

handler400 = "chartrier.web.frame.problems.bad_request"
handler403 = "chartrier.web.frame.problems.forbidden"
handler404 = "chartrier.web.frame.problems.not_found"
handler500 = "chartrier.web.frame.problems.broken"
