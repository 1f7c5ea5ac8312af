"""The collectivités of the instance: found by name, opened, listed."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.administration.collectivites.finding import Listed, areas_beginning, find, kind_of
from chartrier.administration.collectivites.opening import Opened, open_listed
from chartrier.administration.credentials import Proven, prove
from chartrier.administration.invitations import Invitation
from chartrier.administration.joining import join
from chartrier.administration.people import find_person
from chartrier.catalog.tenants import register
from chartrier.errors import ChartrierError
from chartrier.geography import national_list
from chartrier.geography.folding import fold
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Role
from chartrier.web.accounts.inviting import send
from chartrier.web.collectivites.forms import Opening
from chartrier.web.collectivites.words import KINDS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, operating

ON_A_PAGE = 50
OFFERED = 12
"""Places of the national list that are shown for what is typed."""


@operating
@require_safe
def collectivites(request: Asked) -> HttpResponse:
    """Those of the instance, by name, or those whose name or code has what is typed."""
    typed = request.GET.get("q", "")[:200]
    wanted = fold(typed)
    tenants = sorted(register.tenants(), key=lambda each: (fold(each.name), each.code))
    found = [each for each in tenants if wanted in fold(each.name) or wanted in each.code]
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, KINDS.get(CollectiviteKind(each.kind)) if each.kind else None) for each in page.object_list]
    context = {"page": page, "rows": rows, "typed": typed, "total": len(found)}
    return render(request, "collectivites/collectivites.html", context)


@operating
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
@fresh
def open_one(request: Asked) -> HttpResponse:
    """Type a name, choose among what the list has, say who deposits first: open."""
    if request.method == "POST":
        return _open(request)
    typed = request.GET.get("q", "")[:200]
    listed = _listed(request.GET.get("siren", ""))
    if listed is not None:
        form = Opening(request, known=True, initial={"siren": listed.siren})
        return render(request, "collectivites/confirm.html", {"listed": listed, "form": form, **_place(listed)})
    if "autre" in request.GET:
        initial = {name: request.GET.get(name, "")[:200] for name in ("name", "kind")}
        return render(request, "collectivites/confirm.html", {"form": Opening(request, known=False, initial=initial)})
    context = {
        "typed": typed,
        "communes": [(each, _departement(each.departement)) for each in national_list.beginning(typed, most=OFFERED)],
        "epcis": national_list.epcis_named(typed)[:OFFERED],
        "areas": [(each, KINDS[each.kind]) for each in areas_beginning(typed)[:OFFERED]],
        "attribution": national_list.ATTRIBUTION,
        "edition": national_list.edition().day,
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "collectivites/found.html" if part else "collectivites/open.html", context)


def _open(request: Asked) -> HttpResponse:
    known = "name" not in request.POST
    form = Opening(request, request.POST, known=known)
    listed = _listed(request.POST.get("siren", "")) if known else None
    if not form.is_valid():
        return _again(request, form, listed)
    given = form.cleaned_data
    findings = Findings()
    try:
        if listed is None:
            listed = find(given.get("name", ""), siren=given["siren"], kind=kind_of(given.get("kind", "")))
        archivist = _archivist(request, given["archivist"], given["passphrase"])
        opened = open_listed(
            listed,
            instance=request.archive.settings.journal_origin,
            copies=request.archive.copies,
            findings=findings,
            archivist=archivist,
        )
        invitation = _invite(request, opened, given["deposant"], given["email"])
    except ChartrierError as problem:
        return _again(request, form, listed, problem.finding)
    link = invitation.link(request.archive.settings.web_url) if invitation else ""
    sent = invitation is not None and send(request, invitation, opened.tenant.name)
    context = {
        "opened": opened,
        "findings": list(findings),
        "invitation": invitation,
        "link": link,
        "sent": sent,
        "mails": request.archive.settings.mail_url is not None,
        **_place(listed),
    }
    return render(request, "collectivites/opened.html", context)


def _again(request: Asked, form: Opening, listed: Listed | None, finding: Finding | None = None) -> HttpResponse:
    place = _place(listed) if listed is not None else {}
    context = {"form": form, "listed": listed, "wrong": finding, **place}
    return render(request, "collectivites/confirm.html", context, status=400)


def _archivist(request: Asked, who: str, passphrase: str) -> Proven | None:
    return prove(find_person(who), passphrase, request.archive.copies.clock) if who else None


def _invite(request: Asked, opened: Opened, name: str, email: str) -> Invitation | None:
    if not email:
        return None
    return join(opened.tenant.code, name, email, Role.DEPOSANT, request.archive.copies)


def _listed(siren: str) -> Listed | None:
    try:
        return find("", siren=siren) if siren else None
    except ChartrierError:
        return None


def _place(listed: Listed) -> dict[str, str]:
    epci = national_list.epcis().get(listed.where.epci)
    return {"departement": _departement(listed.where.departement), "epci": epci.name if epci else ""}


def _departement(code: str) -> str:
    known = national_list.departements().get(code)
    return f"{known.name} ({code})" if known is not None else ""
