"""Making a convention: what it has to say, by what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from chartrier.administration.conventions import findings as say
from chartrier.administration.names import clean_name
from chartrier.catalog.conventions import register
from chartrier.catalog.tenants import register as tenants
from chartrier.clock import Clock
from chartrier.copies.texts import clean_text
from chartrier.errors import InvalidInput
from chartrier.records.identifiers import TENANT_CODE, new_package_id
from chartrier.rules.convention import Convention, ConventionKind, Covers, Party

ALWAYS = ("name", "perimetre", "missions", "service_level", "indicators", "cost_key")
"""What every mutualisation says (R212-18-1)."""


def add(draft: Convention, clock: Clock) -> UUID:
    """Enter the draft of a convention; each party that is a tenant has its exemplaire.

    Raises InvalidInput for one that lacks what it must say, or whose days contradict each other, NotFound for a tenant
    that there is not.
    """
    draft = cleaned(draft)
    require_fit(draft)
    identifier = new_package_id(clock())
    register.enter(tenants_of(draft), identifier, draft)
    return identifier


def party(text: str, part: str = "") -> Party:
    """A party as it is typed: the code of a tenant, or the name of whoever is none, then what it is in the convention
    (`219600426 | sous-traitant`). Raises NotFound.
    """
    text, _, said = text.partition("|")
    text, part = clean_name(text), part or said
    if TENANT_CODE.fullmatch(text):
        return Party(tenants.tenant(text).name, text, clean_name(part))
    return Party(text, "", clean_name(part))


def tenants_of(convention: Convention) -> list[int]:
    """The keys of the parties that are tenants."""
    return sorted(int(each.code) for each in convention.parties if each.code)


def require_fit(draft: Convention) -> None:
    """Refuse (InvalidInput) a convention that does not say what it must, whose days or parties do not fit."""
    _require_parties(draft.parties)
    missing = [name for name in _needed(draft) if not getattr(draft, name)]
    if missing:
        raise InvalidInput(say.INCOMPLETE, missing=", ".join(missing))
    if draft.last is not None and draft.last < draft.first:
        raise InvalidInput(say.LAST_BEFORE_FIRST, first=str(draft.first), last=str(draft.last))
    if draft.kind is ConventionKind.TIERS_ARCHIVAGE and draft.covers is Covers.DEFINITIVES:
        raise InvalidInput(say.DEFINITIVES_NOT_THIRD)
    until = draft.agrement_until
    if draft.kind is ConventionKind.TIERS_ARCHIVAGE and until and (draft.last is None or draft.last > until):
        raise InvalidInput(say.AGREMENT_ENDS, day=str(until))


def cleaned(draft: Convention) -> Convention:
    """The same, its texts without invisible characters or spaces around."""
    texts = {each.name: getattr(draft, each.name) for each in fields(draft)}
    cleaned: dict[str, Any] = {name: clean_text(text) for name, text in texts.items() if type(text) is str}
    indicators = tuple(filter(None, map(clean_text, draft.indicators)))
    return replace(draft, **cleaned, indicators=indicators)


def _needed(draft: Convention) -> Sequence[str]:
    if draft.kind is ConventionKind.TIERS_ARCHIVAGE:
        return ("name", "perimetre", "service_level", "agrement", "agrement_until", "declared")
    if draft.kind is ConventionKind.DEPOT:
        return ("name", "perimetre", "public_service")
    return (*ALWAYS, "public_service") if draft.covers is Covers.DEFINITIVES else ALWAYS


def _require_parties(parties: Sequence[Party]) -> None:
    named = {each.code or each.name.casefold() for each in parties}
    if len(parties) < 2 or len(named) != len(parties) or "" in named or not any(each.code for each in parties):
        raise InvalidInput(say.BAD_PARTY)
