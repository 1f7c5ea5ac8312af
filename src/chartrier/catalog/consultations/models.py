"""Who read what, when, and by which right."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Consultation(models.Model):
    """A reading, entered before anything was given; never changed, and gone once it is old enough.

    In no copy, so that a rebuild leaves it alone. Identifiers and a motive: never a title.
    """

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    """Who read, or served the public; None: the operator of the machine."""
    regime = models.TextField()
    what = models.TextField()
    unit = models.UUIDField(null=True)
    """None: the object is of no unit."""
    object = models.UUIDField(null=True)
    """None: no document was opened, or all that the act hands out."""
    motive = models.TextField(null=True)
    reader = models.TextField(null=True)
    """Under the regime of the public: who read, by their opaque identifier."""
    derogation = models.UUIDField(null=True)
    act = models.UUIDField(null=True)
    """The act by which a package was handed out."""
    passages = ArrayField(models.UUIDField(), null=True)
    """The objects of whose text a search showed a passage; None: of none."""

    class Meta:
        indexes = [models.Index(fields=["tenant", "at"], name="consultations_at")]
