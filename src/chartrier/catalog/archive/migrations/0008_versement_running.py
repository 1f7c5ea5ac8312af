"""The versements under way are found at once: what they have written is stepped over by every walk."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import definer_reads


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_unit_placed")]

    operations = [
        migrations.AddIndex(
            "versement",
            models.Index(
                fields=["tenant", "id"], condition=models.Q(state="running"), name="archive_versement_running"
            ),
        ),
        definer_reads("archive_versement", "tenant, id, state"),
    ]
