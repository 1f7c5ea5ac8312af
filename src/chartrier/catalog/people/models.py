"""Persons, and what they may do for which tenant."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=username)


class Person(AbstractBaseUser):
    """AUTH_USER_MODEL. `id` is the opaque identifier that packages and journals name; the name stays here."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    email = models.EmailField(max_length=254, null=True, unique=True)
    active = models.BooleanField(default=True)
    created = models.DateTimeField()
    principal = models.UUIDField(null=True)
    """The human being: the identifier of one of their accounts, the same in all of them. None: this one alone."""
    operator = models.BooleanField(default=False)
    """Whether they operate the instance, which is no role for a tenant."""
    without_role = models.DateTimeField(null=True)
    """Since when they have been seen without a role, while they are active; else the account was closed for want of
    one. None: they have one, or somebody closed the account."""

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.active


class Membership(models.Model):
    """A person has a role for a tenant: everywhere in it, or for these services and series.

    One row for each way by which they have it, themselves or a convention.
    """

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    person = models.UUIDField()
    role = models.TextField()
    services = ArrayField(models.TextField(), default=list)
    series = ArrayField(models.TextField(), default=list)
    convention = models.UUIDField(null=True)
    """The convention by which they have it, and with which it ends; None: by themselves."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "person", "role", "convention"), name="people_membership_once", nulls_distinct=False
            ),
        )


class Credential(models.Model):
    """By what a person proves who they are: their private key, closed under their passphrase (`keyring.personal`)."""

    person = models.UUIDField(primary_key=True)
    public_key = models.BinaryField()
    salt = models.BinaryField()
    passes = models.IntegerField()
    memory = models.IntegerField()
    """KiB."""
    lanes = models.IntegerField()
    nonce = models.BinaryField()
    sealed = models.BinaryField()
    made = models.DateTimeField()
    """When the key was."""
    changed = models.DateTimeField()
    """When the passphrase was, last."""
    failures = models.IntegerField()
    """Wrong passphrases in a row."""
    closed_until = models.DateTimeField(null=True)
    """No passphrase is tried before."""
