"""The conventions of the collectivités: each party that is a tenant holds its exemplaire."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Convention(models.Model):
    """The exemplaire of one tenant. All those of one convention are written in one transaction, and are equal."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    name = models.TextField()
    first = models.DateField()
    """The first day on which it holds, once it is signed."""
    last = models.DateField(null=True)
    """The last one; None: until it is ended."""
    signed = models.DateField(null=True)
    content = models.JSONField()
    """What `records.convention.Convention` writes of the rest."""
