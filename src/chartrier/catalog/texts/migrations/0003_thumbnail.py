"""Small pictures of documents. One goes with its document in the same statement, as its text does."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import tenant_table


class Migration(migrations.Migration):
    dependencies = [("texts", "0002_search_from_the_newest")]

    operations = [
        migrations.CreateModel(
            name="Thumbnail",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "object", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("object", models.UUIDField()),
                ("state", models.TextField()),
                ("media_type", models.TextField(null=True)),
                ("data", models.BinaryField(null=True)),
                ("pages", models.IntegerField(null=True)),
            ],
        ),
        tenant_table("texts_thumbnail"),
        migrations.RunSQL(
            """
            ALTER TABLE texts_thumbnail ADD CONSTRAINT texts_thumbnail_object_refers FOREIGN KEY (tenant, object)
                REFERENCES archive_dataobject (tenant, id) ON DELETE CASCADE
            """,
            migrations.RunSQL.noop,
        ),
    ]
