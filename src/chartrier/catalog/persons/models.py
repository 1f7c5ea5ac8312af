"""What is owed to persons whom archives name: their requests, violations of their data, notes on AIPD.

In no copy: names have no place in a log that nobody may shorten. What a decision changes is an act (`droits`), which
names units and nobody.
"""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PersonRequest(models.Model):
    """A request of a person. `number`: 1, 2, 3… in each collectivité."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    number = models.IntegerField()
    due = models.DateField()
    closed = models.DateField(null=True)
    """The day on which it was answered or withdrawn."""
    content = models.JSONField()
    """What `rules.persons.request.PersonRequest` writes."""
    act = models.UUIDField(null=True)
    """The act by which the answer was signed."""
    sealed = models.TextField(null=True)
    """What the act has the digest of: the request as answered, each decision, the digest of the letter, a salt."""
    letter = models.BinaryField(null=True)
    """The answer, PDF/A."""
    changed = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="persons_request_number")]


class FoundUnit(models.Model):
    """A unit that a search for a person found. Identifiers only: the row stays when the unit is erased."""

    pk = models.CompositePrimaryKey("tenant", "request", "unit")
    tenant = models.BigIntegerField()
    request = models.UUIDField()
    unit = models.UUIDField()
    terms = ArrayField(models.TextField())
    """Those by which it was found."""
    concerns = models.BooleanField(null=True)
    """Whether it concerns the person; None: nobody has looked yet."""
    decision = models.JSONField(null=True)
    """What `rules.persons.rights.LineDecision` writes."""


class Violation(models.Model):
    """A violation of personal data. What was said of it before is kept: nothing is overwritten."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    number = models.IntegerField()
    known = models.DateTimeField()
    content = models.JSONField()
    """What `rules.persons.violation.Violation` writes."""
    before = models.JSONField()
    """`[{"at", "by", "content"}]`: each earlier content, with the instant and the person that replaced it."""
    changed = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="persons_violation_number")]


class AipdNote(models.Model):
    """What the collectivité says of the AIPD of a série."""

    pk = models.CompositePrimaryKey("tenant", "series")
    tenant = models.BigIntegerField()
    series = models.TextField()
    content = models.JSONField()
    """What `rules.persons.aipd.AipdNote` writes."""
    changed = models.DateTimeField()
