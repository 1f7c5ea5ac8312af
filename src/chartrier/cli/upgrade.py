"""`chartrier upgrade`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chartrier import clock
from chartrier.administration.upgrade import Plan, backup_name, plan
from chartrier.administration.upgrade import upgrade as bring_up
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.output import Output
from chartrier.records.finding import Findings
from chartrier.wiring import wire_as_it_is


@answering
def upgrade(
    asked: Answering,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire ce qui serait fait, et ne rien faire.")] = False,
    backup: Annotated[
        Path | None,
        typer.Option(metavar="FICHIER", help="Où sauvegarder la base d'abord ; sinon, dans backups/ de l'archive."),
    ] = None,
    backup_made: Annotated[
        bool, typer.Option("--backup-made", help="Votre propre PostgreSQL est déjà sauvegardé.")
    ] = False,
) -> int:
    """Mettre une archive d'une version plus ancienne à jour : la base est sauvegardée d'abord."""
    findings = Findings()
    written = None
    with wire_as_it_is(asked.settings) as archive:
        planned = plan(archive.copies.stores, findings)
        if not dry_run and not planned.is_empty:
            written = bring_up(
                planned,
                archive.application_role,
                back_up=archive.backing_up,
                backup=backup or backup_name(asked.settings.home, clock.now()),
                backup_made=backup_made,
            )
    _tell(asked.output, planned, findings, written, done=not dry_run)
    if backup is not None and planned.is_empty:
        asked.output.say("  rien n'a été sauvegardé : rien n'avait à être changé")
    return exit_codes.REFUSED if findings.refused else exit_codes.DONE


def _tell(output: Output, planned: Plan, findings: Findings, written: Path | None, *, done: bool) -> None:
    output.emit(
        {
            "done": done,
            "migrations": list(planned.migrations),
            "markers": [{"copy": store.name, "tenant": tenant} for store, tenant in planned.unmarked],
            "uncomputed": [f"{key:09d}" for key in planned.uncomputed],
            "backup": written and str(written),
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    if planned.is_empty:
        output.say("✓ L'archive est à jour.")
    elif done:
        output.say("✓ L'archive a été mise à jour.")
    else:
        output.say("Serait fait (rien n'a été changé) :")
    if written is not None:
        output.say("  sauvegarde de la base : {file}", file=written)
    for name in planned.migrations:
        output.say("  tables : {name}", name=name)
    for store, tenant in planned.unmarked:
        output.say("  copie {copy} : version du format dans le dossier {tenant}", copy=store.name, tenant=tenant)
    for key in planned.uncomputed:
        output.say("  échéances : collectivité {tenant}", tenant=f"{key:09d}")
    output.findings(findings)
