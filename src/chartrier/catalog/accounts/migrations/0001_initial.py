"""Invitations and issuers."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers


class Migration(migrations.Migration):
    initial = True

    dependencies = [("people", "0003_credential"), ("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("digest", models.BinaryField(primary_key=True, serialize=False)),
                ("person", models.UUIDField(db_index=True)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
            ],
        ),
        refers("accounts_invitation", "person", "people_person", "id"),
        migrations.CreateModel(
            name="Issuer",
            fields=[
                ("slug", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("url", models.TextField(unique=True)),
                ("client", models.TextField()),
                ("tenant", models.BigIntegerField(null=True)),
                ("active", models.BooleanField(default=True)),
                ("made", models.DateTimeField()),
            ],
        ),
        refers("accounts_issuer", "tenant", "tenants_tenant", "id"),
    ]
