"""The retention tables that tenants had, one after the other; none is ever changed."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Tableau(models.Model):
    """One version of a tenant's tableau de gestion (docs/format.md §2.1.3). `id` is its act; the one in force is the
    one with the greatest number."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    number = models.IntegerField()
    """1, 2, 3…"""
    table = models.TextField()
    """`series.csv`."""
    validations = models.JSONField()
    """`validations.json`."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="series_tableau_number")]
