"""Offers of storage. A table of the instance: providers are of no tenant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "code", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.TextField()),
                ("number", models.BigIntegerField()),
                ("entered", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
                ("content", models.JSONField()),
            ],
        ),
    ]
