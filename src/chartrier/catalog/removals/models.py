"""What somebody asked to have taken offline, and how it was answered.

In no copy: who asks says things of themselves. What is withdrawn is an act (`publication`), which names nobody.
"""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Removal(models.Model):
    """One request. Its identifier is a secret of whoever asked: by it they read how it stands."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    number = models.IntegerField()
    """1, 2, 3… in each collectivité."""
    what = models.CharField(max_length=8)
    """`publications.register.What`: a dataset or a record."""
    name = models.TextField()
    asked = models.DateTimeField()
    due = models.DateTimeField()
    reason = models.TextField()
    """What they said; empty once it is answered, as `contact` is."""
    contact = models.TextField()
    answered = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, null=True)
    """One of `register.Answer`."""
    motive = models.TextField(null=True)
    act = models.UUIDField(null=True)
    """The act that withdrew it, when this answer did."""
    person = models.UUIDField(null=True)
    """Who answered."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="removals_removal_number")]
