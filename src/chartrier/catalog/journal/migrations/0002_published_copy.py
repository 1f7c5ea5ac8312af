"""Where each copy stands, in place of one size for all of them."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers, tenant_table


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PublishedCopy",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "copy", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("copy", models.CharField(max_length=40)),
                ("size", models.BigIntegerField()),
                ("behind_since", models.DateTimeField(null=True)),
                ("reason", models.CharField(max_length=20, null=True)),
            ],
        ),
        tenant_table("journal_publishedcopy"),
        refers("journal_publishedcopy", "tenant", "journal_journalhead", "tenant"),
        migrations.RemoveConstraint(model_name="journalhead", name="journal_published_within"),
        migrations.RemoveField(model_name="journalhead", name="published_size"),
    ]
