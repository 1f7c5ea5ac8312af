"""One's account, and the invitation that opens it."""

from __future__ import annotations

from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chartrier.administration.invitations import accept, invited
from chartrier.administration.offers import accept_offer, offered, open_by_offer
from chartrier.administration.rights import Grant
from chartrier.administration.rights_in_words import ROLES
from chartrier.administration.throttling import WRONG_INVITATIONS, note, require_left
from chartrier.catalog.accounts.issuers import issuers
from chartrier.catalog.accounts.models import Offer
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.clock import now
from chartrier.errors import Conflict, NotFound
from chartrier.records.roles import Role
from chartrier.web.accounts.forms import NewPassword
from chartrier.web.accounts.strength import is_strong, must_be_strong
from chartrier.web.frame.asking import CAME_BY, Asked, came_by, somebody
from chartrier.web.frame.page import View, public, signed_in
from chartrier.web.frame.problems import told
from chartrier.web.frame.sentences import say
from chartrier.web.frame.shield import policy

SHOWN = 60
"""Collectivités that the page names."""


def leading_to_issuers(view: View) -> View:
    """Let the forms of a page lead to the issuers: browsers follow the redirection of a form only where they may."""

    @wraps(view)
    def led(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        origins = {f"{parts.scheme}://{parts.netloc}" for each in issuers() if (parts := urlsplit(each.url))}
        response["Content-Security-Policy"] = policy(form_action=" ".join(sorted(origins)))
        return response

    return led


@signed_in
def account(request: Asked) -> HttpResponse:
    """Who one is, for whom one has which role, and how one signs in."""
    tenants = register.tenants_of(request.rights.tenants[:SHOWN])
    context = {
        "roles": [(each, [ROLES[role] for role in sorted(request.rights.roles(each.key))]) for each in tenants],
        "factors": Authenticator.objects.filter(user=request.user).exclude(type="recovery_codes").count(),
        "sessions": None
        if came_by(request)
        else UserSession.objects.filter(user=request.user, session_key__in=_living()).count(),
        "issuers": bool(issuers()),
    }
    return render(request, "accounts/account.html", context)


def _living() -> QuerySet[Session, str]:
    """The sessions that have not ended: what is kept of the others is no place where one is signed in."""
    return Session.objects.filter(expire_date__gt=now()).values_list("session_key", flat=True)


@signed_in
def second_factor(request: Asked) -> HttpResponse:
    """Why a second factor is needed, and the two ways of having one."""
    needed = any(must_be_strong(request.rights.roles(key)) for key in request.rights.tenants) or request.rights.operator
    context = {"needed": needed, "strong": is_strong(request), "number": _is_a_number(request.get_host())}
    return render(request, "accounts/second_factor.html", context)


def _is_a_number(host: str) -> bool:
    """Whether a site is reached by an address rather than by a name, for which no key can be made."""
    return host.startswith("[") or host.partition(":")[0].replace(".", "").isdecimal()


def by_mail(view: View) -> View:
    """Say, where the archive has no mail server, that nothing is sent and who gives a new link; nothing is made."""

    @wraps(view)
    def sent(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.archive.settings.mail_url is None:
            return render(request, "accounts/no_mail.html")
        return view(request, *args, **kwargs)

    return sent


@signed_in
@require_http_methods(["GET", "POST"])
def sessions(request: Asked) -> HttpResponse:
    """Where one is signed in, and by what; one session, or all but this one, is ended there.

    What the issuer of a collectivité opened sees, and ends, only what it opened itself.
    """
    confined = came_by(request)
    found = [
        each
        for each in UserSession.objects.purge_and_list(request.user)
        if confined is None or _opened_by(each) == confined.slug
    ]
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        for each in found:
            if not each.is_current() and chosen in ("others", str(each.pk)):
                each.end()
        return redirect("usersessions_list")
    names = {each.slug: each.name for each in issuers(closed=True)}
    listed = [(each, names.get(_opened_by(each), "")) for each in sorted(found, key=_latest, reverse=True)]
    return render(request, "accounts/sessions.html", {"sessions": listed})


def _opened_by(session: UserSession) -> str:
    """The slug of the issuer that opened it; empty: a password or a key did."""
    kept = Session.objects.filter(session_key=session.session_key).first()
    return str(kept.get_decoded().get(CAME_BY, "")) if kept is not None else ""


def _latest(session: UserSession) -> datetime:
    return session.last_seen_at


@public
@never_cache
@sensitive_post_parameters()
def invitation(request: Asked, token: str) -> HttpResponse:
    """Choose the password of one's account. Reading the page does not use the invitation up."""
    clock, address = request.archive.copies.clock, request.META["REMOTE_ADDR"]
    require_left(WRONG_INVITATIONS, address)
    try:
        person = invited(token, clock)
    except NotFound:
        try:
            return _offer(request, offered(token, clock))
        except NotFound as over:
            note(WRONG_INVITATIONS, address)
            return told(request, 404, finding=over.finding)
    form = _password_of(request, person)
    if request.method == "POST" and form.is_valid():
        accept(token, form.cleaned_data["password"], clock)
        messages.success(request, say(request, "Votre compte est ouvert : connectez-vous."))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"person": person, "form": form})


def _offer(request: Asked, taken: Offer) -> HttpResponse:
    """Accept what a collectivité offers, by the account of its address, or by opening it.

    Whoever is not signed in by that account reads the same page, whether there is one or not.
    """
    tenant, issuer = register.tenants_of([taken.tenant])[0], came_by(request)
    elsewhere = issuer is not None and issuer.tenant != tenant.key
    theirs = somebody(request) and request.user.email == taken.email and not elsewhere
    copies, wrong = request.archive.copies, None
    form = None if somebody(request) else _password_of(request, Person(name=taken.name, email=taken.email))
    if request.method == "POST" and theirs:
        accept_offer(taken, request.user, copies)
        messages.success(request, say(request, "C'est accepté : {name} vous est ouverte.", name=tenant.name))
        return redirect("home")
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            open_by_offer(taken, form.cleaned_data["password"], copies)
        except Conflict as problem:
            note(WRONG_INVITATIONS, request.META["REMOTE_ADDR"])
            wrong = problem.finding
        else:
            messages.success(request, say(request, "Votre compte est ouvert : connectez-vous."))
            return redirect("account_login")
    role = Grant(taken.tenant, Role(taken.role), frozenset(taken.services), frozenset(taken.series))
    context = {"offer": taken, "of": tenant, "role": role, "theirs": theirs, "form": form, "wrong": wrong}
    return render(request, "accounts/offer.html", context, status=409 if wrong else 200)


def _password_of(request: Asked, person: Person) -> NewPassword:
    label = say(request, "Votre mot de passe")
    hint = say(request, "Au moins 12 caractères ; une phrase de quelques mots convient.")
    return NewPassword(person, label, hint, request.POST or None)
