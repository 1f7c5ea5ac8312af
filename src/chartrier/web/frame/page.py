"""What stands before a page: who may open it. Every view of the site wears one of these, a test says.

What is not allowed answers as what is not there (404); who is not signed in is asked to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from chartrier.catalog.tenants import register
from chartrier.records.roles import Permission
from chartrier.web.accounts.strength import ask_again, is_fresh, is_strong, must_be_strong, note_given
from chartrier.web.frame.asking import Asked, somebody

View = Callable[..., HttpResponseBase]

WORN = "_guard"
"""The attribute by which a test knows that a view is guarded."""


def public(view: View) -> View:
    """A page that anybody may open."""
    setattr(view, WORN, "public")
    return view


def signed_in(view: View) -> View:
    """A page for whoever is signed in."""

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not somebody(request):
            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    setattr(guarded, WORN, "signed in")
    return guarded


def page(permission: Permission, *others: Permission, whole: bool = False) -> Callable[[View], View]:
    """A page of a collectivité, for whoever has this permission there, or one of the others; `whole`: for all of it,
    within no bounds.

    The address has `<tenant:code>`; the view gets the `Tenant` in its place, which is `request.tenant` too. What is
    narrower than the tenant (a service, a series) is for the view to decide, by `request.rights.decide`.
    """

    def wear(view: View) -> View:
        @wraps(view)
        def guarded(request: Asked, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not somebody(request):
                return ask_to_sign_in(request)
            key = int(code)
            rights, asked = request.rights, (permission, *others)
            if not any(rights.everywhere(each, key) if whole else rights.decide(each, key).allowed for each in asked):
                raise Http404
            if must_be_strong(request.rights.roles(key)) and not is_strong(request):
                return redirect("second_factor")
            request.tenant = register.tenant(code)
            return view(request, request.tenant, *args, **kwargs)

        setattr(guarded, WORN, permission)
        return guarded

    return wear


def operating(view: View) -> View:
    """A page for whoever operates the instance, with a second factor."""

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not somebody(request):
            return ask_to_sign_in(request)
        if not request.rights.decide(Permission.OPERATE, None).allowed:
            raise Http404
        if not is_strong(request):
            return redirect("second_factor")
        return view(request, *args, **kwargs)

    setattr(guarded, WORN, Permission.OPERATE)
    return guarded


def anywhere(permission: Permission) -> Callable[[View], View]:
    """A page of the instance for whoever has this permission in any collectivité, and for who operates it.

    Whoever operates is asked for their second factor again before they change something (POST), as everywhere.
    """

    def wear(view: View) -> View:
        operated = fresh_to_change(view)

        @wraps(view)
        def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not somebody(request):
                return ask_to_sign_in(request)
            operates, where = request.rights.decide(Permission.OPERATE, None).allowed, request.rights.where(permission)
            if not (operates or where):
                raise Http404
            strong = operates or any(must_be_strong(request.rights.roles(tenant)) for tenant in where)
            if strong and not is_strong(request):
                return redirect("second_factor")
            return (operated if operates else view)(request, *args, **kwargs)

        setattr(guarded, WORN, permission)
        return guarded

    return wear


def fresh(view: View) -> View:
    """Ask for the second factor again before something grave: visa, execution, what an operator does.

    Worn below `page` or `operating`, whoever has no second factor being sent to have one.
    """

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_strong(request):
            return redirect("second_factor")
        if not is_fresh(request):
            return ask_again(request)
        return view(request, *args, **kwargs)

    return guarded


def fresh_to_change(view: View) -> View:
    """The same before a page changes something (POST); looking at it asks for nothing."""
    asked = fresh(view)

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (asked if request.method == "POST" else view)(request, *args, **kwargs)

    return guarded


def fresh_when_strong(view: View) -> View:
    """The same before what changes how one signs in, for whoever has a second factor: their password is not enough.

    Whoever has none is asked for what the view asks (django-allauth's ask for the password), and may make their first.
    """

    @wraps(view)
    def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not somebody(request):
            return view(request, *args, **kwargs)
        strong = is_strong(request)
        if strong and not is_fresh(request):
            return ask_again(request)
        answer = view(request, *args, **kwargs)
        if not strong and is_strong(request):
            note_given(request)
        return answer

    return guarded


def ask_to_sign_in(request: Asked) -> HttpResponse:
    """To the sign-in page, and back here; a part of a page that htmx asked for makes the whole page go."""
    if request.htmx:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return redirect_to_login(request.get_full_path())
