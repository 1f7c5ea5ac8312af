"""Travaux about the whole archive, those that are abandoned, and the indexes by which they are found."""

from django.db import migrations, models

KINDS = [
    ("deposit", "Deposit"), ("package", "Package"), ("check", "Check"), ("audit", "Audit"), ("repair", "Repair"),
    ("verify", "Verify"),
]  # fmt: skip
STATES = [
    ("waiting", "Waiting"), ("running", "Running"), ("done", "Done"), ("refused", "Refused"), ("failed", "Failed"),
    ("abandoned", "Abandoned"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial")]

    operations = [
        migrations.AlterField("work", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.AlterField("work", "state", models.CharField(choices=STATES, max_length=16)),
        migrations.AlterField("work", "subject", models.UUIDField(null=True)),
        migrations.AddField("work", "reason", models.TextField(default="")),
        migrations.AddIndex("work", models.Index(fields=["tenant", "operation"], name="works_operation")),
        migrations.AddIndex(
            "work",
            models.Index(
                fields=["tenant", "-asked"],
                condition=models.Q(state__in=["waiting", "running", "failed"]),
                name="works_not_ended",
            ),
        ),
    ]
