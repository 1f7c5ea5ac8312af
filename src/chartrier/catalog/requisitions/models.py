"""The packages that people ask for from the pages: prepared by a worker, handed out by an act, kept for some days."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Requisition(models.Model):
    """One package that was asked for. In no copy: what was handed out is an act, which is in all of them."""

    class State(models.TextChoices):
        ASKED = "asked"
        READY = "ready"
        """Its files wait for the act that hands them out."""
        HANDED = "handed"
        REFUSED = "refused"
        EXPIRED = "expired"
        """Its files are erased."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    person = models.UUIDField()
    """Who asked for it, and hands it out."""
    asked = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State)
    units = ArrayField(models.UUIDField())
    request = models.JSONField()
    """What is asked for of them, as `access.requisitions` writes it."""
    work = models.UUIDField()
    parcel = models.JSONField(null=True)
    """What was prepared, in numbers, and what was refused."""
    expires = models.DateTimeField(null=True)
    act = models.UUIDField(null=True)
    """The communication that handed it out."""

    class Meta:
        indexes = [models.Index(fields=["tenant", "-asked", "id"], name="requisitions_newest")]
