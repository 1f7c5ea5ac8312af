"""The index of words knows whose each unit is, and when it came.

An index of words says where all units are that have one, in the whole instance; the newest of one collectivité are a
few of them. What stands beside the words of a unit in the index, and nowhere else, says in which collectivité it is,
and how its identifier begins, which is a time (UUIDv7): where both are asked for, the index passes over the rest.

Nobody's words are like these: no word begins with @.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import F, Func

DIGITS = (3, 4, 5, 8)
"""Of an identifier, how many first ones are named: those of the same two years, seven weeks, three days, minute."""
PENDING = 128
"""Kilobytes of what has come that the index has not sorted in yet: each question reads all of it."""
TENANT = "'@' || tenant::text"
BEGINS = ", ".join(f"{whose} || '/' || left(id::text, {digits})" for whose in (TENANT, "'@'") for digits in DIGITS)
PLACED = f"""
    CREATE FUNCTION public.placed(words tsvector, tenant bigint, id uuid) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT words || array_to_tsvector(ARRAY[{TENANT}, {BEGINS}]) $$;
    -- whoever writes a unit or asks for one calls it: it reads nothing
    GRANT EXECUTE ON FUNCTION public.placed(tsvector, bigint, uuid) TO PUBLIC
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_unit_top")]

    operations = [
        migrations.RunSQL(PLACED, migrations.RunSQL.noop),
        migrations.RemoveIndex("unit", "archive_unit_search"),
        migrations.AddIndex(
            "unit",
            GinIndex(
                Func(F("search"), F("tenant"), F("id"), function="public.placed"),
                name="archive_unit_placed",
                gin_pending_list_limit=PENDING,
            ),
        ),
    ]
