"""The campaigns of audit: the one under way with its position, and those that are done."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class AuditCampaign(models.Model):
    """One campaign. `id` is the package's identifier; what is done is in the package too (docs/format.md §2.1.1)."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    state = models.CharField(max_length=16, choices=State)
    began = models.DateTimeField()
    repair = models.BooleanField()
    head_size = models.BigIntegerField()
    head_root = models.BinaryField()
    copies = models.JSONField()
    """Per copy, in the order they are read: name and counts (`operation.json`)."""
    findings = models.JSONField()
    """`findings.json`; while it runs, also how many there were of each code."""
    position = models.JSONField(null=True)
    """Where the next audit goes on; null when done."""
    ended = models.DateTimeField(null=True)
    proven = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(state="running"), name="preservation_one_campaign"
            ),
            models.CheckConstraint(
                condition=models.Q(state="running", position__isnull=False, ended__isnull=True, proven__isnull=True)
                | models.Q(state="done", position__isnull=True, ended__isnull=False, proven__isnull=False),
                name="preservation_done_is_whole",
            ),
        ]
