"""The travaux: what a worker does for somebody, as far as it has come. Only here: no copy holds them."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Work(models.Model):
    """One piece of long work."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"
        FAILED = "failed"
        ABANDONED = "abandoned"
        """Somebody said, with a reason, that it will not be tried again."""

    class Kind(models.TextChoices):
        DEPOSIT = "deposit"
        """A SIP made of a draft, then ingested."""
        PACKAGE = "package"
        """A package of SEDA that was uploaded, ingested."""
        CHECK = "check"
        """A package of SEDA that was uploaded, controlled only."""
        AUDIT = "audit"
        """Every copy read against the journal."""
        REPAIR = "repair"
        """The same, what is wrong being mended from a copy that is proven."""
        VERIFY = "verify"
        """Every copy proven by bytes and public keys alone."""
        DELIVERY = "delivery"
        """What an order asks for, made into a package."""
        VERIFICATION = "verification"
        """A record, proven again from the bytes of every copy."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=16, choices=State)
    title = models.TextField()
    subject = models.UUIDField(null=True)
    """What it is about: the draft, which holds the files; the order; the unit. None: all of the collectivité."""
    person = models.UUIDField()
    """Who asked for it."""
    asked = models.DateTimeField()
    began = models.DateTimeField(null=True)
    """When it was last begun."""
    ended = models.DateTimeField(null=True)
    attempts = models.IntegerField()
    steps = models.JSONField()
    """In order: name, `done` of `total` (0: not known), the instant it began, seconds it took (null: it goes on)."""
    findings = models.JSONField()
    """As `findings.json` keeps them, in both languages."""
    operation = models.UUIDField(null=True)
    """The package of the last attempt, noted before anything of it is written: a later attempt looks at it first."""
    reason = models.TextField(default="")
    """Why it was abandoned, as whoever did so wrote it."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "-asked", "id"], name="works_newest"),
            models.Index(fields=["tenant", "operation"], name="works_operation"),
            models.Index(
                fields=["tenant", "-asked"],
                condition=models.Q(state__in=["waiting", "running", "failed"]),
                name="works_not_ended",
            ),
            models.Index(fields=["tenant", "-ended"], condition=models.Q(state="refused"), name="works_refused"),
        ]
