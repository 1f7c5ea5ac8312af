"""What is known of the territory: of no tenant, and nothing of what tenants archive. Rows are added, never changed."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Statement(models.Model):
    """What a source says of a commune. The same thing said twice is one row: `id` is made of what is said."""

    id = models.UUIDField(primary_key=True)
    insee = models.TextField()
    entered = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Who entered it; None: by the command line."""
    content = models.JSONField()
    """What `records.territory.Statement` writes."""

    class Meta:
        indexes = [models.Index(fields=["insee"], name="territory_statement_insee")]


class Version(models.Model):
    """An initiative or an actor, as it was entered on a day; the last version stands."""

    pk = models.CompositePrimaryKey("id", "number")
    id = models.UUIDField()
    number = models.BigIntegerField()
    """From 1."""
    kind = models.TextField()
    """`initiative` or `actor`."""
    entered = models.DateTimeField()
    person = models.UUIDField(null=True)
    content = models.JSONField()
    """What `records.territory.Initiative` or `Actor` writes."""
