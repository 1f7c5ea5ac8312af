"""`chartrier hold set | lift | list | show`"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import keys_of, tenant_of
from chartrier.catalog.archive.questions import titles
from chartrier.catalog.gels import holding
from chartrier.catalog.gels.models import Gel
from chartrier.cli import exit_codes
from chartrier.cli.answering import AnsweringFor, answering_for
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.lists import UnitList, UnitsWhole, units_listed
from chartrier.cli.moments import readable
from chartrier.cli.output import Output
from chartrier.clock import day_of
from chartrier.copies.texts import outlasting
from chartrier.curation.gels import Terms, gel_named, lift_gel, set_gel
from chartrier.records.roles import Permission
from chartrier.wiring import wire

hold = typer.Typer(
    name="hold",
    help="Les gels : ce qui ne peut être ni éliminé, ni transféré, ni déplacé.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

GelId = Annotated[UUID, typer.Argument(metavar="GEL", help="L'identifiant du gel.")]
SHOWN = 20
"""Units that are shown to people."""


@hold.command("set")
@deciding
def set_(
    by: Deciding,
    name: Annotated[str, typer.Option(metavar="TEXTE", help="Comment l'appeler.")],
    reason: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif.")],
    authority: Annotated[str, typer.Option(metavar="TEXTE", help="L'autorité qui le demande.")],
    review: Annotated[datetime, typer.Option(metavar="AAAA-MM-JJ", formats=["%Y-%m-%d"], help="Le jour où le revoir.")],
    unit: UnitsWhole = None,
    list_: UnitList = None,
) -> int:
    """Geler des unités et tout ce qu'elles contiennent, ou contiendront."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        units = units_listed(output, unit or (), list_)
        if units is None:
            return exit_codes.REFUSED
        actor = by.actor(archive, collectivite, Permission.HOLD)
        terms = Terms(name, reason, authority, review.date())
        gel = set_gel(units, terms, collectivite, archive.copies, actor)
        held = holding.count_held(collectivite.key, gel)
        remarks = outlasting(collectivite.key, units, (name, reason, authority))
    findings = [finding.as_json(output.language) for finding in remarks]
    output.emit({"gel": str(gel), "named": len(set(units)), "held": held, "findings": findings})
    output.say("✓ gel {gel} posé ; unités retenues : {count}", gel=gel, count=output.number(held))
    output.findings(remarks)
    return exit_codes.DONE


@hold.command()
@deciding
def lift(by: Deciding, gel: GelId, reason: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif.")]) -> int:
    """Lever un gel."""
    output = by.output
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        actor = by.actor(archive, collectivite, Permission.LIFT)
        levee = lift_gel(gel, reason, collectivite, archive.copies, actor)
    output.emit({"gel": str(gel), "levee": str(levee)})
    output.say("✓ gel {gel} levé (acte {act})", gel=gel, act=levee)
    return exit_codes.DONE


@hold.command("list")
@answering_for
def list_gels(
    asked: AnsweringFor,
    review_due: Annotated[bool, typer.Option("--review-due", help="Seulement ceux qu'il est temps de revoir.")] = False,
    lifted: Annotated[bool, typer.Option("--lifted", help="Aussi ceux qui sont levés.")] = False,
) -> int:
    """Donner les gels en vigueur, les premiers à revoir d'abord."""
    output = asked.output
    with wire(asked.settings) as archive:
        today = day_of(archive.copies.clock())
        gels = holding.gels_of(keys_of(asked.code), review_by=today if review_due else None, lifted=lifted)
        for gel in gels:
            output.emit(_as_json(gel))
            _tell(output, gel)
    if not gels:
        output.say("Aucun gel.")
    return exit_codes.DONE


@hold.command()
@answering_for
def show(asked: AnsweringFor, gel: GelId) -> int:
    """Montrer un gel : son motif, les unités qu'il désigne, combien il en retient."""
    output = asked.output
    with wire(asked.settings):
        collectivite = asked.tenant
        found = gel_named(gel, collectivite)
        units = holding.roots_of(collectivite.key, gel)
        named = titles(collectivite.key, units)
        held = holding.count_held(collectivite.key, gel)
    shown = [{"id": str(unit), "title": named.get(unit)} for unit in units]
    output.emit({**_as_json(found), "held": held, "units": shown})
    _tell(output, found)
    output.say("  unités retenues : {count} ; unités désignées :", count=output.number(held))
    for unit in shown[:SHOWN]:
        output.line("   ", unit["id"], unit["title"] or "")
    if len(shown) > SHOWN:
        output.say("    … et {count} de plus", count=output.count(len(shown) - SHOWN, "unité"))
    return exit_codes.DONE


def _as_json(gel: Gel) -> dict[str, Any]:
    return {
        "gel": str(gel.id),
        "tenant": f"{gel.tenant:09d}",
        "name": gel.name,
        "reason": gel.reason,
        "authority": gel.authority,
        "review": gel.review.isoformat(),
        "lifted": gel.lifted and str(gel.lifted),
    }


def _tell(output: Output, gel: Gel) -> None:
    output.line(gel.id, gel.name)
    output.say("  motif : {reason}", reason=gel.reason)
    output.say("  demandé par {authority}", authority=gel.authority)
    if gel.lifted is not None:
        output.say("  levé (acte {act})", act=gel.lifted)
    else:
        output.say("  à revoir le {day}", day=readable(gel.review.isoformat(), output.language))
