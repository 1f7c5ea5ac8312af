"""What takes the machine long is done so often by one person and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from chartrier.administration.throttling import Limit, take
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import View


def at_most(limit: Limit) -> Callable[[View], View]:
    """Count each time a person asks for this page, and refuse beyond the limit (429). Worn below the guard."""

    def wear(view: View) -> View:
        @wraps(view)
        def counted(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
            take(limit, str(request.user.pk))
            return view(request, *args, **kwargs)

        return counted

    return wear
