"""`chartrier correct`"""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive.differences import Difference
from chartrier.cli import exit_codes
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.impacts import impact_as_json, tell_impacts
from chartrier.cli.lists import opened, refused
from chartrier.cli.output import Output
from chartrier.curation import findings as say
from chartrier.curation.changes import Move, Wanted, read_change_list, read_changes
from chartrier.curation.correcting import Correction, Plan, plan, units_found
from chartrier.curation.correcting import correct as do_correct
from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.wiring import wire

SHOWN = 20
"""Units that are shown to people, of many."""
LARGEST = 16 << 20
"""Bytes of a description that is given whole."""


@deciding
def correct(
    by: Deciding,
    unit: Annotated[UUID | None, typer.Argument(metavar="IDENTIFIANT", help="L'unité à corriger.")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="ÉLÉMENT=VALEUR", help='Par exemple Title="…" ; peut être répété.'),
    ] = None,
    unset: Annotated[
        list[str] | None, typer.Option(metavar="ÉLÉMENT", help="Un élément à retirer ; peut être répété.")
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar='"add|remove|change CATÉGORIE RÈGLE [DATE]"',
            help="Une règle à ajouter, retirer ou dater ; peut être répété.",
        ),
    ] = None,
    content: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Toute la description, en JSON, comme la donne « show --json »."),
    ] = None,
    move_to: Annotated[UUID | None, typer.Option(metavar="PARENT", help="L'unité où la déplacer.")] = None,
    move_from: Annotated[
        UUID | None,
        typer.Option("--from", metavar="PARENT", help="L'unité d'où la déplacer, si elle est dans plusieurs."),
    ] = None,
    list_: Annotated[
        Path | None,
        typer.Option("--list", metavar="FICHIER", help="Un CSV « identifiant;élément;valeur » : beaucoup d'unités."),
    ] = None,
    query: Annotated[str | None, typer.Option(metavar="MOTS", help="Toutes les unités que ces mots trouvent.")] = None,
    count: Annotated[
        int | None, typer.Option(metavar="NOMBRE", help="Le nombre d'unités à corriger, quand il y en a plusieurs.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXTE", help="Le motif.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer ce qui serait fait, sans rien faire.")] = False,
) -> int:
    """Corriger la description, les règles ou la place d'unités. Les paquets reçus restent tels quels."""
    output = by.output
    changes = read_changes(set_ or (), unset or (), rule or ())
    moves = [Move(move_to, move_from)] if move_to is not None else []
    findings = Findings()
    with wire(by.settings) as archive:
        collectivite = tenant_of(by.tenant)
        several = list_ is not None or query is not None
        if (unit is not None) + (list_ is not None) + (query is not None) != 1:
            raise InvalidInput(say.ONE_WAY)
        if list_ is not None:
            with opened(list_) as stream:
                wanted = read_change_list(stream, findings, file=list_.name)
        else:
            units = [unit] if unit is not None else _found(collectivite, query or "")
            given = None if content is None else _description(content)
            wanted = [Wanted(each, changes, moves, given) for each in units]
        if refused(output, findings):
            return exit_codes.REFUSED
        what = plan(wanted, collectivite, archive.copies)
        act = None
        if not dry_run and not what.findings.refused:
            if several and count != len(what.corrections):
                _show(output, what, None)
                raise InvalidInput(say.WRONG_COUNT, count=len(what.corrections), typed=count or 0)
            if not output.json:
                _tell(output, what)
            actor = by.actor(archive, collectivite, Permission.CORRECT)
            act = do_correct(what, reason, collectivite, archive.copies, actor)
            output.emit(_as_json(what, act, output))
            output.say("✓ unités corrigées : {count} (acte {act})", count=output.number(len(what.corrections)), act=act)
            return exit_codes.DONE
    _show(output, what, act)
    return exit_codes.REFUSED if what.findings.refused else exit_codes.DONE


def _found(tenant: Tenant, words: str) -> list[UUID]:
    return units_found(tenant, words)


def _description(file: Path) -> Any:
    with opened(file) as stream:
        data = stream.read(LARGEST + 1)
    try:
        if len(data) > LARGEST:
            raise ValueError(f"> {LARGEST}")
        read = json_text.loads(data)
        if not isinstance(read, dict):
            raise ValueError("{}")
    except (ValueError, RecursionError) as problem:
        raise InvalidInput(say.NOT_JSON, path=str(file), why=str(problem)[:100]) from None
    return read.get("content", read)


def _show(output: Output, what: Plan, act: UUID | None) -> None:
    output.emit(_as_json(what, act, output))
    _tell(output, what)


def _as_json(what: Plan, act: UUID | None, output: Output) -> dict[str, Any]:
    return {
        "act": act and str(act),
        "count": len(what.corrections),
        "units": [_correction_as_json(each) for each in what.corrections],
        "endings": [impact_as_json(each) for each in what.impacts],
        "findings": [finding.as_json(output.language) for finding in what.findings],
    }


def _correction_as_json(correction: Correction) -> dict[str, Any]:
    return {
        "id": str(correction.before.id),
        "title": correction.title,
        "differences": [difference_as_json(each) for each in correction.differences],
    }


def difference_as_json(difference: Difference) -> dict[str, Any]:
    return {"element": difference.element, "before": list(difference.before), "after": list(difference.after)}


def _tell(output: Output, what: Plan) -> None:
    for correction in what.corrections[:SHOWN]:
        output.line(correction.before.id, correction.title)
        tell_differences(output, correction.differences, "  ")
    if len(what.corrections) > SHOWN:
        output.say("  … et {count} de plus", count=output.count(len(what.corrections) - SHOWN, "unité"))
    tell_impacts(output, what.impacts)
    output.findings(what.findings)


def tell_differences(output: Output, differences: list[Difference], margin: str) -> None:
    """Before and after of each element, below its name."""
    for each in differences:
        output.line(f"{margin}{each.element}")
        for value in each.before:
            output.line(f"{margin}  -", _value(value))
        for value in each.after:
            output.line(f"{margin}  +", _value(value))


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json_text.dumps(value, ensure_ascii=False)
