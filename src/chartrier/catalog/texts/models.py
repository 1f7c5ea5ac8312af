"""The texts read from the documents, and their small pictures: a cache, which a copy can fill again.

A row goes with its document.
"""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Text(models.Model):
    """What was read of an object. The row goes with that of the object, whoever deletes it (ON DELETE CASCADE)."""

    pk = models.CompositePrimaryKey("tenant", "object")
    tenant = models.BigIntegerField()
    object = models.UUIDField()
    state = models.TextField()
    """`previews.previewer.State`."""
    why = models.TextField(null=True)
    """The code of the finding that tells why there is none."""
    text = models.TextField(null=True)
    pages = models.IntegerField(null=True)
    cut = models.BooleanField(default=False)
    mail = models.JSONField(null=True)
    """`headers` and `attachments` of an e-mail."""
    search = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(
                models.Func(models.F("search"), models.F("tenant"), models.F("object"), function="public.placed"),
                name="texts_text_placed",
                gin_pending_list_limit=128,
            )
        ]


class Thumbnail(models.Model):
    """A small picture of an object's first page. The row goes with that of the object, as its text does."""

    pk = models.CompositePrimaryKey("tenant", "object")
    tenant = models.BigIntegerField()
    object = models.UUIDField()
    state = models.TextField()
    """`previews.previewer.State`."""
    media_type = models.TextField(null=True)
    data = models.BinaryField(null=True)
    """A few kilobytes, encoded by us."""
    pages = models.IntegerField(null=True)
    """How many pages, or pictures, the object has."""
