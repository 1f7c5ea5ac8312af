"""`chartrier copy list | add | retire | replace | heal`"""

from __future__ import annotations

from dataclasses import replace as with_changes
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from chartrier.administration import copies as work
from chartrier.administration.status import free_bytes, statuses
from chartrier.catalog.hosting import register as hosting
from chartrier.catalog.tenants import register
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.output import Output
from chartrier.copies.copies import Copies
from chartrier.copies.healing import heal as heal_tenant
from chartrier.ingest.steps import Progress
from chartrier.records.finding import Finding
from chartrier.settings import Settings
from chartrier.vault.store import Store
from chartrier.wiring import Wiring, wire

copy = typer.Typer(name="copy", help="Les copies de l'archive.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NOM", help="Le nom de la copie.")]
Folder = Annotated[Path, typer.Argument(metavar="DOSSIER", help="Un dossier vide, qui n'est qu'à cette copie.")]


@copy.command("list")
@answering
def list_(asked: Answering) -> int:
    """Donner les copies, leur dossier, la place qui reste, les collectivités en retard."""
    with wire(asked.settings) as archive:
        copies = archive.copies
        behind = {store.name: 0 for store in copies.stores}
        for status in statuses(copies):
            for each in status.copies:
                behind[each.name] += each.finding is not None
        offers = {name: each.code for each in hosting.offers() for name in each.offer.copies}
        for store in copies.stores:
            _tell(asked.output, store, asked.settings.copies[store.name], behind[store.name], offers.get(store.name))
    return exit_codes.DONE


@copy.command()
@answering
def add(asked: Answering, name: Name, folder: Folder) -> int:
    """Ajouter une copie : la remplir d'après les autres, puis l'écrire dans les réglages."""
    with wire(asked.settings) as archive:
        return _take_in(archive, name, work.settings_with(asked.settings, name, folder.absolute()), [], asked.output)


@copy.command()
@answering
def replace(asked: Answering, name: Name, folder: Folder) -> int:
    """Remplacer une copie perdue, ou la déplacer : remplir le nouveau dossier, puis l'écrire dans les réglages."""
    with wire(asked.settings) as archive:
        changed = work.settings_moved(asked.settings, name, folder.absolute())
        former = [store for store in archive.copies.stores if store.name == name]
        return _take_in(archive, name, changed, former if changed.copies != asked.settings.copies else [], asked.output)


@copy.command()
@answering
def retire(asked: Answering, name: Name) -> int:
    """Retirer une copie des réglages, quand les autres ont tout. Rien n'y est effacé."""
    output = asked.output
    changed = work.settings_without(asked.settings, name)
    with wire(asked.settings) as archive:
        with output.progress() as tell:
            work.require_spared(_copies(archive, changed), partial(_show, tell))
        owed = work.owed(name)
        told = work.keep(asked.settings, changed)
        if told is None:
            work.forget(name)
    folder = asked.settings.copies[name]
    findings = [*_told(output, told), *(each.as_json(output.language) for each in owed)]
    output.emit({"copy": name, "folder": str(folder), "retired": told is None, "findings": findings})
    output.findings(owed)
    if told is None:
        output.say("✓ copie {name} retirée ; ses octets restent dans {folder}", name=name, folder=folder)
    else:
        output.finding(told)
    return exit_codes.DONE if told is None else exit_codes.REFUSED


@copy.command()
@answering
def heal(
    asked: Answering,
    name: Annotated[str | None, typer.Argument(metavar="NOM", help="Une seule copie ; sinon, toutes.")] = None,
) -> int:
    """Rendre aux copies qui étaient absentes ce qui leur manque."""
    output = asked.output
    if name is not None:
        work.require_copy(asked.settings, name)
    worst = exit_codes.DONE
    with wire(asked.settings) as archive:
        for tenant in register.tenants():
            with output.progress() as tell:
                published = heal_tenant(tenant, archive.copies, partial(_show, tell))
            behind = {each: why for each, why in published.behind.items() if name in (None, each)}
            output.emit(
                {
                    "tenant": tenant.code,
                    "size": published.checkpoint.size,
                    "behind": {each: why.as_json(output.language) for each, why in behind.items()},
                }
            )
            if behind:
                worst = exit_codes.REFUSED
                output.say("✗ {code} : {name}", code=tenant.code, name=tenant.name)
                output.findings(behind.values())
            else:
                output.say("✓ {code} : {name}", code=tenant.code, name=tenant.name)
    return worst


def _take_in(archive: Wiring, name: str, changed: Settings, former: list[Store], output: Output) -> int:
    """Fill a copy where it is to be, tell the settings, and fill it once more with what came meanwhile."""
    settings, folder = archive.settings, changed.copies[name]
    copies = _copies(archive, changed)
    for store in former:
        store.name = work.FORMER.format(name=name)
    work.make_place(folder)
    with output.progress() as tell:
        work.fill(name, with_changes(copies, stores=[*copies.stores, *former]), partial(_show, tell))
        told = work.keep(settings, changed)
        work.fill(name, copies, partial(_show, tell))
    for store in former:
        work.forget(store.name)
    output.emit({"copy": name, "folder": str(folder), "set": told is None, "findings": _told(output, told)})
    output.say("✓ copie {name} remplie dans {folder}", name=name, folder=folder)
    if told is not None:
        output.finding(told)
        return exit_codes.REFUSED
    return exit_codes.DONE


def _copies(archive: Wiring, settings: Settings) -> Copies:
    """The copies of other settings than those of the archive."""
    return with_changes(archive, settings=settings).copies


def _told(output: Output, finding: Finding | None) -> list[dict[str, Any]]:
    return [] if finding is None else [finding.as_json(output.language)]


def _show(tell: Progress, done: int, of: int) -> None:
    tell("copies", done, of)


def _tell(output: Output, store: Store, folder: Path, behind: int, offer: str | None) -> None:
    free = free_bytes(store)
    output.emit(
        {"copy": store.name, "folder": str(folder), "free_bytes": free, "tenants_behind": behind, "offer": offer}
    )
    if free is None:
        output.say("✗ copie {name} : {folder} n'est pas là", name=store.name, folder=folder)
        return
    output.say("✓ copie {name} : {folder}, {room} libres", name=store.name, folder=folder, room=output.amount(free))
    if offer is not None:
        output.say("  offre {code} (chartrier hosting offer show)", code=offer)
    if behind:
        output.say("  en retard pour {tenants}", tenants=output.count(behind, "collectivité"))
