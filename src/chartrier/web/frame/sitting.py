"""What a person did a while ago in this session: the parts of one thing, one after the other, are one reading."""

from __future__ import annotations

import time

from chartrier.web.frame.asking import Asked

OPENED = "opened"
SITTING = 1_800
"""Seconds of one sitting."""
REMEMBERED = 50
"""Things that a session remembers."""


def again(request: Asked, thing: str) -> bool:
    """Whether this session did that in this sitting; from now on it has."""
    now = int(time.time())
    held = dict(request.session.get(OPENED, {}))
    recent = {name: when for name, when in held.items() if now - when < SITTING}
    known = thing in recent
    if not known:
        kept = sorted(recent.items(), key=lambda each: each[1])[-REMEMBERED:]
        request.session[OPENED] = dict(kept) | {thing: now}
    return known
