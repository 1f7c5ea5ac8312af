"""`chartrier worker`"""

from __future__ import annotations

from typing import Annotated

import typer

from chartrier.catalog.texts.register import ask_reading
from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.wiring import wire

Concurrency = Annotated[int, typer.Option(min=1, max=32, metavar="N", help="Combien de travaux à la fois.")]


@answering
def worker(
    asked: Answering,
    concurrency: Concurrency = 2,
    once: Annotated[bool, typer.Option("--once", help="Faire ce qui attend, puis s'arrêter.")] = False,
) -> int:
    """Faire les travaux demandés par les pages web ; Ctrl-C l'arrête, une fois finis ceux qui sont en cours."""
    from chartrier.worker.running import run

    output = asked.output

    def tell() -> None:
        output.emit({"worker": "ready"})
        output.say("✓ prêt à travailler (Ctrl-C pour arrêter)")

    with wire(asked.settings) as archive:
        if once:
            # what came otherwise is read by the clock, which nobody waits for here
            ask_reading()
        run(archive, concurrency=concurrency, wait=not once, started=tell)
    return exit_codes.DONE
