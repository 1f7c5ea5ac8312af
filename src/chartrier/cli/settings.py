"""`chartrier settings`"""

from __future__ import annotations

from chartrier.cli import exit_codes
from chartrier.cli.invocation import invoked
from chartrier.cli.options import Home, Json, Lang
from chartrier.settings import describe

ORIGINS = {"option": "option", "environment": "environnement", "file": "fichier", "default": "défaut"}
UNITS = {"bytes": "octets", "copies": "copies", "s": "s"}
"""Units of settings in French; any other describes a form, not an amount."""


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
        unit = output.text(UNITS[row.unit]) if row.shown and row.unit in UNITS else ""
        output.line(f"{row.variable} = {row.shown or '—'}", unit)
        output.line("   ", row.fr if output.language == "fr" else row.en)
        output.line("   ", f"[{output.text(ORIGINS[row.origin])}]")
    return exit_codes.DONE
