"""The redacted copies that people ask for: made by a worker, looked at, deposited or taken, kept for some days."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Redaction(models.Model):
    """One copy that was asked for. In no copy of the archive: what was deposited is a versement, which is in all."""

    class State(models.TextChoices):
        ASKED = "asked"
        READY = "ready"
        """The copy waits to be looked at."""
        LEAVING = "leaving"
        """Somebody looked at it, and has it deposited."""
        DEPOSITED = "deposited"
        REFUSED = "refused"
        """It could not be made, or its deposit was rejected: the findings say why."""
        EXPIRED = "expired"
        """Its files are erased."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    person = models.UUIDField()
    """Who asked for it, and looks at it."""
    unit = models.UUIDField()
    object = models.UUIDField()
    asked = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State)
    request = models.JSONField()
    """What is to be hidden, as `redaction.wanted.Request` writes it; forgotten with the files."""
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    """How far it is."""
    made = models.JSONField(null=True)
    """What was made, in numbers: never what was hidden."""
    findings = models.JSONField()
    """As `findings.json` keeps them, in both languages."""
    expires = models.DateTimeField(null=True)
    open = models.BooleanField(default=False)
    """Whether its deposit says that anybody may read it."""
    operation = models.UUIDField(null=True)
    """The package of its deposit, noted before anything of it is written."""

    class Meta:
        indexes = [models.Index(fields=["tenant", "-asked", "id"], name="redactions_newest")]
