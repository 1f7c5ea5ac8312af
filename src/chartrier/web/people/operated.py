"""The persons of a collectivité for whoever operates the instance: every role, accounts closed, addresses changed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chartrier.administration.addresses import change_address
from chartrier.administration.findings import NO_SUCH_PERSON
from chartrier.administration.invitations import Invitation, invite
from chartrier.administration.joining import join
from chartrier.administration.people import deactivate, reactivate, role_named
from chartrier.administration.rights_in_words import ROLES
from chartrier.administration.throttling import INVITING
from chartrier.administration.throttling import take as take_try
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.catalog.tenants.services import services
from chartrier.errors import ChartrierError, NotFound
from chartrier.records.finding import Finding
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, fresh_to_change, operating
from chartrier.web.frame.sentences import say
from chartrier.web.people.forms import Joining
from chartrier.web.people.pages import (
    bounds,
    kinds_of,
    link_of,
    member,
    members_of,
    offering_to_replace,
    take_own,
    whom,
)

EVERY = frozenset(Role)


@operating
@require_http_methods(["GET", "POST"])
@fresh_to_change
def people(request: Asked, code: str) -> HttpResponse:
    """The persons of a collectivité; one more, in whatever role (POST)."""
    tenant = register.tenant(code)
    if request.method != "POST":
        return _shown(request, tenant, _form(request, tenant))
    form = Joining(request, services(tenant.key), kinds_of(tenant), request.POST, roles=EVERY)
    if not form.is_valid():
        return _shown(request, tenant, form)
    try:
        take_try(INVITING, str(request.user.pk))
        with offering_to_replace(form):
            invited = join(tenant.code, *whom(form), request.archive.copies, **bounds(form))
    except ChartrierError as problem:
        return _shown(request, tenant, form, wrong=problem.finding, closed=_closed(form.cleaned_data["email"]))
    if invited is None:
        messages.success(request, say(request, "C'est fait : cette personne a déjà un compte."))
    return _shown(request, tenant, _form(request, tenant), invited)


@operating
@require_POST
@fresh
def take(request: Asked, code: str) -> HttpResponse:
    """Take a role from somebody."""
    tenant, role = register.tenant(code), role_named(request.POST.get("role", ""))
    person = member(tenant, request.POST.get("person", ""))
    take_own(request, tenant, person, role)
    return redirect("people_operated", tenant.code)


@operating
@require_POST
@fresh
def close(request: Asked, code: str) -> HttpResponse:
    """Close the account of somebody, everywhere; nobody closes their own, by which they would lock themself out."""
    tenant = register.tenant(code)
    person = member(tenant, request.POST.get("person", ""))
    if person.id == request.user.pk:
        raise Http404
    deactivate(str(person.id), request.archive.copies)
    messages.success(request, say(request, "Le compte de {name} est fermé.", name=person.name))
    return redirect("people_operated", tenant.code)


@operating
@require_POST
@fresh
def reopen(request: Asked, code: str) -> HttpResponse:
    """Open again the account of somebody, of this collectivité or not; what they may do by it is told."""
    tenant = register.tenant(code)
    person = reactivate(_anybody(request.POST.get("person", "")), request.archive.copies)
    messages.success(request, say(request, "Le compte de {name} est rouvert.", name=person.name))
    held: dict[int, list[str]] = {}
    for key, role in directory.memberships_of(person.id):
        held.setdefault(key, []).append(ROLES[role_named(role)].within(request.language))
    for each in register.tenants_of(list(held)):
        roles = ", ".join(held[each.key])
        messages.info(request, say(request, "Pour {name}, ses rôles : {roles}.", name=each.name, roles=roles))
    if not held:
        messages.info(request, say(request, "Aucun rôle ne lui reste."))
    if person.operator:
        messages.info(request, say(request, "{name} exploite l'instance.", name=person.name))
    return redirect("people_operated", tenant.code)


@operating
@require_POST
@fresh
def readdress(request: Asked, code: str) -> HttpResponse:
    """Say the address of somebody anew: whoever used the account is out, and the person is invited there.

    Nobody changes their own here, by which they would be out themself.
    """
    tenant = register.tenant(code)
    person = member(tenant, request.POST.get("person", ""))
    if person.id == request.user.pk:
        raise Http404
    try:
        changed = change_address(str(person.id), request.POST.get("email", "")[:254])
        waits = changed.active and not changed.has_usable_password()
        invited = invite(changed, request.archive.copies.clock) if waits else None
    except ChartrierError as problem:
        return _shown(request, tenant, _form(request, tenant), wrong=problem.finding)
    messages.success(
        request, say(request, "{name} se connecte maintenant par {email}.", name=changed.name, email=changed.email)
    )
    if changed.email != person.email:
        messages.info(request, say(request, "Rien de ce qui ouvrait le compte ne l'ouvre plus : transmettez le lien."))
    return _shown(request, tenant, _form(request, tenant), invited) if invited else redirect("people_operated", code)


def _form(request: Asked, tenant: Tenant) -> Joining:
    return Joining(request, services(tenant.key), kinds_of(tenant), roles=EVERY)


def _anybody(identifier: str) -> str:
    """The identifier of somebody, of whatever collectivité. Raises NotFound."""
    try:
        return str(directory.person(UUID(identifier)).id)
    except ValueError:
        raise NotFound(NO_SUCH_PERSON, name=identifier[:80]) from None


def _closed(email: str) -> Person | None:
    """Whose account is closed, of those with this address."""
    person = directory.person_of_address(email)
    return None if person is None or person.active else person


def _shown(
    request: Asked,
    tenant: Tenant,
    form: Joining,
    invited: Invitation | None = None,
    *,
    wrong: Finding | None = None,
    closed: Person | None = None,
) -> HttpResponse:
    context = {
        "of": tenant,
        "members": members_of(tenant, EVERY),
        "form": form,
        "wrong": wrong,
        "closed": closed,
        **link_of(request, tenant, invited),
    }
    return render(request, "people/operated.html", context, status=400 if wrong or form.errors else 200)
