"""Addresses of the API that lead nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from chartrier.api.findings import NOTHING_THERE
from chartrier.api.problems import problem
from chartrier.records.finding import Finding


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """A problem, not a page."""
    return problem(request, 404, Finding(NOTHING_THERE))
