"""What persons may do for tenants."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import definer_function, definer_reads, refers, tenant_table


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "person",
                        "role",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("person", models.UUIDField()),
                ("role", models.TextField()),
            ],
        ),
        tenant_table("people_membership"),
        refers("people_membership", "tenant", "tenants_tenant", "id"),
        refers("people_membership", "person", "people_person", "id"),
        # Asked when a person comes in, before any tenant is chosen.
        definer_reads("people_membership", "tenant, person, role"),
        definer_function(
            "memberships_of(who uuid)",
            "TABLE (tenant bigint, role text)",
            "sql",
            "SELECT m.tenant, m.role FROM public.people_membership m WHERE m.person = who ORDER BY 1, 2",
        ),
    ]
