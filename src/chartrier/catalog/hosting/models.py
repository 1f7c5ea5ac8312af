"""The offers of storage, and the policy of the host: of the instance, and nothing of what tenants archive.

Rows are added, never changed: what was known of a provider on a day can be asked for afterwards.
"""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """An offer, or the policy (whose code is empty), as it was entered on a day; the last version stands."""

    pk = models.CompositePrimaryKey("code", "number")
    code = models.TextField()
    number = models.BigIntegerField()
    """From 1."""
    entered = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Who entered it; None: by the command line."""
    content = models.JSONField()
    """What `records.hosting.Offer` or `HostingPolicy` writes."""
