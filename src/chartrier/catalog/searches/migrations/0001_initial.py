"""The searches that people keep. They are in no copy."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "person", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("person", models.UUIDField()),
                ("name", models.TextField()),
                ("question", models.JSONField()),
            ],
        ),
        tenant_table("searches_savedsearch"),
    ]
