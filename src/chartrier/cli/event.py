"""`chartrier event`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.deciding import Deciding, deciding
from chartrier.cli.findings import UNREADABLE_FILE
from chartrier.cli.impacts import impact_as_json, tell_impacts
from chartrier.cli.output import Output
from chartrier.disposition.endings import findings as say
from chartrier.disposition.endings.events import Events, Given, give_events, look_at_events
from chartrier.errors import InvalidInput
from chartrier.records.days import written_day
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.rules.events import EventLine, read_day, read_events
from chartrier.wiring import wire

SHOWN = 20


@deciding
def event(
    by: Deciding,
    unit: Annotated[
        list[UUID] | None, typer.Option("--unit", metavar="IDENTIFIANT", help="Une unité ; peut être répété.")
    ] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="RÈGLE", help="La règle qui commence à courir.")] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="AAAA-MM-JJ", help="Le jour de l'événement.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", metavar="FICHIER", help="Une liste en CSV : identifiant;règle;date.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Remplacer une date déjà connue.")] = False,
    motive: Annotated[str | None, typer.Option("--motive", metavar="TEXTE", help="Pourquoi la remplacer.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire ce qui changerait, sans rien écrire.")] = False,
) -> int:
    """Donner l'événement à partir duquel une durée court (fin de contrat, notification…) ; l'échéance suit."""
    output = by.output
    findings, act = Findings(), None
    lines = _read(listed, findings) if listed is not None else _typed(unit, rule, day, findings)
    with wire(by.settings) as archive:
        chosen = tenant_of(by.tenant)
        events = look_at_events(
            lines,
            listed.name if listed is not None else None,
            chosen,
            archive.copies,
            findings,
            replace=replace,
            motive=motive,
        )
        if not (dry_run or findings.refused):
            actor = by.actor(archive, chosen, Permission.EVENT)
            act = give_events(events, chosen, archive.copies, actor)
    output.emit(_as_json(events, act, output))
    _tell(output, events)
    if findings.refused:
        output.say("✗ Rien n'a été pris.")
        return exit_codes.REFUSED
    if act is not None:
        output.say("✓ {count} (acte {act})", count=output.count(len(events.given), "événement"), act=act)
    else:
        output.say("Rien n'a été écrit.")
    return exit_codes.DONE


def _read(file: Path, findings: Findings) -> list[EventLine]:
    try:
        with file.open("rb") as stream:
            return read_events(stream, findings, file=file.name)
    except OSError:
        raise InvalidInput(UNREADABLE_FILE, path=str(file)) from None


def _typed(units: list[UUID] | None, rule: str | None, day: str | None, findings: Findings) -> list[EventLine]:
    if not units or rule is None or day is None:
        return []
    on = read_day(day)
    if on is None:
        findings.add(say.EVENT_IS_NO_DAY, day=day[:40])
        return []
    return [EventLine(0, unit, rule, on) for unit in dict.fromkeys(units)]


def _tell(output: Output, events: Events) -> None:
    output.findings(events.findings)
    for each in events.given[:SHOWN]:
        output.line(each.depart.unit, each.title)
        day = written_day(each.depart.day, output.language)
        if each.before is None:
            output.say("    {rule} court du {day}", rule=each.depart.rule, day=day)
        else:
            before = written_day(each.before, output.language)
            output.say("    {rule} court du {day}, et non du {before}", rule=each.depart.rule, day=day, before=before)
        ending = written_day(each.ending, output.language) if each.ending else "—"
        output.say("    échéance ({category}) : {ending}", category=each.category, ending=ending)
    if len(events.given) > SHOWN:
        output.say("    … et {count} de plus", count=len(events.given) - SHOWN)
    tell_impacts(output, events.impacts)


def _as_json(events: Events, act: UUID | None, output: Output) -> dict[str, Any]:
    return {
        "act": act and str(act),
        "events": [_given_as_json(each) for each in events.given],
        "impacts": [impact_as_json(each) for each in events.impacts],
        "findings": [finding.as_json(output.language) for finding in events.findings],
    }


def _given_as_json(given: Given) -> dict[str, Any]:
    return {
        "unit": str(given.depart.unit),
        "title": given.title,
        "rule": given.depart.rule,
        "day": given.depart.day.isoformat(),
        "before": given.before and given.before.isoformat(),
        "category": str(given.category),
        "ending": given.ending and given.ending.isoformat(),
    }
