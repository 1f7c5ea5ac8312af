"""The index of texts knows whose each is, and when it came, as that of units does (`archive/0007`).

The search that goes back through time came with it, as it was before 0005.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import F, Func

PENDING = 128
"""Kilobytes of what has come that the index has not sorted in yet: each question reads all of it."""


class Migration(migrations.Migration):
    dependencies = [("texts", "0003_thumbnail"), ("archive", "0007_unit_placed")]

    operations = [
        migrations.RemoveIndex("text", "texts_text_search"),
        migrations.AddIndex(
            "text",
            GinIndex(
                Func(F("search"), F("tenant"), F("object"), function="public.placed"),
                name="texts_text_placed",
                gin_pending_list_limit=PENDING,
            ),
        ),
    ]
