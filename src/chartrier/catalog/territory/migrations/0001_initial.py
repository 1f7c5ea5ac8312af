"""What is known of the territory. Tables of the instance: communes that are no tenants are in them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("insee", models.TextField()),
                ("entered", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("content", models.JSONField()),
            ],
            options={"indexes": [models.Index(fields=["insee"], name="territory_statement_insee")]},
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField()),
                ("number", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("entered", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("content", models.JSONField()),
            ],
        ),
    ]
