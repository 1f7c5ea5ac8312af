"""How much there is of some kind, counted no further than it matters."""

from __future__ import annotations

from django.db import connections

from chartrier.catalog.transaction import transaction

QUESTIONS = {
    "typed": "SELECT FROM archive_unit WHERE tenant = %(tenant)s AND content ? 'DocumentType'",
    "files": "SELECT FROM archive_dataobject WHERE tenant = %(tenant)s AND kind = 'binary'",
    "versements": "SELECT FROM archive_versement WHERE tenant = %(tenant)s AND state = 'accepted'",
}


def more_than(tenant: int, what: str, most: int) -> bool:
    """Whether there are more than so many units that say their type, files or versements (a name of `QUESTIONS`)."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        # what is interpolated is ours
        cursor.execute(
            f"SELECT count(*) FROM ({QUESTIONS[what]} LIMIT %(limit)s) found",  # noqa: S608
            {"tenant": tenant, "limit": most + 1},
        )
        return int(cursor.fetchone()[0]) > most
