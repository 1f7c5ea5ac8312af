"""The collectivités of this instance."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Tenant(models.Model):
    """One collectivité: one folder per copy, one log. `id` is its nine-digit code as a number."""

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=9)
    siren = models.CharField(max_length=9)
    name = models.TextField()
    kind = models.TextField(default="")
    created = models.DateTimeField()
    journal_origin = models.TextField()
    journal_key = models.BinaryField(max_length=32)
    settings = models.JSONField(default=dict)
    """What `records.policy.Policy` writes, and under `custody` what `records.tenant.Custody` does."""
