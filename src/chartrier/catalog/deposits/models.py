"""Drafts of deposits, and the files sent for them. Only here: what is archived of them is in the packages."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """A deposit under preparation, or on its way."""

    class State(models.TextChoices):
        OPEN = "open"
        REVIEW = "review"
        """It waits for an archivist."""
        RETURNED = "returned"
        """An archivist sent it back, with a comment."""
        LEFT = "left"
        """A travail has it."""
        EXPIRED = "expired"
        """Nobody went on with it: its files were erased. It stays for a while, so that the person is told."""

    class Form(models.TextChoices):
        FILES = "files"
        """Files, of which the SIP is made."""
        PACKAGE = "package"
        """A package of SEDA."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    person = models.UUIDField()
    state = models.CharField(max_length=16, choices=State)
    form = models.CharField(max_length=16, choices=Form)
    answers = models.JSONField()
    """As `reception.answers` writes them."""
    comments = models.JSONField()
    """In order: who, when, what they said."""
    corrections = models.JSONField(default=list)
    """In order: who, when, what, before, after. They travel in the package."""
    work = models.UUIDField(null=True)
    """The travail that has it."""
    announced = models.JSONField(null=True)
    """What the package of one says of itself, as `reception.announced` writes it, with its upload and the travail that
    read it; None until one did.
    """
    passing = models.BooleanField(default=False)
    """Whether it is only to be controlled: its files are erased once it was."""
    created = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="left", work__isnull=False) | ~models.Q(state="left"),
                name="deposits_left_with_a_work",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "-changed", "id"], name="deposits_newest")]


class Upload(models.Model):
    """A file being sent, or sent whole. How much of it is there is told by the file itself."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    """All 128 bits random: an address that nobody guesses."""
    person = models.UUIDField()
    draft = models.UUIDField()
    name = models.TextField()
    """Relative, with `/` between folders."""
    size = models.BigIntegerField()
    """Bytes declared."""
    whole = models.BooleanField()
    sha512 = models.CharField(max_length=128, default="")
    """Of the whole, in hexadecimal; empty until it was computed. It is computed once."""
    sight = models.JSONField(null=True)
    """What was understood of it, as `reception.sight` writes it; None until it was read."""
    created = models.DateTimeField()
    expires = models.DateTimeField()
    """If nothing of it ever comes."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "draft"], name="deposits_files"),
            models.Index(fields=["tenant"], condition=models.Q(whole=False), name="deposits_unfinished"),
        ]
