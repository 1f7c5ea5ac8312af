"""What a task raises to be done once more."""

from __future__ import annotations


class TryAgain(Exception):
    """A resource is missing for now: the same work may succeed later."""
