"""What is under nothing is told by its unit: a large versement behind the tree's first level was walked through."""

from django.db import migrations, models

TOPS = """
    ALTER TABLE archive_unit NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE archive_unitparent NO FORCE ROW LEVEL SECURITY;
    UPDATE archive_unit unit SET top = true WHERE NOT EXISTS (
        SELECT FROM archive_unitparent above WHERE above.tenant = unit.tenant AND above.unit = unit.id);
    ALTER TABLE archive_unit FORCE ROW LEVEL SECURITY;
    ALTER TABLE archive_unitparent FORCE ROW LEVEL SECURITY
"""
"""By the owner of the tables, for whom their policies do not count meanwhile."""


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_object_sha512")]

    operations = [
        migrations.AddField("unit", "top", models.BooleanField(default=False), preserve_default=False),
        migrations.RunSQL(TOPS, migrations.RunSQL.noop),
        migrations.AddIndex(
            "unit", models.Index(fields=["tenant", "id"], condition=models.Q(top=True), name="archive_unit_top")
        ),
    ]
