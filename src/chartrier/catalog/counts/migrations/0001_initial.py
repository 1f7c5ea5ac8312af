"""Counts of what the index has: made from it, and again after it."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


def _key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*columns, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                ("pk", _key("tenant", "question")),
                ("tenant", models.BigIntegerField()),
                ("question", models.TextField()),
                ("day", models.DateField()),
                ("frontier", models.TextField()),
                ("at", models.DateTimeField()),
                ("took", models.FloatField()),
                ("answer", models.JSONField()),
            ],
        ),
        tenant_table("counts_count"),
        refers("counts_count", "tenant", "tenants_tenant", "id"),
    ]
