"""What every step asks first, and what it says of its person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chartrier.disposition import findings as say
from chartrier.errors import NotAllowed
from chartrier.records.actor import Actor
from chartrier.records.digest import Digest
from chartrier.records.roles import Permission
from chartrier.rules.disposition.steps import Taken

LONGEST_TEXT = 10_000
"""Characters of a motive."""

PDF = b"%PDF-"
"""How a PDF begins."""


def require_may(actor: Actor, *any_of: Permission) -> None:
    """Raises NotAllowed when the person has none of these permissions."""
    if not any(actor.may(permission) for permission in any_of):
        raise NotAllowed(say.MAY_NOT, permission=", ".join(any_of))


def took(actor: Actor, now: datetime, *, granted: bool = True, motive: str = "") -> Taken:
    """The step that this person takes now."""
    return Taken(actor.person, actor.principal, now, granted, motive.strip()[:LONGEST_TEXT])


def members_of(taken: Taken) -> dict[str, Any]:
    """What the act says of its step besides who and when."""
    return {"principal": str(taken.principal), "granted": taken.granted, "motive": taken.motive}


def listed(data: bytes) -> dict[str, Any]:
    """A list in the package: how many lines, and its digest."""
    return {"count": data.count(b"\n"), "digest": str(Digest.of("sha512", data))}
