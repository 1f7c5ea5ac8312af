"""What an entry says of its operation, by index: a million entries are listed as ten are."""

from django.db import migrations, models
from django.db.models import F, Func, Value


def written(name: str) -> models.GeneratedField:
    return models.GeneratedField(
        expression=Func(
            Func(F("body"), Value("escape"), function="encode", output_field=models.TextField()),
            Value(f'"{name}":"([0-9A-Za-z:._-]+)"'),
            function="substring",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(null=True),
        db_persist=True,
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_catching_up")]

    operations = [
        *(migrations.AddField("journalentry", name, written(name)) for name in ("operation", "by", "time")),
        *(
            migrations.AddIndex("journalentry", models.Index(fields=["tenant", *fields], name=f"journal_entry_{name}"))
            for name, fields in (
                ("operation", ["operation", "index"]),
                ("by", ["by", "index"]),
                ("time", ["time", "index"]),
            )
        ),
    ]
