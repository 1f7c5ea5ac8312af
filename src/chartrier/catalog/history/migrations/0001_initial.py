"""Which acts name which units. None is ever changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="UnitAct",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "unit", "act", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("act", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "act"], name="history_unitact_act")],
            },
        ),
        tenant_table("history_unitact"),
        changeable_while("history_unitact", "false"),
        refers("history_unitact", "tenant, act", "acts_act"),
    ]
