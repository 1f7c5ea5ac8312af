"""Redacted copies that were asked for. They are in no copy of the archive."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Redaction",
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
                ("unit", models.UUIDField()),
                ("object", models.UUIDField()),
                ("asked", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("ready", "Ready"),
                            ("leaving", "Leaving"),
                            ("deposited", "Deposited"),
                            ("refused", "Refused"),
                            ("expired", "Expired"),
                        ],
                        max_length=16,
                    ),
                ),
                ("request", models.JSONField()),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("made", models.JSONField(null=True)),
                ("findings", models.JSONField()),
                ("expires", models.DateTimeField(null=True)),
                ("open", models.BooleanField(default=False)),
                ("operation", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["tenant", "-asked", "id"], name="redactions_newest")]},
        ),
        tenant_table("redactions_redaction"),
        refers("redactions_redaction", "tenant", "tenants_tenant", "id"),
    ]
