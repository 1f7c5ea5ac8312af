"""Travaux of reading: packages that were ordered, records that are proven again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("works", "0002_follow")]

    operations = [
        migrations.AlterField(
            model_name="work",
            name="kind",
            field=models.CharField(
                choices=[
                    ("deposit", "Deposit"),
                    ("package", "Package"),
                    ("check", "Check"),
                    ("audit", "Audit"),
                    ("repair", "Repair"),
                    ("verify", "Verify"),
                    ("delivery", "Delivery"),
                    ("verification", "Verification"),
                ],
                max_length=16,
            ),
        ),
    ]
