"""The logs of the tenants, as rows: entries, hashes, and how far each copy has them."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Value


def _written(name: str) -> models.GeneratedField:
    """A member of the entry's canonical bytes, kept beside them for the indexes: it can never say anything else.

    Entries are ASCII, each of these members is an opaque code, and `by` comes before any object of the entry.
    """
    return models.GeneratedField(
        expression=Func(
            Func(F("body"), Value("escape"), function="encode", output_field=models.TextField()),
            Value(f'"{name}":"([0-9A-Za-z:._-]+)"'),
            function="substring",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(null=True),
        db_persist=True,
    )


class JournalHead(models.Model):
    """Where a tenant's log stands. Locked last in every transaction that appends."""

    tenant = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    """The hashes of `journal.tree.Frontier`, one after the other."""
    last_time = models.DateTimeField(null=True)
    catching_up_to = models.BigIntegerField(null=True)
    """The signed size that a copy has and the database has not yet: until then nothing new is appended."""


class PublishedCopy(models.Model):
    """Where a copy was last seen to stand. The copy itself is what counts: a lost row is written again."""

    pk = models.CompositePrimaryKey("tenant", "copy")
    tenant = models.BigIntegerField()
    copy = models.CharField(max_length=40)
    size = models.BigIntegerField()
    """Of its checkpoint, when it was last read or written."""
    behind_since = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, null=True)
    """The code of the finding that says why it is behind."""


class JournalEntry(models.Model):
    """One leaf: its canonical bytes and their leaf hash (docs/format.md §4.1)."""

    pk = models.CompositePrimaryKey("tenant", "index")
    tenant = models.BigIntegerField()
    index = models.BigIntegerField()
    package = models.UUIDField()
    body = models.BinaryField()
    leaf_hash = models.BinaryField()
    operation = _written("operation")
    by = _written("by")
    time = _written("time")
    """As the entry writes it: in its one spelling, texts are in the order of instants."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "package"], name="journal_entry_package"),
            models.Index(fields=["tenant", "operation", "index"], name="journal_entry_operation"),
            models.Index(fields=["tenant", "by", "index"], name="journal_entry_by"),
            models.Index(fields=["tenant", "time", "index"], name="journal_entry_time"),
        ]


class JournalNode(models.Model):
    """The root of a complete subtree of 256^level entries, level ≥ 1: one hash of a tile."""

    pk = models.CompositePrimaryKey("tenant", "level", "index")
    tenant = models.BigIntegerField()
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()


class JournalReservation(models.Model):
    """A package of an operation under way that is no versement; the row goes when its entry comes."""

    pk = models.CompositePrimaryKey("tenant", "package")
    tenant = models.BigIntegerField()
    package = models.UUIDField()
