"""Where a collectivité is, its services, its logo."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.AddField("tenant", "insee", models.TextField(default="")),
        migrations.AddField("tenant", "departement", models.TextField(default="")),
        migrations.AddField("tenant", "epci", models.TextField(default="")),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "identifier", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("identifier", models.TextField()),
                ("name", models.TextField()),
                ("producer", models.BooleanField()),
                ("transferring", models.BooleanField()),
                ("closed", models.BooleanField()),
                ("accord", models.JSONField(null=True)),
            ],
        ),
        tenant_table("tenants_service"),
        refers("tenants_service", "tenant", "tenants_tenant", "id"),
        migrations.CreateModel(
            name="Logo",
            fields=[
                ("tenant", models.BigIntegerField(primary_key=True, serialize=False)),
                ("png", models.BinaryField()),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
            ],
        ),
        tenant_table("tenants_logo"),
        refers("tenants_logo", "tenant", "tenants_tenant", "id"),
    ]
