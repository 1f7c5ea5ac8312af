"""What was counted of the index, kept because counting it again takes long."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Count(models.Model):
    """One answer: of a tenant, to one question, on a day. A cache: it is made again from the index."""

    pk = models.CompositePrimaryKey("tenant", "question")
    tenant = models.BigIntegerField()
    question = models.TextField()
    """The kind of count and its edition."""
    day = models.DateField()
    frontier = models.TextField()
    """Digest of the frontier of the log when it was counted; empty: something else has changed since."""
    doubts = models.IntegerField()
    """How often something else has changed: what was being counted meanwhile may not have it."""
    at = models.DateTimeField()
    took = models.FloatField()
    """Seconds."""
    answer = models.JSONField()
