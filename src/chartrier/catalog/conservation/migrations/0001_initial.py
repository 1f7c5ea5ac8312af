"""The archives définitives."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DefinitiveUnit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "unit", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("act", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "act"], name="conservation_definitive_act")],
            },
        ),
        tenant_table("conservation_definitiveunit"),
        refers("conservation_definitiveunit", "tenant, act", "acts_act"),
    ]
