"""`chartrier due`"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.catalog.rules.due import COUNT_TO, Due, count_due, count_waiting, due_units, extent_due, waiting_units
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.disposition.endings import findings as say
from chartrier.disposition.endings.due import (
    category_called,
    next_page,
    page_after,
    sort_final_of,
    waiting_after,
    write_due,
    write_waiting,
)
from chartrier.errors import InvalidInput
from chartrier.records.days import written_day
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.events import read_day
from chartrier.wiring import wire


@answering_for
def due(
    asked: AnsweringFor,
    waiting: Annotated[bool, typer.Option("--waiting", help="Plutôt ce qui attend son événement.")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="AAAA-MM-JJ", help="À cette date, sinon ce jour.")] = None,
    category: Annotated[
        str, typer.Option("--category", metavar="CATÉGORIE", help="Appraisal (la DUA), Access, Storage, Hold…")
    ] = str(Category.APPRAISAL),
    limit: Annotated[int, typer.Option(metavar="NOMBRE", min=1, max=1000, help="Nombre de réponses.")] = 20,
    after: Annotated[
        str | None, typer.Option("--after", metavar="SUITE", help="Page suivante : ce que la précédente a donné.")
    ] = None,
    listed: Annotated[
        Path | None, typer.Option("--csv", metavar="FICHIER", help="Écrire toute la liste dans ce nouveau fichier.")
    ] = None,
) -> int:
    """Donner ce qui est à échéance, le plus ancien d'abord. Une échéance n'est pas un ordre de détruire."""
    output = asked.output
    of = category_called(category)
    with wire(asked.settings) as archive:
        chosen = asked.tenant
        day = _day(on) if on is not None else day_of(archive.copies.clock())
        if listed is not None:
            count = write_waiting(listed, chosen, of) if waiting else write_due(listed, chosen, of, day)
            output.emit({"csv": str(listed), "count": count})
            output.say("✓ {path} : {count}", path=listed, count=output.count(count, "unité"))
            return exit_codes.DONE
        if waiting:
            return _tell_waiting(output, chosen, of, after, limit)
        return _tell_due(output, chosen, of, day, after, limit)


def _tell_due(output: Output, tenant: Tenant, category: Category, on: date, after: str | None, limit: int) -> int:
    page = due_units(tenant.key, category, on, after=page_after(after), limit=limit)
    count = count_due(tenant.key, category, on)
    following = next_page(page[-1]) if len(page) == limit else None
    extent = extent_due(tenant.key, category, on) if count < COUNT_TO and after is None else None
    output.emit(
        {
            "on": on.isoformat(),
            "category": str(category),
            "count": count,
            "extent": extent and extent.as_json(),
            "units": [_due_as_json(each, category) for each in page],
            "next": following,
        }
    )
    for each in page:
        output.line(each.unit, each.title)
        ended = output.text("échue le {day}", day=written_day(each.ending, output.language))
        final = sort_final_of(each, category)
        parts = [ended, final or "", ", ".join(each.rules)]
        output.line("   ", " · ".join(part for part in parts if part))
        if each.held:
            output.say("    sous gel : rien ne peut en être éliminé")
    _tell_end(output, count, following, output.volume(extent.bytes, extent.metres) if extent else "")
    return exit_codes.DONE


def _tell_waiting(output: Output, tenant: Tenant, category: Category, after: str | None, limit: int) -> int:
    page = waiting_units(tenant.key, category, after=waiting_after(after), limit=limit)
    count = count_waiting(tenant.key, category)
    following = next_page(page[-1]) if len(page) == limit else None
    units = [{"id": str(each.unit), "title": each.title, "rule": each.rule} for each in page]
    output.emit({"category": str(category), "count": count, "units": units, "next": following})
    for each in page:
        output.line(each.unit, each.title)
        output.say("    attend l'événement de {rule}", rule=each.rule)
    _tell_end(output, count, following)
    return exit_codes.DONE


def _tell_end(output: Output, count: int, following: str | None, volume: str = "") -> None:
    if not count:
        output.say("Aucune unité.")
        return
    plus = "+" if count >= COUNT_TO else ""
    output.line(f"{output.count(count, 'unité')}{plus}", volume and f"· {volume}")
    if following is not None and count > 1:
        output.say("Suite : ajoutez --after {next}", next=following)


def _due_as_json(record: Due, category: Category) -> dict[str, Any]:
    return {
        "id": str(record.unit),
        "title": record.title,
        "ending": record.ending.isoformat(),
        "sort_final": sort_final_of(record, category),
        "final_actions": list(record.finals),
        "rules": list(record.rules),
        "held": record.held,
    }


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise InvalidInput(say.EVENT_IS_NO_DAY, day=text[:40])
    return day
