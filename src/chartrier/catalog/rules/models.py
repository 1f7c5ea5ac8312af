"""The rules of the units: the referentials, what each unit declares, the départs that were given, and the échéances.

Rows are narrow, and apart from the units: a change of a rule that a million units hold rewrites no description.
"""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Referential(models.Model):
    """One version of the imported referential, whole; the highest number is in force."""

    pk = models.CompositePrimaryKey("tenant", "number")
    tenant = models.BigIntegerField()
    number = models.BigIntegerField()
    """From 1, in the order of the journal."""
    act = models.UUIDField()
    content = models.TextField()
    """`referentiel.csv` of the act's package."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "act"], name="rules_referential_act")]


class Depart(models.Model):
    """The day from which a declared rule of a unit runs, as an event gave it; the highest number stands."""

    pk = models.CompositePrimaryKey("tenant", "unit", "rule", "number")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    rule = models.TextField()
    number = models.BigIntegerField()
    """From 1, in the order of the journal."""
    day = models.DateField()
    act = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "act"], name="rules_depart_act")]


class Declared(models.Model):
    """A rule that a unit declares itself, in its bordereau or its correction, or for its whole versement."""

    pk = models.CompositePrimaryKey("tenant", "rule", "unit", "category")
    tenant = models.BigIntegerField()
    rule = models.TextField()
    unit = models.UUIDField()
    category = models.SmallIntegerField()
    waiting = models.BooleanField()
    """Whether its start is not known."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "unit"], name="rules_declared_unit"),
            models.Index(
                fields=["tenant", "category", "unit", "rule"],
                condition=models.Q(waiting=True),
                name="rules_declared_waiting",
            ),
        ]


class Ending(models.Model):
    """When the rules of one category of a unit have all ended. No row: there is no rule at all.

    Either `ending` is the day, or `open` is the code of why there is none (`codes.py`).
    """

    pk = models.CompositePrimaryKey("tenant", "unit", "category")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    category = models.SmallIntegerField()
    ending = models.DateField(null=True)
    open = models.SmallIntegerField(null=True)
    final = models.SmallIntegerField()
    """Of an AppraisalRule: 1 `Keep`, 2 `Destroy`, 3 both (several agencies, or several ways); else 0."""
    rules = ArrayField(models.TextField())
    """The identifiers of the rules, in order."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ending__isnull=True, open__isnull=False)
                | models.Q(ending__isnull=False, open__isnull=True),
                name="rules_ending_or_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "category", "ending", "unit"],
                include=["final"],
                condition=models.Q(ending__isnull=False),
                name="rules_ending_due",
            ),
            models.Index(
                fields=["tenant", "category", "open", "unit"],
                condition=models.Q(open__isnull=False),
                name="rules_ending_open",
            ),
        ]
