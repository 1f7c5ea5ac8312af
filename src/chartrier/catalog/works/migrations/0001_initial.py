"""Travaux: what workers do, as far as it has come."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Work",
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
                    "kind",
                    models.CharField(
                        choices=[("deposit", "Deposit"), ("package", "Package"), ("check", "Check")], max_length=16
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.TextField()),
                ("subject", models.UUIDField()),
                ("person", models.UUIDField()),
                ("asked", models.DateTimeField()),
                ("began", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField()),
                ("steps", models.JSONField()),
                ("findings", models.JSONField()),
                ("operation", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "-asked", "id"], name="works_newest")],
            },
        ),
        tenant_table("works_work"),
        refers("works_work", "tenant", "tenants_tenant", "id"),
    ]
