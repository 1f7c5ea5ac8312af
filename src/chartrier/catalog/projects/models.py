"""The projects of dematerialisation of the collectivités, as they declare them."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Project(models.Model):
    """One project of a tenant. What was decided of it is an act of the operation `passage`, whose subject it is."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    name = models.TextField()
    content = models.JSONField()
    """What `rules.project.Project` writes."""
    changed = models.DateTimeField()
