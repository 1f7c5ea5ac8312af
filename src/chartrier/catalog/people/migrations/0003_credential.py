"""By what persons prove who they are, and which accounts are one human being."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers


class Migration(migrations.Migration):
    dependencies = [("people", "0002_membership")]

    operations = [
        migrations.AddField("person", "principal", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("person", models.UUIDField(primary_key=True, serialize=False)),
                ("public_key", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("passes", models.IntegerField()),
                ("memory", models.IntegerField()),
                ("lanes", models.IntegerField()),
                ("nonce", models.BinaryField()),
                ("sealed", models.BinaryField()),
                ("made", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("failures", models.IntegerField()),
                ("closed_until", models.DateTimeField(null=True)),
            ],
        ),
        refers("people_credential", "person", "people_person", "id"),
    ]
