"""`chartrier search`"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer
from typer._click.exceptions import NoSuchOption

from chartrier.access.describing import Summary, describe_notice, summaries
from chartrier.administration.tenants import keys_of
from chartrier.catalog.archive import questions
from chartrier.catalog.transfers.notices import find_notices
from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang, TenantCode
from chartrier.cli.output import Output
from chartrier.wiring import wire

PARSING = {"ignore_unknown_options": True}
"""`-mot` is a word to leave out, not an option."""


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="MOT", help="Mots cherchés ; '\"une expression\"', -sans ; rien : les dernières."),
    ] = None,
    tenant: TenantCode = None,
    limit: Annotated[int, typer.Option(metavar="NOMBRE", min=1, max=1000, help="Nombre de réponses.")] = 20,
    before: Annotated[
        UUID | None, typer.Option(metavar="IDENTIFIANT", help="Page suivante : ce qui est plus ancien.")
    ] = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Chercher des unités par leurs mots, les plus récentes d'abord."""
    for word in words or ():
        if word.startswith("--"):
            raise NoSuchOption(word)
    settings, output = invoked(home, json, lang)
    text = " ".join(words or ()).encode("utf-8", "replace").decode().strip()
    with wire(settings):
        tenants = keys_of(tenant)
        if text:
            found = questions.find(tenants, text, before=before, limit=limit)
            units, count = found.units, found.count
        else:
            units = questions.newest(tenants, before=before, limit=limit)
            count = len(units)
        rows = summaries(tenants, units)
        deposited = find_notices(tenants, text, limit) if text and before is None else []
    notices = [describe_notice(each) for each in deposited]
    output.emit({"count": count, "units": [_as_json(row) for row in rows], "deposited": notices})
    for row in rows:
        _tell(output, row)
    for each in deposited:
        output.line(each.unit, each.title)
        output.say(
            "    déposé à {receiver}, où il se nomme {identifier}", receiver=each.receiver, identifier=each.identifier
        )
    if not count and not deposited:
        output.say("Aucune réponse.")
    elif text:
        plus = "+" if count >= questions.COUNT_TO else ""
        output.say("{count}{plus}", count=output.count(count, "réponse"), plus=plus)
    if len(rows) == limit and (not text or count > limit):
        output.say("Suite : ajoutez --before {id}", id=rows[-1].unit.id)
    return exit_codes.DONE


def _tell(output: Output, row: Summary) -> None:
    output.line(row.unit.id, row.unit.title)
    for each in row.objects:
        size = output.amount(each.size) if each.size is not None else "—"
        output.line("   ", each.usage or "", each.filename or each.uri or "", size)


def _as_json(row: Summary) -> dict[str, Any]:
    return {
        "id": str(row.unit.id),
        "tenant": f"{row.unit.tenant:09d}",
        "title": row.unit.title,
        "start_date": row.unit.start_date and row.unit.start_date.isoformat(),
        "end_date": row.unit.end_date and row.unit.end_date.isoformat(),
        "versement": str(row.unit.versement),
        "objects": [{"id": str(each.id), "usage": each.usage, "filename": each.filename} for each in row.objects],
    }
