"""`chartrier view`, `chartrier view folder`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.tenants.register import tenants
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, AnsweringFor, answering, answering_for
from chartrier.cli.choosing import choice
from chartrier.cli.options import TenantCode
from chartrier.cli.output import Output
from chartrier.copies.documents import new_file
from chartrier.hosting.checking import registered
from chartrier.records.tenant import Tenant
from chartrier.territory.area import area_of
from chartrier.view.area_view import AreaView, area_view, within
from chartrier.view.cells import COLUMNS, LEVELS, Level, Row
from chartrier.view.folder import folder as folder_of
from chartrier.view.spreadsheet import Form, written
from chartrier.view.tenant_view import TenantView, view_of
from chartrier.wiring import Wiring, wire

view = typer.Typer(
    name="view",
    help="La vue : une ligne par série, où se croisent archivage, durées, accès, données et copies.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

MARKS = {Level.ALERT: "✗", Level.WATCH: "!", Level.UNKNOWN: "?", Level.GOOD: "✓", Level.NONE: "·"}


@view.callback()
@answering
def matrix(
    asked: Answering,
    context: typer.Context,
    tenant: TenantCode = None,
    area: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Un territoire (R53, D22, un EPCI), en tout : ses collectivités d'ici."),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FICHIER", help="Un tableau à écrire ; il ne doit pas exister."),
    ] = None,
    form: Annotated[str, typer.Option(metavar="FORME", help="csv ou ods.")] = Form.CSV,
) -> int:
    """Donner la vue d'une collectivité, ou de toutes ; ce qui est à traiter d'abord."""
    output = asked.output
    chosen = choice(Form, form)
    with wire(asked.settings) as archive:
        if area is not None:
            _tell_area(output, _of_area(archive, area))
            return exit_codes.DONE
        wanted = [tenant_of(tenant)] if tenant is not None or target is not None else tenants()
        views = _views(archive, wanted)
    if target is not None:
        with new_file(target) as file:
            file.write(written(views[0], chosen, output.language))
    output.emit({"tenants": [each.as_json(output.language) for each in views]})
    for each in views:
        _tell(output, each)
    if target is not None:
        output.say("✓ {target}", target=target)
    return exit_codes.DONE


@view.command()
@answering_for
def folder(
    asked: AnsweringFor,
    target: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FICHIER", help="Le fichier zip à écrire ; il ne doit pas exister."),
    ],
) -> int:
    """Écrire le dossier de conformité : ce que l'archive montre d'elle-même, avec ses preuves. Rien n'est certifié."""
    output = asked.output
    with wire(asked.settings) as archive:
        (found,) = _views(archive, [asked.tenant])
        data = folder_of(found, archive.copies)
    with new_file(target) as file:
        file.write(data)
    output.emit({"output": str(target), "bytes": len(data), "certified": False})
    output.say("✓ {target}", target=target)
    return exit_codes.DONE


def _views(archive: Wiring, wanted: list[Tenant]) -> list[TenantView]:
    entered, copies = registered(), archive.copies
    return [view_of(each, copies, entered) for each in wanted]


def _of_area(archive: Wiring, code: str) -> AreaView:
    area, entered, copies = area_of(code), registered(), archive.copies
    return area_view(area, within(area, tenants()), lambda tenant: view_of(tenant, copies, entered))


def _tell(output: Output, found: TenantView) -> None:
    output.line(found.tenant.siren, found.tenant.name)
    for row in found.held:
        _tell_row(output, row)
    if found.empty:
        output.say("  {series} du tableau sans rien d'archivé", series=output.count(len(found.empty), "série"))


def _tell_row(output: Output, row: Row) -> None:
    title = row.title.within(output.language)
    output.line("  ", MARKS[row.level], row.code, title)
    for column, name in COLUMNS.items():
        cell = row.cells[column]
        if cell.level is Level.NONE:
            continue
        output.line("     ", MARKS[cell.level], f"{name.within(output.language)} :", cell.state.within(output.language))
        if cell.action is not None:
            output.line("        ", "→", cell.action.within(output.language))


def _tell_area(output: Output, found: AreaView) -> None:
    output.emit(found.as_json(output.language))
    for line in (found.whole, *found.parts, *found.tenants):
        output.line(line.code, line.name, "·", output.count(line.tenants, "collectivité"))
        for column, name in COLUMNS.items():
            counts = line.summary[column]
            told = ", ".join(
                f"{LEVELS[level].within(output.language)} {counts[level]}" for level in Level if counts[level]
            )
            if told:
                output.line("     ", f"{name.within(output.language)} :", told)
