"""One's account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import signed_in


@signed_in
def account(request: Asked) -> HttpResponse:
    return render(request, "accounts/account.html")


@signed_in
def second_factor(request: Asked) -> HttpResponse:
    return redirect("mfa_index")
