"""Lists of collectivités to open, and their lines."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import refers


class Migration(migrations.Migration):
    initial = True

    dependencies = [("people", "0004_bounds")]

    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("file", models.TextField()),
                ("person", models.UUIDField()),
                ("archivist", models.UUIDField(null=True)),
                ("mandate", models.BinaryField(null=True)),
                ("asked", models.DateTimeField()),
                ("began", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField()),
                ("lines", models.IntegerField()),
                ("findings", models.JSONField()),
            ],
            options={"indexes": [models.Index(fields=["-asked", "id"], name="openings_newest")]},
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "opening", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opening", models.UUIDField()),
                ("number", models.IntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("opened", "Opened"),
                            ("known", "Known"),
                            ("failed", "Failed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("place", models.BigIntegerField()),
                ("listed", models.JSONField()),
                ("deposant", models.TextField()),
                ("email", models.TextField()),
                ("invited", models.UUIDField(null=True)),
                ("findings", models.JSONField()),
            ],
            options={
                "indexes": [models.Index(fields=["opening", "state", "number"], name="openings_line_state")],
            },
        ),
        refers("openings_line", "opening", "openings_opening", "id"),
        refers("openings_opening", "person", "people_person", "id"),
    ]
