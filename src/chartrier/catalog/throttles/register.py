"""The counters in the database, by whose clock they end. Each change is one statement: two processes lose none."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import connections

from chartrier.catalog.transaction import transaction


def count(key: str, seconds: float) -> tuple[int, float]:
    """Count one more under this key, from which the window of so many seconds runs when it is the first.

    How many there are now, and the seconds until the window ends.
    """
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO throttles_throttle AS kept (digest, value, expires)
            VALUES (%(digest)s, '1', now() + make_interval(secs => %(seconds)s))
            ON CONFLICT (digest) DO UPDATE SET
                value = CASE WHEN kept.expires <= now() THEN '1' ELSE to_jsonb(kept.value::int + 1) END,
                expires = CASE WHEN kept.expires <= now() THEN EXCLUDED.expires ELSE kept.expires END
            RETURNING value::int, extract(epoch FROM expires - now())
            """,
            {"digest": _digest(key), "seconds": seconds},
        )
        number, left = cursor.fetchone()
    return int(number), float(left)


def counted(key: str) -> tuple[int, float]:
    """How many there are under this key, and the seconds until its window ends, without counting."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT value::int, extract(epoch FROM expires - now()) FROM throttles_throttle"
            " WHERE digest = %s AND expires > now()",
            [_digest(key)],
        )
        row = cursor.fetchone()
    return (int(row[0]), float(row[1])) if row else (0, 0.0)


def remembered(key: str) -> Any:
    """What lies under this key, None when nothing does or it has ended."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT value FROM throttles_throttle WHERE digest = %s AND expires > now()",
            [_digest(key)],
        )
        row = cursor.fetchone()
    return json.loads(row[0]) if row and isinstance(row[0], str) else row[0] if row else None


def remember(key: str, value: Any, seconds: float, *, only_new: bool = False) -> bool:
    """Put a value of JSON under this key; with `only_new`, only where nothing lies. Whether it was put."""
    clause = "WHERE kept.expires <= now()" if only_new else ""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO throttles_throttle AS kept (digest, value, expires)
            VALUES (%s, %s, now() + make_interval(secs => %s))
            ON CONFLICT (digest) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires {clause}
            """,  # noqa: S608 - a clause of ours
            [_digest(key), json.dumps(value), seconds],
        )
        return bool(cursor.rowcount)


def forget(key: str) -> bool:
    """Whether something lay there."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM throttles_throttle WHERE digest = %s AND expires > now()", [_digest(key)])
        return bool(cursor.rowcount)


def forget_ended() -> None:
    """Let go of what has ended."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM throttles_throttle WHERE expires <= now()")


def forget_all() -> None:
    """Let go of everything."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM throttles_throttle")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
