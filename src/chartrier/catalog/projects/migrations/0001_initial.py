"""Projects of dematerialisation. They are in no copy; what was decided of them is an act, in all."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


def _key(*columns: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*columns, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                ("pk", _key("tenant", "id")),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("name", models.TextField()),
                ("content", models.JSONField()),
                ("changed", models.DateTimeField()),
            ],
        ),
        tenant_table("projects_project"),
        refers("projects_project", "tenant", "tenants_tenant", "id"),
    ]
