"""Who may do what for a collectivité: seen, invited, taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chartrier.administration.findings import NO_SUCH_PERSON
from chartrier.administration.invitations import Invitation
from chartrier.administration.joining import propose, require_giving
from chartrier.administration.offers import Offered
from chartrier.administration.people import remove_own_role, role_named
from chartrier.administration.rights import Grant, rights_in
from chartrier.administration.rights_in_words import ROLES
from chartrier.administration.throttling import INVITING
from chartrier.administration.throttling import take as take_try
from chartrier.administration.waiting import OF_THE_COLLECTIVITE
from chartrier.catalog.accounts.offers import forget, offers_of
from chartrier.catalog.findings import HELD_THROUGHOUT, HELD_WITHIN
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants.services import services
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotFound
from chartrier.reception.kinds import Kind, kinds
from chartrier.records.roles import Permission, Role
from chartrier.records.tenant import Tenant
from chartrier.web.accounts.inviting import send
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.people.forms import Joining


class Bounds(TypedDict):
    """The services and séries of a role, empty: all; whether they replace others."""

    services: Sequence[str]
    series: Sequence[str]
    replace: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the collectivité, with each of their roles there and whether it may be taken in the page."""

    person: Person
    grants: list[tuple[Grant, bool]]


@page(Permission.ADMINISTER_TENANT)
@require_http_methods(["GET", "POST"])
def people(request: Asked, tenant: Tenant) -> HttpResponse:
    """The persons of the collectivité; one more (POST)."""
    offered, known, wrong, invited = services(tenant.key), kinds_of(tenant), None, None
    form = Joining(request, offered, known)
    if request.method == "POST":
        form = Joining(request, offered, known, request.POST)
        if form.is_valid():
            try:
                invited = propose_as_typed(request, tenant, form)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                form = Joining(request, offered, known)
    context = {
        "members": members_of(tenant),
        "offers": [
            (each, Grant(each.tenant, role_named(each.role), frozenset(each.services), frozenset(each.series)))
            for each in offers_of(tenant.key, request.archive.copies.clock())
        ],
        "form": form,
        "wrong": wrong,
        **link_of(request, tenant, invited),
    }
    return render(request, "people/people.html", context, status=400 if wrong or form.errors else 200)


def propose_as_typed(request: Asked, tenant: Tenant, form: Joining) -> Invitation | Offered | None:
    """Give or offer the role that a filled form says; None when the person needs nothing. Raises ChartrierError."""
    take_try(INVITING, str(request.user.pk))
    with offering_to_replace(form):
        proposed = propose(tenant.code, *whom(form), request.archive.copies, **bounds(form))
    if proposed is None:
        messages.success(request, say(request, "C'est fait : cette personne est déjà ici."))
    return proposed


def whom(form: Joining) -> tuple[str, str, Role]:
    """The name, address and role that a filled form says."""
    given = form.cleaned_data
    return given["name"], given["email"], role_named(given["role"])


def bounds(form: Joining) -> Bounds:
    """What it says the role is bounded to."""
    given = form.cleaned_data
    return {
        "services": given.get("services", ()),
        "series": given.get("series", ()),
        "replace": given.get("replace", False),
    }


@contextmanager
def offering_to_replace(form: Joining) -> Iterator[None]:
    """Let the form ask whether to replace the bounds of a role that the person has within others."""
    try:
        yield
    except Conflict as held:
        if held.finding.kind in (HELD_WITHIN, HELD_THROUGHOUT):
            form.offer_to_replace()
        raise


def link_of(request: Asked, tenant: Tenant, invited: Invitation | Offered | None) -> dict[str, Any]:
    """What the page shows of an invitation just made, sent by mail too where there is a server for it."""
    return {
        "invited": invited,
        "link": invited.link(request.archive.settings.web_url) if invited else "",
        "sent": invited is not None and send(request, invited, tenant.name),
        "mails": request.archive.settings.mail_url is not None,
    }


@page(Permission.ADMINISTER_TENANT)
@require_POST
def take(request: Asked, tenant: Tenant) -> HttpResponse:
    """Take a role from somebody, of those that the collectivité gives."""
    role = role_named(request.POST.get("role", ""))
    require_giving(role, operator=False)
    person = member(tenant, request.POST.get("person", ""))
    take_own(request, tenant, person, role)
    return redirect("people", tenant.code)


@page(Permission.ADMINISTER_TENANT)
@require_POST
def withdraw(request: Asked, tenant: Tenant) -> HttpResponse:
    """Let an offer that nobody accepted serve no more."""
    if not forget(tenant.key, request.POST.get("email", "")[:254]):
        raise Http404
    messages.success(request, say(request, "L'invitation ne sert plus."))
    return redirect("people", tenant.code)


def take_own(request: Asked, tenant: Tenant, person: Person, role: Role) -> None:
    """Take from somebody the role that they have by themselves, and say so. Raises NotAllowed as `remove_own_role`."""
    stays = remove_own_role(str(person.id), role, tenant.code, request.archive.copies)
    told = {"name": person.name, "role": ROLES[role].within(request.language)}
    messages.success(
        request,
        say(request, "C'est retiré : {name} n'est plus {role} que par une convention.", **told)
        if stays
        else say(request, "{name} n'est plus {role}.", **told),
    )


def members_of(tenant: Tenant, roles: Collection[Role] = OF_THE_COLLECTIVITE) -> list[Member]:
    """Those who have a role for the collectivité today, by name; `roles`: those that whoever looks may take."""
    found = []
    for person, rights in rights_in(tenant.key):
        grants = [
            (grant, grant.convention is None and grant.role in roles)
            for grant in rights.grants
            if grant.role in rights.roles(tenant.key)
        ]
        found.append(Member(person, grants))
    return sorted(found, key=lambda each: (each.person.name.casefold(), str(each.person.id)))


def kinds_of(tenant: Tenant) -> list[Kind]:
    """The séries by which a role may be bounded; none while no table is in force."""
    try:
        return list(kinds(tenant).values())
    except InvalidInput:
        return []


def member(tenant: Tenant, identifier: str) -> Person:
    """A person of the collectivité. Raises NotFound, alike for somebody of another one."""
    for each in {person for person, _ in directory.members(tenant.key)}:
        if str(each) == identifier:
            return directory.person(UUID(identifier))
    raise NotFound(NO_SUCH_PERSON, name=identifier[:80])
