"""The archive's index. A row of another tenant can be neither seen nor referred to."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DataObject",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("versement", models.UUIDField()),
                ("xml_id", models.TextField()),
                ("line", models.BigIntegerField()),
                ("kind", models.CharField(max_length=8)),
                ("object_group", models.UUIDField()),
                ("group_xml_id", models.TextField(null=True)),
                ("usage", models.TextField(null=True)),
                ("version", models.BigIntegerField(null=True)),
                ("uri", models.TextField(null=True)),
                ("filename", models.TextField(null=True)),
                ("declared", models.JSONField()),
                ("digests", models.JSONField()),
                ("size", models.BigIntegerField(null=True)),
                ("format", models.JSONField(null=True)),
                ("path", models.TextField(null=True)),
                ("pack_offset", models.BigIntegerField(null=True)),
                ("pack_length", models.BigIntegerField(null=True)),
                ("metadata", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "versement"], name="archive_object_versement"),
                    models.Index(fields=["tenant", "object_group"], name="archive_object_group"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("versement", models.UUIDField()),
                ("xml_id", models.TextField()),
                ("line", models.BigIntegerField()),
                ("profile", models.TextField(null=True)),
                ("content", models.JSONField()),
                ("management", models.JSONField(null=True)),
                ("title", models.TextField()),
                ("title_key", models.TextField()),
                ("start_date", models.DateField(null=True)),
                ("end_date", models.DateField(null=True)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["id"], name="archive_unit_newest"),
                    models.Index(fields=["tenant", "versement"], name="archive_unit_versement"),
                    django.contrib.postgres.indexes.HashIndex(fields=["title"], name="archive_unit_title"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="archive_unit_search"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitGroup",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "unit",
                        "object_group",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("object_group", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "object_group"], name="archive_unitgroup_group")],
            },
        ),
        migrations.CreateModel(
            name="UnitParent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "unit",
                        "parent",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("parent", models.UUIDField()),
                ("attached", models.BooleanField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "parent"], name="archive_unitparent_parent")],
            },
        ),
        migrations.CreateModel(
            name="Versement",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("accepted", "Accepted"), ("rejected", "Rejected")],
                        max_length=16,
                    ),
                ),
                ("agency", models.TextField(null=True)),
                ("message", models.TextField(null=True)),
                ("message_key", models.BinaryField(null=True)),
                ("received", models.DateTimeField()),
                ("operation", models.JSONField(null=True)),
                ("findings", models.JSONField(null=True)),
                ("inventory", models.TextField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["running", "accepted"])),
                        fields=("tenant", "message_key"),
                        name="archive_message_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "running"),
                            models.Q(
                                ("findings__isnull", False),
                                ("inventory__isnull", False),
                                ("operation__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="archive_settled_is_whole",
                    ),
                ],
            },
        ),
        tenant_table("archive_versement"),
        tenant_table("archive_unit"),
        tenant_table("archive_unitparent"),
        tenant_table("archive_unitgroup"),
        tenant_table("archive_dataobject"),
        changeable_while("archive_versement", "state = 'running'"),
        refers("archive_versement", "tenant", "tenants_tenant", "id"),
        refers("archive_unit", "tenant, versement", "archive_versement"),
        refers("archive_unitparent", "tenant, unit", "archive_unit"),
        refers("archive_unitparent", "tenant, parent", "archive_unit"),
        refers("archive_unitgroup", "tenant, unit", "archive_unit"),
        refers("archive_dataobject", "tenant, versement", "archive_versement"),
    ]
