"""The `LogBook` of an object's group, which a package that leaves puts back where it was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_correction")]

    operations = [
        migrations.AddField("dataobject", "group_metadata", models.JSONField(null=True)),
    ]
