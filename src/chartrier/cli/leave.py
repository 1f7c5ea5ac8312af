"""`chartrier leave`: a collectivité takes all it has with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from chartrier.administration.leaving import leave as take_all
from chartrier.administration.tenants import tenant_of
from chartrier.cli import exit_codes
from chartrier.cli.acting import As, PassphraseFile, acting
from chartrier.cli.answering import Answering, answering
from chartrier.cli.deliver import Motive
from chartrier.records.roles import Permission
from chartrier.wiring import new_copy, wire


@answering
def leave(
    asked: Answering,
    tenant: Annotated[str, typer.Option("--tenant", metavar="SIREN", help="La collectivité qui part.")],
    to: Annotated[Path, typer.Option("--to", metavar="DOSSIER", help="Le dossier à écrire ; il ne doit pas exister.")],
    seda: Annotated[bool, typer.Option("--seda", help="Écrire aussi chaque versement en SEDA (SIP).")] = False,
    motive: Motive = None,
    who: As = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Restituer à une collectivité tout ce qu'elle a ici ; interrompu, il reprend. Rien n'est détruit."""
    output = asked.output
    with wire(asked.settings) as archive:
        of = tenant_of(tenant)
        actor = acting(archive, of, who, passphrase_file, Permission.DELIVER)
        store = partial(new_copy, asked.settings)
        with output.progress() as tell:
            done = take_all(to, of, archive.copies, actor, store, seda=seda, motive=motive, tell=tell)
    counts = done.report.counts
    output.emit(
        {
            "output": str(to),
            "act": str(done.act),
            "entries": done.entries,
            "packages": counts.packages,
            "documents": counts.documents,
            "bytes": counts.bytes,
            "seda": done.transfers,
            "proven": done.report.proven,
            "findings": [finding.as_json(output.language) for finding in done.findings],
        }
    )
    output.say(
        "✓ {target} : {packages}, {amount}, tout est prouvé",
        target=to,
        packages=output.count(counts.packages, "paquet"),
        amount=output.amount(counts.bytes),
    )
    output.say("  acte {act}", act=done.act)
    output.findings(done.findings)
    return exit_codes.DONE
