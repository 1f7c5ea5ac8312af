"""What a purge of what left has done, told."""

from __future__ import annotations

from chartrier.cli import exit_codes
from chartrier.cli.output import Output
from chartrier.copies.destruction.ordering import Ordered


def tell_purged(output: Output, done: Ordered) -> int:
    """The order, what went, and the copies that still have it."""
    counts, owing = done.counts, done.owing
    output.emit(
        {
            "order": str(done.act),
            "units": counts.units,
            "objects": counts.objects,
            "bytes": counts.bytes,
            "owing": None if owing is None else list(owing),
        }
    )
    output.say(
        "✓ ordre {act} : {units}, {amount} détruits",
        act=done.act,
        units=output.count(counts.units, "unité"),
        amount=output.amount(counts.bytes),
    )
    for copy in owing or ():
        output.say("! la copie {copy} sera purgée à son retour", copy=copy)
    return exit_codes.DONE
