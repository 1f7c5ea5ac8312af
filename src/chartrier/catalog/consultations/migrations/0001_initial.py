"""Who read what. Nobody changes a reading, and none goes in its first year, whatever the code above does."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("regime", models.TextField()),
                ("what", models.TextField()),
                ("unit", models.UUIDField(null=True)),
                ("object", models.UUIDField(null=True)),
                ("motive", models.TextField(null=True)),
                ("reader", models.TextField(null=True)),
                ("derogation", models.UUIDField(null=True)),
                ("act", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["tenant", "at"], name="consultations_at")]},
        ),
        tenant_table("consultations_consultation"),
        changeable_while("consultations_consultation", "at < now() - interval '1 year'"),
    ]
