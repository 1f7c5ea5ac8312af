"""Which public archives service has the contrôle scientifique et technique where: a table, no matter of codes.

Alsace, Corse, Paris, the Rhône with the métropole de Lyon, Martinique and Guyane each have one of their own kind. The
code du patrimoine applies otherwise in the collectivités d'outre-mer: no service is named there.

From general knowledge, in November 2026, and not from a text: names are to be confirmed where they count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chartrier.geography.national_list import kept, rows_of


@dataclass(frozen=True, slots=True)
class Archives:
    """A service. `departements` are the codes of where it acts; `of`: the collectivité that it belongs to."""

    code: str
    name: str
    departements: tuple[str, ...]
    of: str


@kept
def archives_services() -> Mapping[str, Archives]:
    """All of them, by the code of each département."""
    services = [Archives(code, name, tuple(where.split()), of) for code, name, where, of in rows_of("archives")]
    return {departement: each for each in services for departement in each.departements}
