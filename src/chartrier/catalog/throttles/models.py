"""What was tried too often: counters that all processes share and that a restart keeps."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.db import models


class Throttle(models.Model):
    """What is remembered under a key, until an instant. Of the key (who, from where) only the digest is here."""

    digest = models.BinaryField(primary_key=True)
    """SHA-256."""
    value = models.JSONField()
    expires = models.DateTimeField(db_index=True)
