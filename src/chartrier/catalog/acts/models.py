"""The acts: what people decided about what is archived, one row each, never changed."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Act(models.Model):
    """One act (docs/format.md §2.1.3). `id` is its package's identifier, in the order of time."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    operation = models.TextField()
    subject = models.UUIDField(null=True)
    """The act that it goes on from: a visa is about a proposition."""
    by = models.TextField()
    began = models.DateTimeField()
    record = models.JSONField()
    """`operation.json`."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "operation", "id"], name="acts_act_operation"),
            models.Index(fields=["tenant", "subject", "id"], name="acts_act_subject"),
        ]
