"""The conventions. Each party that is a tenant has its exemplaire, so that it sees its own and leaves with it."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import definer_reads, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Convention",
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
                ("first", models.DateField()),
                ("last", models.DateField(null=True)),
                ("signed", models.DateField(null=True)),
                ("content", models.JSONField()),
            ],
        ),
        tenant_table("conventions_convention"),
        refers("conventions_convention", "tenant", "tenants_tenant", "id"),
        # Whoever comes in by a convention is told until when.
        definer_reads("conventions_convention", "tenant, id, name, first, last, signed"),
    ]
