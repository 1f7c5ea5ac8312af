"""A request is of a tenant that is there."""

from django.db import migrations

from chartrier.catalog.database.isolation import refers


class Migration(migrations.Migration):
    dependencies = [("removals", "0001_initial"), ("tenants", "0001_initial")]

    operations = [refers("removals_removal", "tenant", "tenants_tenant", "id")]
