"""Descriptions and edges may change, in the transaction that enters the act of a correction."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import within_act

CORRECTED = "(SELECT unit.corrected FROM archive_unit unit WHERE unit.tenant = {0}.tenant AND unit.id = {0}.unit)"


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_search"), ("acts", "0001_initial")]

    operations = [
        migrations.AddField("Unit", "corrected", models.UUIDField(null=True)),
        within_act("archive_unit", "UPDATE", "archive_unit.corrected", "correction"),
        # its unit was corrected just before
        within_act("archive_unitparent", "DELETE", CORRECTED.format("archive_unitparent"), "correction"),
    ]
