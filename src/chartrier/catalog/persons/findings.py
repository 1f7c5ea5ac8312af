"""What the requests of persons in the database have to say."""

from __future__ import annotations

from chartrier.records.finding import FindingKind, Severity

REQUEST_CLOSED = FindingKind(
    "DDP-021",
    Severity.ERROR,
    fr="Cette demande est close : elle ne change plus.",
    en="This request is closed: it no longer changes.",
    remedy_fr="Ouvrez-en une autre si la personne revient.",
    remedy_en="Open another one if the person comes back.",
)
