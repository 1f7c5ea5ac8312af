"""Campaigns of audit. Those that are done are never changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="AuditCampaign",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("state", models.CharField(choices=[("running", "Running"), ("done", "Done")], max_length=16)),
                ("began", models.DateTimeField()),
                ("repair", models.BooleanField()),
                ("head_size", models.BigIntegerField()),
                ("head_root", models.BinaryField()),
                ("copies", models.JSONField()),
                ("findings", models.JSONField()),
                ("position", models.JSONField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("proven", models.BooleanField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("tenant",),
                        name="preservation_one_campaign",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended__isnull", True),
                                ("position__isnull", False),
                                ("proven__isnull", True),
                                ("state", "running"),
                            ),
                            models.Q(
                                ("ended__isnull", False),
                                ("position__isnull", True),
                                ("proven__isnull", False),
                                ("state", "done"),
                            ),
                            _connector="OR",
                        ),
                        name="preservation_done_is_whole",
                    ),
                ],
            },
        ),
        tenant_table("preservation_auditcampaign"),
        changeable_while("preservation_auditcampaign", "state = 'running'"),
        refers("preservation_auditcampaign", "tenant", "tenants_tenant", "id"),
    ]
