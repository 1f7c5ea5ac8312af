from django.db import migrations, models

from chartrier.catalog.database.isolation import tenant_table


class Migration(migrations.Migration):
    initial = True

    dependencies = [("texts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "object", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("object", models.UUIDField()),
                ("edition", models.IntegerField()),
                ("score", models.SmallIntegerField()),
                ("counts", models.JSONField()),
                ("occurrences", models.JSONField()),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "-score", "object"], name="privacy_scan_score")],
            },
        ),
        tenant_table("privacy_scan"),
        migrations.RunSQL(
            """
            ALTER TABLE privacy_scan ADD CONSTRAINT privacy_scan_object_refers FOREIGN KEY (tenant, object)
                REFERENCES texts_text (tenant, object) ON DELETE CASCADE
            """,
            migrations.RunSQL.noop,
        ),
    ]
