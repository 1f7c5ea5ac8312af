"""What was asked to be taken offline. In no copy."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("what", models.CharField(max_length=8)),
                ("name", models.TextField()),
                ("asked", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("reason", models.TextField()),
                ("contact", models.TextField()),
                ("answered", models.DateTimeField(null=True)),
                ("answer", models.CharField(max_length=8, null=True)),
                ("motive", models.TextField(null=True)),
                ("act", models.UUIDField(null=True)),
                ("person", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["tenant", "number"], name="removals_removal_number"),
                ],
            },
        ),
        tenant_table("removals_removal"),
        # what was answered stays as it was
        changeable_while("removals_removal", "answered IS NULL"),
    ]
