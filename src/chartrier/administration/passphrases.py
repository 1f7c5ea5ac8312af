"""What a passphrase must be."""

from __future__ import annotations

from chartrier.administration.findings import PASSPHRASE_TOO_SHORT, PASSPHRASE_UNFIT
from chartrier.errors import InvalidInput

SHORTEST = 12
"""Characters."""

LONGEST = 1024
"""Characters."""


def require_fit(passphrase: str) -> None:
    """Refuse (InvalidInput) a new passphrase that is too short, too long, or cannot be typed again."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < SHORTEST // 2:
        raise InvalidInput(PASSPHRASE_TOO_SHORT, shortest=SHORTEST)
    if len(passphrase) > LONGEST or not passphrase.isprintable() or passphrase != passphrase.strip():
        raise InvalidInput(PASSPHRASE_UNFIT, longest=LONGEST)
