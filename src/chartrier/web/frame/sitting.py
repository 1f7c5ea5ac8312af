"""What a person did a while ago in this session: the parts of one thing, one after the other, are one reading."""

from __future__ import annotations

import time

from chartrier.web.frame.asking import Asked

OPENED = "opened"
SITTING = 1_800
"""Seconds of one sitting."""
REMEMBERED = 50
"""Things that a session remembers of each sort."""


def lately(request: Asked, thing: str) -> bool:
    """Whether this session did that in this sitting."""
    return thing in _recent(request)


def done(request: Asked, thing: str) -> None:
    """From now on it has."""
    recent = _recent(request)
    if thing not in recent:
        alike = sorted((each for each in recent if _sort(each) == _sort(thing)), key=lambda each: recent[each])
        forgotten = set(alike[: 1 - REMEMBERED]) if len(alike) >= REMEMBERED else set()
        kept = {name: when for name, when in recent.items() if name not in forgotten}
        request.session[OPENED] = kept | {thing: int(time.time())}


def again(request: Asked, thing: str) -> bool:
    """Both: whether it did, of what nothing can refuse."""
    known = lately(request, thing)
    done(request, thing)
    return known


def _sort(thing: str) -> str:
    """A search, a branch of the tree; else a document."""
    word = thing.partition(" ")[0]
    return word if word.isalpha() else ""


def _recent(request: Asked) -> dict[str, int]:
    now = int(time.time())
    return {name: when for name, when in request.session.get(OPENED, {}).items() if now - when < SITTING}
