"""The logs. Entries are added and never changed."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="JournalNode",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "level",
                        "index",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("level", models.SmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "index", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("index", models.BigIntegerField()),
                ("package", models.UUIDField()),
                ("body", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "package"], name="journal_entry_package")],
            },
        ),
        migrations.CreateModel(
            name="JournalHead",
            fields=[
                ("tenant", models.BigIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("frontier", models.BinaryField()),
                ("last_time", models.DateTimeField(null=True)),
                ("published_size", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("published_size__gte", 0), ("published_size__lte", models.F("size"))),
                        name="journal_published_within",
                    )
                ],
            },
        ),
        tenant_table("journal_journalhead"),
        tenant_table("journal_journalentry"),
        tenant_table("journal_journalnode"),
        refers("journal_journalhead", "tenant", "tenants_tenant", "id"),
        refers("journal_journalentry", "tenant", "journal_journalhead", "tenant"),
        refers("journal_journalnode", "tenant", "journal_journalhead", "tenant"),
    ]
