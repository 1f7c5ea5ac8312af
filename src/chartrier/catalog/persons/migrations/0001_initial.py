"""Requests of persons, what was found for them, violations, notes on AIPD. They are in no copy."""

import django.contrib.postgres.fields
from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


def _key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*columns, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PersonRequest",
            fields=[
                ("pk", _key("tenant", "id")),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("due", models.DateField()),
                ("closed", models.DateField(null=True)),
                ("content", models.JSONField()),
                ("act", models.UUIDField(null=True)),
                ("sealed", models.TextField(null=True)),
                ("letter", models.BinaryField(null=True)),
                ("changed", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["tenant", "number"], name="persons_request_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FoundUnit",
            fields=[
                ("pk", _key("tenant", "request", "unit")),
                ("tenant", models.BigIntegerField()),
                ("request", models.UUIDField()),
                ("unit", models.UUIDField()),
                ("terms", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("concerns", models.BooleanField(null=True)),
                ("decision", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Violation",
            fields=[
                ("pk", _key("tenant", "id")),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("number", models.IntegerField()),
                ("known", models.DateTimeField()),
                ("content", models.JSONField()),
                ("before", models.JSONField()),
                ("changed", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["tenant", "number"], name="persons_violation_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AipdNote",
            fields=[
                ("pk", _key("tenant", "series")),
                ("tenant", models.BigIntegerField()),
                ("series", models.TextField()),
                ("content", models.JSONField()),
                ("changed", models.DateTimeField()),
            ],
        ),
        *(tenant_table(f"persons_{name}") for name in ("personrequest", "foundunit", "violation", "aipdnote")),
        refers("persons_personrequest", "tenant", "tenants_tenant", "id"),
        refers("persons_violation", "tenant", "tenants_tenant", "id"),
        refers("persons_aipdnote", "tenant", "tenants_tenant", "id"),
        migrations.RunSQL(
            """
            ALTER TABLE persons_foundunit ADD CONSTRAINT persons_foundunit_request_refers
                FOREIGN KEY (tenant, request) REFERENCES persons_personrequest (tenant, id)
            """,
            migrations.RunSQL.noop,
        ),
    ]
