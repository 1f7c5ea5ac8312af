"""What orders of destruction changed and destroyed, as rows: without them no archived row goes."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """A package that an order changed (docs/format.md §2.1.3.1). `act` is the order."""

    pk = models.CompositePrimaryKey("tenant", "package", "number")
    tenant = models.BigIntegerField()
    package = models.UUIDField()
    number = models.IntegerField()
    """Of the version that the order wrote: 2 for `v2`."""
    before = models.TextField()
    after = models.TextField()
    act = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "act"], name="destruction_change_act")]


class Destroyed(models.Model):
    """A unit or an object that is no more. `act` is the order."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    kind = models.CharField(max_length=8)
    package = models.UUIDField()
    act = models.UUIDField()
    size = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["act"], name="destruction_destroyed_act")]
