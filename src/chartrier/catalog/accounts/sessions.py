"""What is kept of who was signed in, and how long."""

from __future__ import annotations

from datetime import timedelta

from django.db import connections

from chartrier.catalog.transaction import transaction

TRACES = timedelta(days=30)
"""How long the address, browser and dates of a session are kept after what was last done in it: whoever came in by an
address meanwhile is not shut out there by the wrong passwords of strangers elsewhere.
"""


def forget_sessions() -> None:
    """Let go of the sessions that have ended, and of the traces of those of long ago."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM django_session WHERE expire_date <= now()")
        cursor.execute(
            "DELETE FROM usersessions_usersession WHERE last_seen_at <= now() - make_interval(secs => %s)",
            [TRACES.total_seconds()],
        )
