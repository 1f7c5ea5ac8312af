"""Write `docs/constats.md`, the list of every finding: `python docs/constats.py` (a test holds it current)."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import groupby
from pathlib import Path

import chartrier
from chartrier.records.finding import FindingKind, Severity
from chartrier.web.site import SETTINGS
from chartrier.wiring import set_up_django

PAGE = Path(__file__).with_suffix(".md")

HEAD = """\
# Constats

Tout ce que Chartrier peut avoir à dire, par code. Un code ne change jamais de sens. Une **erreur** refuse le paquet ou
arrête la commande ; une **remarque** laisse passer et le dit (la collectivité peut faire de certaines un refus :
`chartrier tenant set SIREN --refuse …`). Les mots entre accolades sont remplacés par ce qui a été trouvé. La référence
est la clause du standard, ou l'événement du journal de Vitam le plus proche. Les mêmes phrases existent en anglais
(`--lang en`).

Cette page est écrite par `python docs/constats.py`, d'après le code.
"""

SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "remarque"}


def kinds() -> list[FindingKind]:
    """Every kind of finding of the package, by code."""
    set_up_django(SETTINGS)
    found: dict[int, FindingKind] = {}
    for module in pkgutil.walk_packages(chartrier.__path__, "chartrier."):
        if ".migrations." not in module.name:
            values = vars(importlib.import_module(module.name)).values()
            found |= {id(value): value for value in values if isinstance(value, FindingKind)}
    return sorted(found.values(), key=lambda kind: kind.code)


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for prefix, declared in groupby(kinds(), key=lambda kind: kind.code.partition("-")[0]):
        rows = "".join(f"| {' | '.join(_cells(kind))} |\n" for kind in declared)
        parts.append(
            f"## {prefix}\n\n| code | gravité | constat | que faire | référence |\n|---|---|---|---|---|\n{rows}"
        )
    return "\n".join(parts)


def _cells(kind: FindingKind) -> list[str]:
    reference = f"`{kind.reference}`" if re.fullmatch(r"[A-Z0-9_.]+", kind.reference) else _cell(kind.reference)
    return [f"`{kind.code}`", SEVERITIES[kind.severity], _cell(kind.fr), _cell(kind.remedy_fr), reference]


def _cell(text: str) -> str:
    """Text as a cell of a table: a bar would end it, angle brackets would be markup. Of words that agree with a number,
    those of several; how a day or an amount is written is left out.
    """
    text = re.sub(r"{\w+:[^|}]*[|]([^}]*)}", r"\1", text)
    text = re.sub(r"{(\w+):[a-z]+[+-]?}", r"{\1}", text)
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
