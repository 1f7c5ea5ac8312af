"""An habilitation: what a journal says of somebody who may decide for its collectivité (docs/format.md §2.1.3)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.records.digest import Digest
from chartrier.records.roles import Role

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Delegation:
    """The recorded delegation by which a délégataire has a role. `reference` is the digest of its text."""

    of: Role
    """`signataire` (of the maire or président) or `visa` (of the directeur des Archives départementales)."""
    reference: Digest
    day: date


@dataclass(frozen=True, slots=True)
class Habilitation:
    """A person, the human being that they are (`principal`), their key, and every role they now have."""

    person: UUID
    principal: UUID
    public_key: bytes
    """Ed25519, 32 bytes."""
    roles: frozenset[Role]
    """Empty: they have none any more."""
    delegation: Delegation | None = None

    def as_members(self) -> dict[str, Any]:
        """As `operation.json` has it."""
        delegation = self.delegation
        return {
            "person": str(self.person),
            "principal": str(self.principal),
            "public_key": b64encode(self.public_key).decode(),
            "roles": sorted(self.roles),
            "delegation": delegation
            and {"of": str(delegation.of), "reference": str(delegation.reference), "day": delegation.day.isoformat()},
        }

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> Habilitation:
        """From `operation.json`; roles that a later version knows are left out. Raises ValueError."""
        try:
            key = b64decode(record["public_key"], validate=True)
            if len(key) != KEY_BYTES:
                raise ValueError("the public key has another length")
            return cls(
                person=UUID(record["person"]),
                principal=UUID(record["principal"]),
                public_key=key,
                roles=frozenset(Role(name) for name in record["roles"] if name in set(Role)),
                delegation=_delegation(record.get("delegation")),
            )
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError(f"not an habilitation: {problem}") from problem


def _delegation(value: Any) -> Delegation | None:
    if value is None:
        return None
    return Delegation(Role(value["of"]), Digest.read(value["reference"]), date.fromisoformat(value["day"]))
