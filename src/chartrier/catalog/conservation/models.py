"""The archives définitives: what was decided to keep without end."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class DefinitiveUnit(models.Model):
    """A unit is archive définitive by this act (code du patrimoine, R212-12)."""

    pk = models.CompositePrimaryKey("tenant", "unit")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    act = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "act"], name="conservation_definitive_act")]
