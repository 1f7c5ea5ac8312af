"""How often something may be tried, by an account or from an address: counted for all processes together."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.administration.findings import TOO_OFTEN
from chartrier.catalog.throttles import register
from chartrier.errors import TooOften


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so many seconds, each counted under `name` for whoever tries."""

    name: str
    most: int
    seconds: int


WRONG_INVITATIONS = Limit("invitation", 20, 300)
"""Links that invite nobody, from one address."""
INVITING = Limit("inviting", 60, 3_600)
"""Invitations that one person makes."""
SENDING = Limit("sending", 5_000, 3_600)
"""Files that one account announces."""
WRONG_TOKENS = Limit("token", 20, 300)
"""Tokens of connectors that are none, from one address."""
CALLS = Limit("calls", 600, 60)
"""Requests of one connector."""
PUBLIC_PAGES = Limit("public", 600, 60)
"""Pages and files of the portals, from one address."""
PUBLIC_SEARCHES = Limit("public search", 60, 60)
"""Searches on the portals, from one address."""
PUBLIC_REMOVALS = Limit("removal", 10, 3_600)
"""Requests to take something offline, from one address."""
WRONG_PASSWORDS = Limit("password", 60, 3_600)
"""Wrong passwords of one account, from addresses by which nobody came in as that account."""

SEARCHES = Limit("searches", 120, 60)
"""Searches of one person, or of one connector: many times what a hurried archivist makes."""
PROOFS = Limit("proofs", 30, 60)
"""Units that one person has verified now."""
READINGS_OF_ALL = Limit("whole readings", 60, 3_600)
"""Audits, repairs and verifications of whole archives that one person asks for."""
REQUISITIONS = Limit("requisitions", 60, 3_600)
"""Packages that one person asks for."""
LISTS = Limit("lists", 150, 600)
"""Lists for a spreadsheet that one person takes away: all those of three annual reports."""


def take(limit: Limit, who: str) -> None:
    """Count one try of somebody. Raises TooOften beyond the limit, with the seconds to wait."""
    number, left = register.count(_key(limit, who), limit.seconds)
    if number > limit.most:
        raise _refused(left)


def require_left(limit: Limit, who: str) -> None:
    """Refuse likewise, without counting: for what is counted only when it fails (`note`)."""
    number, left = register.counted(_key(limit, who))
    if number >= limit.most:
        raise _refused(left)


def note(limit: Limit, who: str) -> None:
    """Count one, whatever the number."""
    register.count(_key(limit, who), limit.seconds)


def _refused(left: float) -> TooOften:
    return TooOften(TOO_OFTEN, seconds=max(1, round(left)))


def _key(limit: Limit, who: str) -> str:
    return f"{limit.name}:{who}"
