"""What other archives took of transfers, and the notices of what they keep for its owner."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Taken(models.Model):
    """A unit that the receiver took, by its reply (`act`), and what the receiver calls it."""

    pk = models.CompositePrimaryKey("tenant", "act", "unit")
    tenant = models.BigIntegerField()
    act = models.UUIDField()
    unit = models.UUIDField()
    identifier = models.TextField()


class Notice(models.Model):
    """A unit that was destroyed here after a dépôt: its title as the policy keeps it, and where it is."""

    pk = models.CompositePrimaryKey("tenant", "unit")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    act = models.UUIDField()
    title = models.TextField()
    words = models.TextField()
    """The title made comparable (`catalog.archive.french`)."""
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    versement = models.UUIDField()
    receiver = models.TextField()
    identifier = models.TextField()
    """What the receiver calls the unit."""
    objects_there = models.JSONField()
    """For each object its identifier here, the receiver's, and its SHA-512."""

    class Meta:
        indexes = [models.Index(fields=["tenant", "act"], name="transfers_notice_act")]
