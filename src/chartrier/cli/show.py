"""`chartrier show`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.access.describing import describe
from chartrier.administration.tenants import keys_of
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.wiring import wire


def show(
    identifier: Annotated[UUID, typer.Argument(metavar="IDENTIFIANT", help="Une unité, un objet ou une opération.")],
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Montrer tout ce que l'archive sait d'une unité, d'un objet ou d'une opération."""
    settings, output = invoked(home, json, lang)
    with wire(settings):
        known = describe(keys_of(tenant), identifier)
    output.emit(known)
    _tell(output, known, "")
    return exit_codes.DONE


def _tell(output: Output, value: Any, margin: str) -> None:
    """Names and values, one below the other; what is empty is left out."""
    rows = value.items() if isinstance(value, Mapping) else ((f"{n}.", each) for n, each in enumerate(value, 1))
    for name, inner in rows:
        if inner in (None, "", [], {}):
            continue
        if isinstance(inner, list) and len(inner) == 1:
            inner = inner[0]
        if isinstance(inner, Mapping | list):
            output.line(f"{margin}{name}")
            _tell(output, inner, f"{margin}  ")
        else:
            output.line(f"{margin}{name} :" if output.language == "fr" else f"{margin}{name}:", inner)
