"""Drafts of deposits, and the files sent for them."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("person", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("review", "Review"), ("returned", "Returned"), ("left", "Left")],
                        max_length=16,
                    ),
                ),
                ("form", models.CharField(choices=[("files", "Files"), ("package", "Package")], max_length=16)),
                ("answers", models.JSONField()),
                ("comments", models.JSONField()),
                ("work", models.UUIDField(null=True)),
                ("created", models.DateTimeField()),
                ("changed", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "-changed", "id"], name="deposits_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "left"), ("work__isnull", False)),
                            models.Q(("state", "left"), _negated=True),
                            _connector="OR",
                        ),
                        name="deposits_left_with_a_work",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("person", models.UUIDField()),
                ("draft", models.UUIDField()),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("whole", models.BooleanField()),
                ("created", models.DateTimeField()),
                ("expires", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["tenant", "draft"], name="deposits_files")]},
        ),
        tenant_table("deposits_draft"),
        tenant_table("deposits_upload"),
        refers("deposits_draft", "tenant", "tenants_tenant", "id"),
        refers("deposits_upload", "tenant, draft", "deposits_draft"),
    ]
