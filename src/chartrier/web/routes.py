"""The addresses of the site: those of each subject."""

from __future__ import annotations

from typing import Any

from chartrier.web.subjects import SUBJECTS, module

urlpatterns: list[Any] = [
    pattern for subject in SUBJECTS if (routes := module(subject, "routes")) for pattern in routes.urlpatterns
]

handler400 = "chartrier.web.frame.problems.bad_request"
handler403 = "chartrier.web.frame.problems.forbidden"
handler404 = "chartrier.web.frame.problems.not_found"
handler500 = "chartrier.web.frame.problems.broken"
