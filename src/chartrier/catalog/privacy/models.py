"""What was seen of personal data in the texts of documents: a cache, never the data themselves."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Scan(models.Model):
    """What the detection saw in a text. The row goes with the text, hence with its document (ON DELETE CASCADE)."""

    pk = models.CompositePrimaryKey("tenant", "object")
    tenant = models.BigIntegerField()
    object = models.UUIDField()
    edition = models.IntegerField()
    """Of the detection: what an older one saw is looked at again."""
    score = models.SmallIntegerField()
    counts = models.JSONField()
    """How many occurrences of each kind."""
    occurrences = models.JSONField()
    """`[kind, start, end, certainty, masked]`, in the order of the text."""

    class Meta:
        indexes = [models.Index(fields=["tenant", "-score", "object"], name="privacy_scan_score")]
