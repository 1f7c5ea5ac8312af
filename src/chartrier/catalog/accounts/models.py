"""How persons come in: invitations that open accounts, offers of roles, and the issuers that say who somebody is."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Invitation(models.Model):
    """A link that lets one person choose their password, once. Of its token only the digest is here."""

    digest = models.BinaryField(primary_key=True)
    """SHA-256 of the token."""
    person = models.UUIDField(db_index=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)


class Offer(models.Model):
    """A role that a collectivité offers to an address; whoever has it accepts, and it is deleted."""

    digest = models.BinaryField(primary_key=True)
    """SHA-256 of the token."""
    tenant = models.BigIntegerField()
    email = models.TextField()
    name = models.TextField()
    """As whoever offers typed it: another name that the address may have here is not theirs to know."""
    role = models.TextField()
    services = ArrayField(models.TextField(), default=list)
    series = ArrayField(models.TextField(), default=list)
    made = models.DateTimeField()
    expires = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "email"), name="accounts_offer_once"),)


class Issuer(models.Model):
    """A provider of OpenID Connect that people may sign in by. Its client's secret lies beside the keys."""

    slug = models.TextField(primary_key=True)
    """Its place in addresses, for ever bound to this issuer: who somebody is for it is kept under this name."""
    name = models.TextField()
    url = models.TextField(unique=True)
    """The issuer, as its tokens name it (`iss`)."""
    client = models.TextField()
    tenant = models.BigIntegerField(null=True)
    """The only collectivité whose people it signs in. None: those of any."""
    active = models.BooleanField(default=True)
    made = models.DateTimeField()
