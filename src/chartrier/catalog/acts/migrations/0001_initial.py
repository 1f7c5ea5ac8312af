"""The acts. None is ever changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("operation", models.TextField()),
                ("subject", models.UUIDField(null=True)),
                ("by", models.TextField()),
                ("began", models.DateTimeField()),
                ("record", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "operation", "id"], name="acts_act_operation"),
                    models.Index(fields=["tenant", "subject", "id"], name="acts_act_subject"),
                ],
            },
        ),
        tenant_table("acts_act"),
        changeable_while("acts_act", "false"),
        refers("acts_act", "tenant", "tenants_tenant", "id"),
    ]
