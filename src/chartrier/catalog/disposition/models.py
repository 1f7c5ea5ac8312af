"""What is proposed for élimination: which units, by which proposition, on which of its lines."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class ProposedUnit(models.Model):
    """A unit goes with a line of a proposition. It stays here when it is gone from the archive: an identifier."""

    pk = models.CompositePrimaryKey("tenant", "proposition", "line", "unit")
    tenant = models.BigIntegerField()
    proposition = models.UUIDField()
    line = models.IntegerField()
    unit = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "unit"], name="disposition_proposed_unit")]


class KeptUnit(models.Model):
    """A unit that the sample of a proposition keeps."""

    pk = models.CompositePrimaryKey("tenant", "proposition", "unit")
    tenant = models.BigIntegerField()
    proposition = models.UUIDField()
    unit = models.UUIDField()
