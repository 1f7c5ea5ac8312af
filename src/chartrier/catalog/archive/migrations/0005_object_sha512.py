"""Who has the same bytes is found by an index."""

from django.contrib.postgres.indexes import HashIndex
from django.db import migrations, models
from django.db.models import Func
from django.db.models.fields.json import KeyTextTransform


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_group_metadata")]

    operations = [
        migrations.AddField(
            "dataobject",
            "sha512",
            models.GeneratedField(
                expression=Func(
                    KeyTextTransform("sha512", "digests"),
                    models.Value("hex"),
                    function="decode",
                    output_field=models.BinaryField(),
                ),
                output_field=models.BinaryField(null=True),
                db_persist=True,
            ),
        ),
        migrations.AddIndex("dataobject", HashIndex(fields=["sha512"], name="archive_object_sha512")),
    ]
