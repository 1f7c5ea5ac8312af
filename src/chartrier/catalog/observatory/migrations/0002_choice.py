"""What an operator chooses in a page: of the instance, and of no tenant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("observatory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("counted", models.TextField()),
                ("chosen", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
            ],
        ),
    ]
