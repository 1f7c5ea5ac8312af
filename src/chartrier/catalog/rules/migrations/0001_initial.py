"""The rules of the units. What operations gave is never changed; what follows from it is."""

import django.contrib.postgres.fields
from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


def key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*columns, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Referential",
            fields=[
                ("pk", key("tenant", "number")),
                ("tenant", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("act", models.UUIDField()),
                ("content", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tenant", "act"), name="rules_referential_act")],
            },
        ),
        migrations.CreateModel(
            name="Depart",
            fields=[
                ("pk", key("tenant", "unit", "rule", "number")),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("rule", models.TextField()),
                ("number", models.BigIntegerField()),
                ("day", models.DateField()),
                ("act", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["tenant", "act"], name="rules_depart_act")]},
        ),
        migrations.CreateModel(
            name="Declared",
            fields=[
                ("pk", key("tenant", "rule", "unit", "category")),
                ("tenant", models.BigIntegerField()),
                ("rule", models.TextField()),
                ("unit", models.UUIDField()),
                ("category", models.SmallIntegerField()),
                ("waiting", models.BooleanField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "unit"], name="rules_declared_unit"),
                    models.Index(
                        condition=models.Q(("waiting", True)),
                        fields=["tenant", "category", "unit", "rule"],
                        name="rules_declared_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                ("pk", key("tenant", "unit", "category")),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("category", models.SmallIntegerField()),
                ("ending", models.DateField(null=True)),
                ("open", models.SmallIntegerField(null=True)),
                ("final", models.SmallIntegerField()),
                ("rules", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ending__isnull", False)),
                        fields=["tenant", "category", "ending", "unit"],
                        include=("final",),
                        name="rules_ending_due",
                    ),
                    models.Index(
                        condition=models.Q(("open__isnull", False)),
                        fields=["tenant", "category", "open", "unit"],
                        name="rules_ending_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ending__isnull", True), ("open__isnull", False)),
                            models.Q(("ending__isnull", False), ("open__isnull", True)),
                            _connector="OR",
                        ),
                        name="rules_ending_or_open",
                    ),
                ],
            },
        ),
        tenant_table("rules_referential"),
        tenant_table("rules_depart"),
        tenant_table("rules_declared"),
        tenant_table("rules_ending"),
        changeable_while("rules_referential", "false"),
        changeable_while("rules_depart", "false"),
        refers("rules_referential", "tenant", "tenants_tenant", "id"),
        refers("rules_depart", "tenant", "tenants_tenant", "id"),
    ]
