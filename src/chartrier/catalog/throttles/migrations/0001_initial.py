"""Counters of what is tried."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Throttle",
            fields=[
                ("digest", models.BinaryField(primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
