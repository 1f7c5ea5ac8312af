"""The registers of treatments of personal data: every version of each treatment, never changed."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """A treatment as it was said on a day; the last version stands."""

    pk = models.CompositePrimaryKey("tenant", "id", "number")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    number = models.BigIntegerField()
    """From 1."""
    entered = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Who entered it; None: by the command line."""
    content = models.JSONField(null=True)
    """What `rules.treatments.Treatment` writes; None: it was taken out of the register."""


class Holder(models.Model):
    """Who keeps the register of a tenant, as it was said on a day; the last one stands."""

    pk = models.CompositePrimaryKey("tenant", "number")
    tenant = models.BigIntegerField()
    number = models.BigIntegerField()
    """From 1."""
    entered = models.DateTimeField()
    person = models.UUIDField(null=True)
    content = models.JSONField()
    """What `rules.treatments.Holder` writes."""
