"""The units that samples keep. None is ever changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    dependencies = [("disposition", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="KeptUnit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "proposition", "unit", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("proposition", models.UUIDField()),
                ("unit", models.UUIDField()),
            ],
        ),
        tenant_table("disposition_keptunit"),
        changeable_while("disposition_keptunit", "false"),
        refers("disposition_keptunit", "tenant, proposition", "acts_act"),
    ]
