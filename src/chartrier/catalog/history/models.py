"""Which acts are about which unit: what a unit's history is told from."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class UnitAct(models.Model):
    """An act names a unit. It stays when the unit is eliminated: identifiers, and nothing else."""

    pk = models.CompositePrimaryKey("tenant", "unit", "act")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    act = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "act"], name="history_unitact_act")]
