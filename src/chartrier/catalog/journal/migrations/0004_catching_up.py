"""What a log has to catch up to, for a database that is behind a copy."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_reservation")]

    operations = [
        migrations.AddField(
            model_name="journalhead",
            name="catching_up_to",
            field=models.BigIntegerField(null=True),
        ),
    ]
