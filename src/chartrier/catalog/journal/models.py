"""The logs of the tenants, as rows: entries, hashes, and how far they are published."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class JournalHead(models.Model):
    """Where a tenant's log stands. Locked last in every transaction that appends."""

    tenant = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    """The hashes of `journal.tree.Frontier`, one after the other."""
    last_time = models.DateTimeField(null=True)
    published_size = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_size__gte=0, published_size__lte=models.F("size")),
                name="journal_published_within",
            )
        ]


class JournalEntry(models.Model):
    """One leaf: its canonical bytes and their leaf hash (docs/format.md §4.1)."""

    pk = models.CompositePrimaryKey("tenant", "index")
    tenant = models.BigIntegerField()
    index = models.BigIntegerField()
    package = models.UUIDField()
    body = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "package"], name="journal_entry_package")]


class JournalNode(models.Model):
    """The root of a complete subtree of 256^level entries, level ≥ 1: one hash of a tile."""

    pk = models.CompositePrimaryKey("tenant", "level", "index")
    tenant = models.BigIntegerField()
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()
