"""What was announced and has not come whole is found at once: each new file is counted with it against the disk."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deposits", "0002_sight")]
    operations = [
        migrations.AddIndex(
            "upload",
            models.Index(fields=["tenant"], condition=models.Q(whole=False), name="deposits_unfinished"),
        ),
    ]
