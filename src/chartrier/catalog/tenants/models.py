"""The collectivités of this instance."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Tenant(models.Model):
    """One collectivité: one folder per copy, one log. `id` is its nine-digit code as a number."""

    id = models.BigIntegerField(primary_key=True)
    code = models.CharField(max_length=9)
    siren = models.CharField(max_length=9)
    name = models.TextField()
    kind = models.TextField(default="")
    created = models.DateTimeField()
    journal_origin = models.TextField()
    journal_key = models.BinaryField(max_length=32)
    settings = models.JSONField(default=dict)
    """What `records.policy.Policy` writes; `custody` (`records.tenant`) and `accord` (`records.collectivite`)."""
    insee = models.TextField(default="")
    departement = models.TextField(default="")
    epci = models.TextField(default="")


class Service(models.Model):
    """A service of a tenant, by the identifier that bordereaux write."""

    pk = models.CompositePrimaryKey("tenant", "identifier")
    tenant = models.BigIntegerField()
    identifier = models.TextField()
    name = models.TextField()
    producer = models.BooleanField()
    transferring = models.BooleanField()
    closed = models.BooleanField()
    accord = models.JSONField(null=True)
    """What `records.collectivite.Accord` writes; None: that of the tenant."""


class Logo(models.Model):
    """The logo of a tenant, as we wrote it: a PNG without anything but its pixels."""

    tenant = models.BigIntegerField(primary_key=True)
    png = models.BinaryField()
    width = models.IntegerField()
    height = models.IntegerField()
