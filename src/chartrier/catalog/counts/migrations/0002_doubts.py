"""A doubt that comes while something is counted is not lost with what was counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("counts", "0001_initial")]

    operations = [migrations.AddField("count", "doubts", models.IntegerField(default=0), preserve_default=False)]
