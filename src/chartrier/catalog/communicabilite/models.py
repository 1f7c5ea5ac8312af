"""What communicabilité is counted from beside descriptions, and the dérogations."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class UnitDates(models.Model):
    """What was last said of a unit and all below it (births, deaths, closing of a register…)."""

    pk = models.CompositePrimaryKey("tenant", "unit")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    act = models.UUIDField()
    dates = models.JSONField()


class DerogationStep(models.Model):
    """One step of a dérogation, never changed. `request` is the act of the request, or of an early opening itself."""

    pk = models.CompositePrimaryKey("tenant", "request", "step")
    tenant = models.BigIntegerField()
    request = models.UUIDField()
    step = models.TextField()
    act = models.UUIDField()
    content = models.JSONField()
    """`derogation.json`."""
