"""Entering a project and saying more of it as it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from chartrier.catalog.projects import register
from chartrier.clock import Clock
from chartrier.cockpit.findings import NO_NAME, NO_SUCH_PROJECT, TOO_MANY_PROJECTS
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.project import Project

TEXTS = ("name", "purpose", "responsible", "agency", "profile", "exit_clauses", "treatment", "budget")


def add_project(tenant: Tenant, project: Project, clock: Clock) -> UUID:
    """Enter a project; its identifier. Raises InvalidInput without a name, Conflict when there are too many."""
    now = clock()
    identifier = new_package_id(now)
    if not register.enter(tenant.key, identifier, _cleaned(project), now):
        raise Conflict(TOO_MANY_PROJECTS, most=register.MOST)
    return identifier


def change_project(tenant: Tenant, identifier: UUID, clock: Clock, **members: Any) -> Project:
    """Say these members anew. Raises NotFound, InvalidInput."""
    known = register.project(tenant.key, identifier)
    if known is None:
        raise NotFound(NO_SUCH_PROJECT, project=str(identifier))
    changed = _cleaned(replace(known, **members))
    register.change(tenant.key, identifier, changed, clock())
    return changed


def forget_project(tenant: Tenant, identifier: UUID) -> None:
    """Take a project off the register; decisions stay in the journal. Raises NotFound."""
    if not register.forget(tenant.key, identifier):
        raise NotFound(NO_SUCH_PROJECT, project=str(identifier))


def _cleaned(project: Project) -> Project:
    texts: dict[str, Any] = {name: clean_text(getattr(project, name)) for name in TEXTS}
    series = tuple(dict.fromkeys(code for each in project.series if (code := clean_text(each))))
    if not texts["name"]:
        raise InvalidInput(NO_NAME)
    return replace(project, **texts, series=series)
