"""The gels: what holds units back from élimination, transfert and reclassification, and which units each holds."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Gel(models.Model):
    """One gel. `id` is the act that set it."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    name = models.TextField()
    reason = models.TextField()
    authority = models.TextField()
    review = models.DateField()
    """The day by which somebody looks whether it must stay."""
    lifted = models.UUIDField(null=True)
    """The act that lifted it; None: in force."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "review"], condition=models.Q(lifted=None), name="gels_gel_in_force"),
        ]


class GelRoot(models.Model):
    """A unit that a gel names: it holds that one and all below."""

    pk = models.CompositePrimaryKey("tenant", "gel", "unit")
    tenant = models.BigIntegerField()
    gel = models.UUIDField()
    unit = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "unit"], name="gels_gelroot_unit")]


class HeldUnit(models.Model):
    """A unit that a gel in force holds, named or below one that is named."""

    pk = models.CompositePrimaryKey("tenant", "unit", "gel")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    gel = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "gel"], name="gels_heldunit_gel")]
