"""What the observatory holds: keys that are trusted, publications of instances, tenants that agreed to be counted."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Trusted(models.Model):
    """An instance whose publications are taken, under the one key that an operator was given for it."""

    name = models.TextField(primary_key=True)
    public_key = models.BinaryField(max_length=32)
    trusted = models.DateTimeField()


class Publication(models.Model):
    """What an instance published of a year, as it came. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    """Of the instance, or of whoever a list names."""
    year = models.IntegerField()
    made = models.DateTimeField()
    public_key = models.BinaryField(max_length=32, null=True)
    """The key that its signature was proven with; None: of a list, which nobody signed."""
    document = models.TextField()
    """The file as it came, or what a list says of this instance and year, in the form of one."""
    source = models.TextField()
    """The name of the file, or the source that a list gives."""
    received = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Who entered it; None: by the command line."""

    class Meta:
        indexes = [models.Index(fields=["year", "name"], name="observatory_publication_year")]


class Choice(models.Model):
    """Who is counted, as an operator chose it in a page. Rows are added, never changed: the last one stands."""

    id = models.UUIDField(primary_key=True)
    counted = models.TextField()
    chosen = models.DateTimeField()
    person = models.UUIDField(null=True)


class Agreed(models.Model):
    """A tenant that agreed to be counted in the sums of this instance."""

    tenant = models.BigIntegerField(primary_key=True)
    since = models.DateTimeField()
