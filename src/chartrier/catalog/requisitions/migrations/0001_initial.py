"""Packages that were asked for from the pages. They are in no copy."""

import django.contrib.postgres.fields
from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Requisition",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("person", models.UUIDField()),
                ("asked", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("ready", "Ready"),
                            ("handed", "Handed"),
                            ("refused", "Refused"),
                            ("expired", "Expired"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("request", models.JSONField()),
                ("work", models.UUIDField()),
                ("parcel", models.JSONField(null=True)),
                ("expires", models.DateTimeField(null=True)),
                ("act", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["tenant", "-asked", "id"], name="requisitions_newest")]},
        ),
        tenant_table("requisitions_requisition"),
        refers("requisitions_requisition", "tenant", "tenants_tenant", "id"),
    ]
