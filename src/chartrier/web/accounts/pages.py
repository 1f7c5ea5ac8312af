"""One's account, and the invitation that opens it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chartrier.administration.invitations import accept, invited
from chartrier.catalog.accounts.issuers import issuers
from chartrier.catalog.tenants import register
from chartrier.errors import NotFound
from chartrier.web.accounts.forms import NewPassword
from chartrier.web.accounts.strength import is_strong, must_be_strong
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import public, signed_in
from chartrier.web.frame.problems import told
from chartrier.web.frame.sentences import say

SHOWN = 60
"""Collectivités that the page names."""


@signed_in
def account(request: Asked) -> HttpResponse:
    """Who one is, for whom one has which role, and how one signs in."""
    tenants = register.tenants_of(request.rights.tenants[:SHOWN])
    context = {
        "roles": [(each, sorted(request.rights.roles(each.key))) for each in tenants],
        "factors": Authenticator.objects.filter(user=request.user).exclude(type="recovery_codes").count(),
        "sessions": UserSession.objects.filter(user=request.user).count(),
        "issuers": bool(issuers()),
    }
    return render(request, "accounts/account.html", context)


@signed_in
def second_factor(request: Asked) -> HttpResponse:
    """Why a second factor is needed, and the two ways of having one."""
    needed = any(must_be_strong(request.rights.roles(key)) for key in request.rights.tenants) or request.rights.operator
    return render(request, "accounts/second_factor.html", {"needed": needed, "strong": is_strong(request)})


@public
@never_cache
@sensitive_post_parameters()
def invitation(request: Asked, token: str) -> HttpResponse:
    """Choose the password of one's account. Reading the page does not use the invitation up."""
    clock = request.archive.copies.clock
    try:
        person = invited(token, clock)
    except NotFound as over:
        return told(request, 404, finding=over.finding)
    label = say(request, "Votre mot de passe")
    hint = say(request, "Au moins 12 caractères ; une phrase de quelques mots convient.")
    form = NewPassword(person, label, hint, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept(token, form.cleaned_data["password"], clock)
        messages.success(request, say(request, "Votre compte est ouvert : connectez-vous."))
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"person": person, "form": form})
