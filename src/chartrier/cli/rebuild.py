"""`chartrier rebuild`"""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from chartrier.catalog.tenants import register
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.options import TenantCode
from chartrier.cli.output import Output
from chartrier.copies.copies import Copies
from chartrier.ingest.steps import Progress
from chartrier.preservation.entering_again import enter_again
from chartrier.preservation.new_log import rebuild_with_loss
from chartrier.preservation.rebuild import Rebuilt, copy_named
from chartrier.preservation.rebuild import rebuild as rebuild_index
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.wiring import wire

SYSTEM = "system"
"""Who acts when the machine's operator does."""


@answering
def rebuild(
    asked: Answering,
    source: Annotated[str, typer.Option("--from", metavar="COPIE", help="La copie d'après laquelle refaire l'index.")],
    tenant: TenantCode = None,
    accept_loss: Annotated[
        bool,
        typer.Option(
            "--accept-loss", help="Renoncer à ce qu'aucune copie n'a plus : ouvre un nouveau journal, et le dit."
        ),
    ] = False,
) -> int:
    """Refaire l'index d'après une copie : rien n'est effacé qui ne soit prouvé dans cette copie."""
    output = asked.output
    worst = exit_codes.DONE
    with wire(asked.settings) as archive:
        copies = archive.copies
        store = copy_named(source, copies)
        known = {each.code: each for each in register.tenants()}
        codes = [tenant] if tenant is not None else sorted({*known, *store.tenants()})
        for code in codes:
            findings = Findings()
            with output.progress() as tell:
                collectivite = _tenant(code, known, store, copies, findings)
                work = partial(rebuild_with_loss, by=SYSTEM) if accept_loss else rebuild_index
                done = work(collectivite, source, copies, findings, partial(_show, tell))
            _tell(output, done, findings)
            if findings.refused:
                worst = exit_codes.REFUSED
    return worst


def _tenant(code: str, known: dict[str, Tenant], store: Store, copies: Copies, findings: Findings) -> Tenant:
    return known[code] if code in known else enter_again(code, store, copies, findings)


def _show(tell: Progress, done: int, of: int) -> None:
    tell("recovery", done, of)


def _tell(output: Output, done: Rebuilt, findings: Findings) -> None:
    output.emit(
        {
            "tenant": done.tenant.code,
            "copy": done.copy,
            "entries": done.entries,
            "journal": {
                "origin": done.checkpoint.origin,
                "size": done.checkpoint.size,
                "root": done.checkpoint.root.hex(),
            },
            "findings": [finding.as_json(output.language) for finding in findings],
        }
    )
    output.say(
        "✓ {code} : index refait d'après la copie {copy} (inscriptions au journal : {entries})",
        code=done.tenant.code,
        copy=done.copy,
        entries=output.number(done.checkpoint.size),
    )
    output.findings(findings)
