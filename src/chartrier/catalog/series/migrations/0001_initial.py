"""The retention tables of tenants. None is ever changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Tableau",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("table", models.TextField()),
                ("validations", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tenant", "number"), name="series_tableau_number")],
            },
        ),
        tenant_table("series_tableau"),
        changeable_while("series_tableau", "false"),
        refers("series_tableau", "tenant", "tenants_tenant", "id"),
    ]
