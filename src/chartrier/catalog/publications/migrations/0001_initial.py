"""What is online, and what was withdrawn."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "what", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("what", models.CharField(max_length=8)),
                ("name", models.TextField()),
                ("first", models.UUIDField()),
                ("act", models.UUIDField()),
                ("online", models.BooleanField()),
                ("issued", models.DateTimeField()),
                ("changed", models.DateTimeField()),
                ("content", models.JSONField()),
                ("data", models.BinaryField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["tenant", "act"], name="publications_publication_act")]},
        ),
        tenant_table("publications_publication"),
        refers("publications_publication", "tenant, first", "acts_act"),
        refers("publications_publication", "tenant, act", "acts_act"),
    ]
