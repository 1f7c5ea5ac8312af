"""The openings of lists of collectivités: of the instance, for none of them is a tenant before its line is done."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Opening(models.Model):
    """One list, as far as it has come."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=16, choices=State)
    file = models.TextField()
    """The name of the list."""
    person = models.UUIDField()
    """Who asked for it."""
    archivist = models.UUIDField(null=True)
    """Who adopts the default series; None: they wait for somebody."""
    mandate = models.BinaryField(null=True)
    """What lets the worker act for the archivist, closed (`keyring.mandates`); gone with the end."""
    asked = models.DateTimeField()
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    attempts = models.IntegerField()
    lines = models.IntegerField()
    """How many collectivités the list names."""
    findings = models.JSONField()
    """What could not be read of the list, and what stopped the work, as `findings.json` keeps them."""

    class Meta:
        indexes = [models.Index(fields=["-asked", "id"], name="openings_newest")]


class Line(models.Model):
    """One collectivité of a list."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OPENED = "opened"
        KNOWN = "known"
        """It was open before."""
        FAILED = "failed"

    pk = models.CompositePrimaryKey("opening", "number")
    opening = models.UUIDField()
    number = models.IntegerField()
    state = models.CharField(max_length=16, choices=State)
    place = models.BigIntegerField()
    """Its line in the file."""
    listed = models.JSONField()
    """SIREN, name, kind, where it is, inhabitants."""
    deposant = models.TextField()
    """The name of who deposits first there; emptied, as the address is, once they are entered."""
    email = models.TextField()
    invited = models.UUIDField(null=True)
    """Who deposits first there and has yet to open their account."""
    findings = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["opening", "state", "number"], name="openings_line_state")]
