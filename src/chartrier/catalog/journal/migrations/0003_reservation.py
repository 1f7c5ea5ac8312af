"""Reservations of operations that are no versement."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_published_copy")]

    operations = [
        migrations.CreateModel(
            name="JournalReservation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "package", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("package", models.UUIDField()),
            ],
        ),
        tenant_table("journal_journalreservation"),
        refers("journal_journalreservation", "tenant", "journal_journalhead", "tenant"),
    ]
