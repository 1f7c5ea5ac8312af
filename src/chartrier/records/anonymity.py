"""From how many on a figure of several names nobody."""

from __future__ import annotations

FEWEST = 11
"""Collectivités of which a sum, a median may be told to who may not see each: in one of fewer, one could be guessed."""
