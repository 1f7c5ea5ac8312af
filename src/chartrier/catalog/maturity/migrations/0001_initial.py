"""Assessments of maturity. They are in no copy: they are of the collectivité, and of nothing that it archives."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


def _key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*columns, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("pk", _key("tenant", "year")),
                ("tenant", models.BigIntegerField()),
                ("year", models.IntegerField()),
                ("entered", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("score", models.IntegerField(null=True)),
                ("content", models.JSONField()),
            ],
        ),
        tenant_table("maturity_assessment"),
        refers("maturity_assessment", "tenant", "tenants_tenant", "id"),
    ]
