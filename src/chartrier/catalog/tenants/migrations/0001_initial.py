"""The collectivités. A tenant's row is its own: its key is the tenant."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import definer_function, definer_reads, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tenant",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=9)),
                ("siren", models.CharField(max_length=9)),
                ("name", models.TextField()),
                ("kind", models.TextField(default="")),
                ("created", models.DateTimeField()),
                ("journal_origin", models.TextField()),
                ("journal_key", models.BinaryField(max_length=32)),
                ("settings", models.JSONField(default=dict)),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE tenants_tenant ADD CONSTRAINT tenants_code_is_id CHECK (code = lpad(id::text, 9, '0'))",
            migrations.RunSQL.noop,
        ),
        tenant_table("tenants_tenant", "id"),
        # An operator names the tenants before acting for one of them.
        definer_reads("tenants_tenant", "id"),
        definer_function("tenant_keys()", "SETOF bigint", "sql", "SELECT t.id FROM public.tenants_tenant t ORDER BY 1"),
    ]
