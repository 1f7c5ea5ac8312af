"""The gels, and what they hold. A gel is changed once: when it is lifted."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("archive", "0002_search")]

    operations = [
        migrations.CreateModel(
            name="Gel",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("name", models.TextField()),
                ("reason", models.TextField()),
                ("authority", models.TextField()),
                ("review", models.DateField()),
                ("lifted", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted", None)), fields=["tenant", "review"], name="gels_gel_in_force"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GelRoot",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "gel", "unit", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("gel", models.UUIDField()),
                ("unit", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "unit"], name="gels_gelroot_unit")],
            },
        ),
        migrations.CreateModel(
            name="HeldUnit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "unit", "gel", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("unit", models.UUIDField()),
                ("gel", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "gel"], name="gels_heldunit_gel")],
            },
        ),
        tenant_table("gels_gel"),
        tenant_table("gels_gelroot"),
        tenant_table("gels_heldunit"),
        changeable_while("gels_gel", "lifted IS NULL"),
        refers("gels_gel", "tenant", "tenants_tenant", "id"),
        refers("gels_gelroot", "tenant, gel", "gels_gel"),
        refers("gels_heldunit", "tenant, gel", "gels_gel"),
        # and so what is held cannot be eliminated, whatever the code above does
        refers("gels_heldunit", "tenant, unit", "archive_unit"),
    ]
