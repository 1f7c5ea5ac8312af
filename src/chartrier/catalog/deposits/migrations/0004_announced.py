"""What a package says of itself, for whoever decides on it; and which deposits are only to be controlled."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deposits", "0003_unfinished")]
    operations = [
        migrations.AddField("draft", "announced", models.JSONField(null=True)),
        migrations.AddField("draft", "passing", models.BooleanField(default=False)),
    ]
