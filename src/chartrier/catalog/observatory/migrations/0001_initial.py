"""The observatory. What instances publish is of no tenant; that a tenant agreed to be counted is its own."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Trusted",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("public_key", models.BinaryField(max_length=32)),
                ("trusted", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("year", models.IntegerField()),
                ("made", models.DateTimeField()),
                ("public_key", models.BinaryField(max_length=32, null=True)),
                ("document", models.TextField()),
                ("source", models.TextField()),
                ("received", models.DateTimeField()),
                ("person", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["year", "name"], name="observatory_publication_year")]},
        ),
        migrations.CreateModel(
            name="Agreed",
            fields=[
                ("tenant", models.BigIntegerField(primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
            ],
        ),
        tenant_table("observatory_agreed"),
        refers("observatory_agreed", "tenant", "tenants_tenant", "id"),
    ]
