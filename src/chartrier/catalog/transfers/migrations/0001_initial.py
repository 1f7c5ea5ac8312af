"""What receivers took, and the notices of what was deposited elsewhere."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Taken",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "act", "unit", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("act", models.UUIDField()),
                ("unit", models.UUIDField()),
                ("identifier", models.TextField()),
            ],
        ),
        tenant_table("transfers_taken"),
        changeable_while("transfers_taken", "false"),
        refers("transfers_taken", "tenant, act", "acts_act"),
        migrations.CreateModel(
            name="Notice",
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
                ("title", models.TextField()),
                ("words", models.TextField()),
                ("start_date", models.DateField(null=True)),
                ("end_date", models.DateField(null=True)),
                ("versement", models.UUIDField()),
                ("receiver", models.TextField()),
                ("identifier", models.TextField()),
                ("objects_there", models.JSONField()),
            ],
            options={"indexes": [models.Index(fields=["tenant", "act"], name="transfers_notice_act")]},
        ),
        tenant_table("transfers_notice"),
        changeable_while("transfers_notice", "false"),
        refers("transfers_notice", "tenant, act", "acts_act"),
    ]
