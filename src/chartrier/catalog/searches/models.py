"""The searches that people keep for themselves."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class SavedSearch(models.Model):
    """A search of a person in a tenant, by its name."""

    pk = models.CompositePrimaryKey("tenant", "person", "name")
    tenant = models.BigIntegerField()
    person = models.UUIDField()
    name = models.TextField()
    question = models.JSONField()
    """`access.searching.Question`, as it is written in an address."""
