"""The registers of treatments. They are in no copy."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


def _key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*columns, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("pk", _key("tenant", "id", "number")),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("number", models.BigIntegerField()),
                ("entered", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("content", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("pk", _key("tenant", "number")),
                ("tenant", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("entered", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("content", models.JSONField()),
            ],
        ),
        tenant_table("treatments_version"),
        tenant_table("treatments_holder"),
        refers("treatments_version", "tenant", "tenants_tenant", "id"),
        refers("treatments_holder", "tenant", "tenants_tenant", "id"),
    ]
