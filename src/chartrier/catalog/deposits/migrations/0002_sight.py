"""What is understood of the files of a deposit, and what an archivist corrects before it is let in."""

from django.db import migrations, models

STATES = [
    ("open", "Open"),
    ("review", "Review"),
    ("returned", "Returned"),
    ("left", "Left"),
    ("expired", "Expired"),
]


class Migration(migrations.Migration):
    dependencies = [("deposits", "0001_initial")]

    operations = [
        migrations.AddField("Upload", "sha512", models.CharField(max_length=128, default="")),
        migrations.AddField("Upload", "sight", models.JSONField(null=True)),
        migrations.AddField("Draft", "corrections", models.JSONField(default=list)),
        migrations.AlterField("Draft", "state", models.CharField(choices=STATES, max_length=16)),
    ]
