"""The connectors: other software that a collectivité lets deposit, follow, search and read."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Connector(models.Model):
    """One of them, with its token's digest. `id` is opaque: packages and travaux name who deposits by it."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    name = models.TextField()
    service = models.TextField()
    """The identifier of the only service that it speaks for; empty: the whole collectivité."""
    operations = ArrayField(models.TextField())
    """`records.connectors.ConnectorOperation`."""
    prefix = models.TextField()
    """How its token begins after the code, by which people recognise it."""
    digest = models.BinaryField()
    """SHA-256 of the token, which is random enough for nobody to guess it: no key, no slow digest is needed."""
    person = models.UUIDField(null=True)
    """Who made it; None: the operator of the machine."""
    made = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)
    """The day of its last use, and no more: habits of people are nobody's affair."""
    used_for = models.TextField()
    """The operation that it was last used for; empty: none."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "digest"], name="connectors_token")]
