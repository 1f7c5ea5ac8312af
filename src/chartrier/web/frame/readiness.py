"""Whether the site can serve: database, tables of this version, enough copies."""

from __future__ import annotations

from chartrier.catalog.database.migration import missing_migrations
from chartrier.errors import ChartrierError
from chartrier.web.frame.archive import served


def not_ready() -> list[str]:
    """What is missing, by name; nothing of where it is."""
    missing = []
    try:
        if missing_migrations():
            missing.append("migrations")
    except Exception:  # noqa: BLE001 - whatever the driver raises, the database does not answer
        missing.append("database")
    copies = served().copies
    reached = 0
    for store in copies.stores:
        try:
            list(store.tenants())
            reached += 1
        except (ChartrierError, OSError):
            continue
    if reached < copies.minimum:
        missing.append("copies")
    return missing
