"""Dates given of units, which a later act may replace; steps of dérogations, which are never changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial"), ("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DerogationStep",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "request", "step", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("request", models.UUIDField()),
                ("step", models.TextField()),
                ("act", models.UUIDField()),
                ("content", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="UnitDates",
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
                ("dates", models.JSONField()),
            ],
        ),
        tenant_table("communicabilite_derogationstep"),
        tenant_table("communicabilite_unitdates"),
        changeable_while("communicabilite_derogationstep", "false"),
        refers("communicabilite_derogationstep", "tenant, act", "acts_act"),
        refers("communicabilite_unitdates", "tenant, act", "acts_act"),
    ]
