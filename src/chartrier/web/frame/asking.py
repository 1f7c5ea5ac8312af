"""Who is asking, of which archive: what every request carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from chartrier.administration.issuers import rights_by
from chartrier.administration.rights import Rights, rights_known
from chartrier.catalog.accounts.issuers import issuer as issuer_called
from chartrier.catalog.accounts.models import Issuer
from chartrier.catalog.people.models import Person
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.web.frame.archive import served
from chartrier.wiring import Wiring

if TYPE_CHECKING:

    class Asked(HttpRequest):
        """A request as the pages get it."""

        user: Person
        rights: Rights
        archive: Wiring
        language: Language
        tenant: Tenant | None
        htmx: Any
else:
    Asked = HttpRequest


CAME_BY = "issuer"
"""What a session keeps: the slug of the issuer that opened it; nothing when a password or a key did."""


class WhoAsks:
    """Gives each request its archive and, when they are first looked at, the rights of the person (None: nobody)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.archive = served()  # type: ignore[attr-defined]
        request.tenant = None  # type: ignore[attr-defined]
        request.rights = SimpleLazyObject(lambda: _rights(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def somebody(request: HttpRequest) -> bool:
    """Whether somebody is signed in."""
    return bool(request.user.is_authenticated)


def came_by(request: HttpRequest) -> Issuer | None:
    """The issuer of a collectivité that opened the session, confined to that one; None for whoever came otherwise."""
    slug = request.session.get(CAME_BY) if somebody(request) else None
    issuer = issuer_called(slug) if slug else None
    return issuer if issuer is not None and issuer.tenant is not None else None


def _rights(request: HttpRequest) -> Rights | None:
    if not somebody(request):
        return None
    rights, slug = rights_known(cast(Person, request.user)), request.session.get(CAME_BY)
    return rights_by(slug, rights) if slug else rights
