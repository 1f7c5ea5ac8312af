"""What was looked at and not proven is asked for by every home page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("works", "0003_kinds")]

    operations = [
        migrations.AddIndex(
            model_name="work",
            index=models.Index(fields=["tenant", "-ended"], condition=models.Q(state="refused"), name="works_refused"),
        ),
    ]
