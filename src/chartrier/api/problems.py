"""What is answered when a request cannot be: problem details (RFC 9457), with the finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from chartrier.administration.findings import NO_SUCH_TOKEN
from chartrier.api.findings import BUG, NO_TOKEN, NOT_UNDERSTOOD, NOTHING_THERE, REFUSED
from chartrier.errors import ChartrierError, NotFound, TooOften
from chartrier.records.finding import Finding, Language

NONE: Mapping[str, str] = {}
MEDIA_TYPE = "application/problem+json"


def problem(
    request: HttpRequest,
    status: int,
    finding: Finding,
    more: Iterable[Finding] = (),
    headers: Mapping[str, str] = NONE,
) -> HttpResponse:
    """The answer of a problem; `more` are the findings of a deposit that is refused."""
    language: Language = getattr(request, "language", "fr")
    said: dict[str, Any] = {
        "type": f"urn:chartrier:constat:{finding.code}",
        "title": finding.message(language),
        "status": status,
        "detail": finding.remedy(language),
        "instance": request.path,
        "code": finding.code,
        "findings": [each.as_json(language) for each in more] or [finding.as_json(language)],
    }
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    for name, value in headers.items():
        answer[name] = value
    return answer


def refused(request: HttpRequest, findings: Iterable[Finding]) -> HttpResponse:
    """The answer to a deposit that does not leave."""
    return problem(request, 422, Finding(REFUSED), findings)


def tell_problems(api: NinjaAPI) -> None:
    """Give an API these answers, for whatever is raised in it."""

    def ours(request: HttpRequest, raised: Any) -> HttpResponse:
        if raised.finding.kind is NO_SUCH_TOKEN:
            return _unknown(request, raised.finding)
        # what may not be seen is told as what is not there, to the word
        finding = Finding(NOTHING_THERE) if isinstance(raised, NotFound) else raised.finding
        return problem(request, raised.http_status, finding, headers=_wait(raised))

    def not_understood(request: HttpRequest, raised: Any) -> HttpResponse:
        first = raised.errors[0] if raised.errors else {}
        where = ".".join(str(part) for part in first.get("loc", ())[1:])
        what = f"{where} ({first.get('type', '')})"[:200]
        return problem(request, 400, Finding(NOT_UNDERSTOOD, values={"what": what}))

    def broken(request: HttpRequest, raised: Any) -> HttpResponse:
        structlog.get_logger().error("bug", path=request.path, exc_info=raised)
        return problem(request, 500, Finding(BUG))

    api.add_exception_handler(ChartrierError, ours)
    api.add_exception_handler(ValidationError, not_understood)
    api.add_exception_handler(AuthenticationError, lambda request, _: _unknown(request, Finding(NO_TOKEN)))
    api.add_exception_handler(Http404, lambda request, _: problem(request, 404, Finding(NOTHING_THERE)))
    api.add_exception_handler(Exception, broken)


def _wait(raised: ChartrierError) -> Mapping[str, str]:
    return {"Retry-After": str(raised.seconds)} if isinstance(raised, TooOften) else NONE


def _unknown(request: HttpRequest, finding: Finding) -> HttpResponse:
    return problem(request, 401, finding, headers={"WWW-Authenticate": 'Bearer realm="chartrier"'})
