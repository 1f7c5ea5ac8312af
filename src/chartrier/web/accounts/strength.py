"""Who has to prove who they are by two things."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter

from chartrier.records.roles import Role

if TYPE_CHECKING:
    from chartrier.web.frame.asking import Asked

STRONG_ROLES = frozenset({Role.EXPLOITANT, Role.SIGNATAIRE, Role.VISA, Role.CONTROLE})
"""Those who destroy, who bind the collectivité, and who look over it."""


def must_be_strong(roles: Collection[Role]) -> bool:
    """Whether one of these roles takes a second factor."""
    return not STRONG_ROLES.isdisjoint(roles)


def is_strong(request: Asked) -> bool:
    """Whether the person has a second factor: signing in asks for it then, by whatever way they came."""
    return bool(get_adapter().is_mfa_enabled(request.user))
