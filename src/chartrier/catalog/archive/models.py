"""What the packages hold, as rows: an index that can be made again from one copy (docs/format.md §2)."""

# mypy: disable-error-code="var-annotated"
# (the types of fields come from a plugin that wants a settings module, which we do not have)

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func
from django.db.models.fields.json import KeyTextTransform


class Versement(models.Model):
    """One package of an operation, from its reservation on. `id` is the package's identifier."""

    class State(models.TextChoices):
        RUNNING = "running"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    state = models.CharField(max_length=16, choices=State)
    agency = models.TextField(null=True)
    message = models.TextField(null=True)
    message_key = models.BinaryField(null=True)
    """SHA-256 of agency and message: whatever their length, they fit an index."""
    received = models.DateTimeField()
    operation = models.JSONField(null=True)
    """`operation.json` (§2.1)."""
    findings = models.JSONField(null=True)
    """`findings.json` (§2.2)."""
    inventory = models.TextField(null=True)
    """Digest of the inventory that the journal's entry names."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "message_key"],
                condition=models.Q(state__in=["running", "accepted"]),
                name="archive_message_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="running")
                | models.Q(operation__isnull=False, findings__isnull=False, inventory__isnull=False),
                name="archive_settled_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "id"], condition=models.Q(state="running"), name="archive_versement_running")
        ]


class Unit(models.Model):
    """An `ArchiveUnit` (§2.3)."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    versement = models.UUIDField()
    xml_id = models.TextField()
    line = models.BigIntegerField()
    profile = models.TextField(null=True)
    content = models.JSONField()
    management = models.JSONField(null=True)
    title = models.TextField()
    title_key = models.TextField()
    """Puts titles in French order."""
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    search = SearchVectorField()
    corrected = models.UUIDField(null=True)
    """The act that corrected it last."""
    top = models.BooleanField()
    """Whether it is under no other: not in its own package, nor attached to one."""

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="archive_unit_newest"),
            models.Index(fields=["tenant", "id"], condition=models.Q(top=True), name="archive_unit_top"),
            models.Index(fields=["tenant", "versement"], name="archive_unit_versement"),
            HashIndex(fields=["title"], name="archive_unit_title"),
            GinIndex(
                Func(models.F("search"), models.F("tenant"), models.F("id"), function="public.placed"),
                name="archive_unit_placed",
                gin_pending_list_limit=128,
            ),
        ]


class UnitParent(models.Model):
    """An edge of the units' graph; `attached`: the parent was in the archive before (`UpdateOperation`)."""

    pk = models.CompositePrimaryKey("tenant", "unit", "parent")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    parent = models.UUIDField()
    attached = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "parent"], name="archive_unitparent_parent")]


class UnitGroup(models.Model):
    """A unit has an object group."""

    pk = models.CompositePrimaryKey("tenant", "unit", "object_group")
    tenant = models.BigIntegerField()
    unit = models.UUIDField()
    object_group = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["tenant", "object_group"], name="archive_unitgroup_group")]


class DataObject(models.Model):
    """A `BinaryDataObject` or `PhysicalDataObject` (§2.4), and where its bytes are (§2.5)."""

    pk = models.CompositePrimaryKey("tenant", "id")
    tenant = models.BigIntegerField()
    id = models.UUIDField()
    versement = models.UUIDField()
    xml_id = models.TextField()
    line = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    object_group = models.UUIDField()
    group_xml_id = models.TextField(null=True)
    usage = models.TextField(null=True)
    version = models.BigIntegerField(null=True)
    uri = models.TextField(null=True)
    filename = models.TextField(null=True)
    declared = models.JSONField()
    digests = models.JSONField()
    sha512 = models.GeneratedField(
        expression=Func(
            KeyTextTransform("sha512", "digests"),
            models.Value("hex"),
            function="decode",
            output_field=models.BinaryField(),
        ),
        output_field=models.BinaryField(null=True),
        db_persist=True,
    )
    """Of `digests`, for its index: row-level security lets no index on an expression be of use."""
    size = models.BigIntegerField(null=True)
    format = models.JSONField(null=True)
    path = models.TextField(null=True)
    pack_offset = models.BigIntegerField(null=True)
    pack_length = models.BigIntegerField(null=True)
    metadata = models.JSONField()
    group_metadata = models.JSONField(null=True)
    """The `LogBook` of its group."""

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "versement"], name="archive_object_versement"),
            models.Index(fields=["tenant", "object_group"], name="archive_object_group"),
            HashIndex(fields=["sha512"], name="archive_object_sha512"),
            models.Index(
                fields=["tenant", "object_group"], condition=models.Q(kind="physical"), name="archive_object_physical"
            ),
        ]
