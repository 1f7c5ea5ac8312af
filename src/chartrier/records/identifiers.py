"""System identifiers: UUIDv7 (RFC 9562) made before anything is written.

The members of a package (units, groups, objects) share its timestamp and 50 random bits and differ in the last 24,
which are zero for the package itself. So an identifier names its package: it is found without any database.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from uuid import UUID

MEMBER_BITS = 24
MEMBERS = 1 << MEMBER_BITS
"""A package has fewer members than this."""

TENANT_CODE = re.compile(r"[0-9]{9}")
"""A tenant's code: nine digits, by default its SIREN; fixed, never reused (folder, log origin, database key)."""


def new_package_id(instant: datetime) -> UUID:
    """A fresh package identifier made at this aware instant."""
    milliseconds = int(instant.timestamp() * 1000) & ((1 << 48) - 1)
    rand_a = secrets.randbits(12)
    rand_b = secrets.randbits(62 - MEMBER_BITS) << MEMBER_BITS
    return UUID(int=milliseconds << 80 | 7 << 76 | rand_a << 64 | 2 << 62 | rand_b)


def member_id(package: UUID, number: int) -> UUID:
    """The identifier of member `number` (1 ≤ number < MEMBERS) of a package."""
    if not 0 < number < MEMBERS:
        raise ValueError(f"member number out of range: {number}")
    return UUID(int=package.int | number)


def package_of(identifier: UUID) -> UUID:
    """The package that an identifier belongs to (itself, when it is one)."""
    return UUID(int=identifier.int >> MEMBER_BITS << MEMBER_BITS)


def made_at(identifier: UUID) -> datetime:
    """When the package of this identifier was begun, to the millisecond, UTC."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, UTC)
