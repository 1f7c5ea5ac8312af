"""`chartrier settings`"""

from __future__ import annotations

from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.settings import describe


def settings(home: Home = None, json: Json = False, lang: Lang = None) -> int:
    """Donner chaque réglage : valeur, origine, sens."""
    known, output = invoked(home, json, lang)
    for row in describe(known):
        output.emit(
            {
                "name": row.name,
                "variable": row.variable,
                "value": row.shown,
                "origin": row.origin,
                "meaning": row.fr if output.language == "fr" else row.en,
            }
        )
        output.line(f"{row.name} = {row.shown or '—'}", row.unit)
        output.line("   ", output.text("[{origin}]", origin=output.text(row.origin)), row.variable)
        output.line("   ", row.fr if output.language == "fr" else row.en)
    return exit_codes.DONE
