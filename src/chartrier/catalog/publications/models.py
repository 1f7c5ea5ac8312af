"""What a collectivité has put online, and what it has withdrawn: where the acts `publication` have led."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """One thing that was put online or withdrawn. What happened to it, step by step, is in the acts."""

    pk = models.CompositePrimaryKey("tenant", "what", "name")
    tenant = models.BigIntegerField()
    what = models.CharField(max_length=8)
    """One of `register.What`."""
    name = models.TextField()
    """The code of a dataset or a série, the identifier of a unit; empty for the portal."""
    first = models.UUIDField()
    """The act that said something of it first."""
    act = models.UUIDField()
    """The act that said something of it last."""
    online = models.BooleanField()
    issued = models.DateTimeField()
    """When the first act began."""
    changed = models.DateTimeField()
    """When the last act began."""
    content = models.JSONField()
    """`publication.json` of the last act."""
    data = models.BinaryField(null=True)
    """The bytes of a dataset that is online."""

    class Meta:
        indexes = [models.Index(fields=["tenant", "act"], name="publications_publication_act")]
