"""The connectors of collectivités and the digests of their tokens. They are in no copy."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from chartrier.catalog.database.isolation import tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Connector",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("name", models.TextField()),
                ("service", models.TextField()),
                ("operations", ArrayField(models.TextField())),
                ("prefix", models.TextField()),
                ("digest", models.BinaryField()),
                ("person", models.UUIDField(null=True)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("revoked", models.DateTimeField(null=True)),
                ("used_on", models.DateField(null=True)),
                ("used_for", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["tenant", "digest"], name="connectors_token")],
            },
        ),
        tenant_table("connectors_connector"),
    ]
