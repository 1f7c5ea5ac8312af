"""Since when a person has nothing to do here: their account is closed after a while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_several_ways")]

    operations = [migrations.AddField("person", "without_role", models.DateTimeField(null=True))]
