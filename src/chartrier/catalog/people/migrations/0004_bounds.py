"""What bounds a role (services, series, a convention), and who operates the instance."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from chartrier.catalog.database.isolation import definer_function, refers


class Migration(migrations.Migration):
    dependencies = [("people", "0003_credential"), ("conventions", "0001_initial"), ("tenants", "0002_collectivite")]

    operations = [
        migrations.AddField("person", "operator", models.BooleanField(default=False)),
        migrations.AddField("membership", "services", ArrayField(models.TextField(), default=list)),
        migrations.AddField("membership", "series", ArrayField(models.TextField(), default=list)),
        migrations.AddField("membership", "convention", models.UUIDField(null=True)),
        refers("people_membership", "tenant, convention", "conventions_convention"),
        migrations.RunSQL(
            "GRANT SELECT (services, series, convention) ON people_membership TO chartrier_definer",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            """
            SET ROLE chartrier_definer;
            DROP FUNCTION public.memberships_of(uuid);
            RESET ROLE;
            """,
            migrations.RunSQL.noop,
        ),
        # Asked when a person comes in, before any tenant is chosen. A convention that is not signed gives nothing.
        definer_function(
            "grants_of(who uuid)",
            "TABLE (tenant bigint, role text, services text[], series text[],"
            " convention uuid, name text, first date, last date)",
            "sql",
            "SELECT m.tenant, m.role, m.services, m.series, m.convention, c.name, c.first, c.last"
            " FROM public.people_membership m LEFT JOIN public.conventions_convention c"
            " ON c.tenant = m.tenant AND c.id = m.convention"
            " WHERE m.person = who AND (m.convention IS NULL OR c.signed IS NOT NULL) ORDER BY 1, 2",
        ),
    ]
