"""The units that propositions name. None is ever changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ProposedUnit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "proposition",
                        "line",
                        "unit",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("proposition", models.UUIDField()),
                ("line", models.IntegerField()),
                ("unit", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "unit"], name="disposition_proposed_unit")],
            },
        ),
        tenant_table("disposition_proposedunit"),
        changeable_while("disposition_proposedunit", "false"),
        refers("disposition_proposedunit", "tenant, proposition", "acts_act"),
    ]
