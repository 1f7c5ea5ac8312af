"""Roles that a collectivité offers to an address, until whoever has it accepts."""

import django.contrib.postgres.fields
from django.db import migrations, models

from chartrier.catalog.database.isolation import refers


def _texts() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(models.TextField(), default=list)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("digest", models.BinaryField(primary_key=True, serialize=False)),
                ("tenant", models.BigIntegerField()),
                ("email", models.TextField()),
                ("name", models.TextField()),
                ("role", models.TextField()),
                ("services", _texts()),
                ("series", _texts()),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tenant", "email"), name="accounts_offer_once")],
            },
        ),
        refers("accounts_offer", "tenant", "tenants_tenant", "id"),
    ]
