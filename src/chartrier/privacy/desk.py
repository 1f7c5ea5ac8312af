"""What waits for a data protection officer, across the collectivités that they serve: read of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chartrier.clock import day_of
from chartrier.privacy.aipd import Looked, looked_at
from chartrier.privacy.requests.standing import Standing, standings
from chartrier.privacy.violations import Entered, violations_of
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Desk:
    """`requests` that are open, `violations` for which something is owed, each with its collectivité, the most pressing
    first; séries in which sensitive data were seen, and those whose AIPD is to be looked at, by collectivité.
    """

    requests: tuple[tuple[Tenant, Standing], ...]
    violations: tuple[tuple[Tenant, Entered], ...]
    sensitive: tuple[tuple[Tenant, Looked], ...]
    aipd: tuple[tuple[Tenant, Looked], ...]


def desk(tenants: Sequence[Tenant], now: datetime) -> Desk:
    """What waits in these collectivités."""
    by_key = {each.key: each for each in tenants}
    keys = list(by_key)
    looked = [(by_key[key], each) for key, found in looked_at(keys).items() for each in found]
    return Desk(
        tuple((by_key[each.tenant], each) for each in standings(keys, day_of(now), still_open=True)),
        tuple((by_key[each.kept.tenant], each) for each in violations_of(keys, now) if each.owed),
        tuple((tenant, each) for tenant, each in looked if each.sensitive),
        tuple((tenant, each) for tenant, each in looked if each.to_look_at),
    )
