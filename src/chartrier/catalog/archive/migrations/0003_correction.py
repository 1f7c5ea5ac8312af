"""Descriptions and edges may change, in the transaction that enters the act of a correction. Paper is counted."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import entered_now

CORRECTED = entered_now("archive_unit", "archive_unit.corrected", "correction")
MOVED = entered_now(
    "archive_unitparent",
    "(SELECT unit.corrected FROM archive_unit unit WHERE unit.tenant = archive_unitparent.tenant"
    " AND unit.id = archive_unitparent.unit)",
    "correction",
)
ORDERED = (
    "EXISTS (SELECT FROM destruction_destroyed d"
    " WHERE d.tenant = archive_unitparent.tenant AND d.id = archive_unitparent.unit)"
)
POLICIES = f"""
    CREATE POLICY corrected ON archive_unit AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ({CORRECTED});
    DROP POLICY ordered ON archive_unitparent;
    CREATE POLICY ordered_or_corrected ON archive_unitparent AS RESTRICTIVE FOR DELETE
        USING ({ORDERED} OR {MOVED});
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_search"), ("acts", "0001_initial"), ("destruction", "0001_initial")]

    operations = [
        migrations.AddField("Unit", "corrected", models.UUIDField(null=True)),
        migrations.AddIndex(
            "DataObject",
            models.Index(
                condition=models.Q(("kind", "physical")),
                fields=["tenant", "object_group"],
                name="archive_object_physical",
            ),
        ),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
    ]
