"""What collectivités answered of their maturity, year by year."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Assessment(models.Model):
    """The assessment of a tenant in a year: changed as long as the year lasts, then kept."""

    pk = models.CompositePrimaryKey("tenant", "year")
    tenant = models.BigIntegerField()
    year = models.IntegerField()
    entered = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Who answered last; None: by the command line."""
    score = models.IntegerField(null=True)
    """Of 100; None while something is unanswered."""
    content = models.JSONField()
    """What `cockpit.maturity.standing` writes: what was answered, what was known then, the score of each theme."""
