"""Entering, changing and finding the projects of a tenant."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chartrier.catalog.figures import Figure
from chartrier.catalog.projects.models import Project as Row
from chartrier.catalog.transaction import transaction
from chartrier.rules.project import Project

MOST = 500
"""Projects of a tenant."""


def enter(tenant: int, identifier: UUID, project: Project, now: datetime) -> bool:
    """Enter a new one; False when there are `MOST` already."""
    with transaction([tenant]):
        if Row.objects.filter(tenant=tenant).count() >= MOST:
            return False
        Row.objects.create(tenant=tenant, id=identifier, name=project.name, content=project.as_json(), changed=now)
        return True


def change(tenant: int, identifier: UUID, project: Project, now: datetime) -> bool:
    """Say it anew; whether there was one."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, id=identifier)
        return bool(rows.update(name=project.name, content=project.as_json(), changed=now))


def forget(tenant: int, identifier: UUID) -> bool:
    """Let it go; whether there was one. What was decided of it stays."""
    with transaction([tenant]):
        return bool(Row.objects.filter(tenant=tenant, id=identifier).delete()[0])


def projects_of(tenant: int) -> dict[UUID, Project]:
    """All of a tenant, by name."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant).order_by("name", "id")
        return {row.id: Project.read(row.content) for row in rows}


def number_of(tenant: int) -> Figure:
    """How many there are."""
    return Figure.count(Row.objects.filter(tenant=tenant))


def project(tenant: int, identifier: UUID) -> Project | None:
    """One of them."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant, id=identifier).first()
        return Project.read(row.content) if row is not None else None
