"""Search by words, with the index.

Under row-level security the index of words is never used: `@@` is not leakproof. So this one function reads the index
with the definer's eyes, keeps to the current tenants by itself, and answers identifiers; rows are read afterwards
under the policies.
"""

from django.db import migrations

from chartrier.catalog.database.isolation import definer_function, definer_reads

CURRENT = "(SELECT nullif(current_setting('app.tenants', true), '')::bigint[])::bigint[]"
HIT = f"u.tenant = ANY ({CURRENT}) AND u.search @@ websearch_to_tsquery('pg_catalog.french', $1)"


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        definer_reads("archive_unit", "tenant, id, search"),
        # words (folded), only ids before this one (null: all), how many ids, how far to count
        definer_function(
            "search_units(text, uuid, int, int)",
            "TABLE (tenant bigint, id uuid, hits bigint)",
            "sql",
            f"""
            SELECT u.tenant, u.id,
                (SELECT count(*) FROM (SELECT FROM public.archive_unit u WHERE {HIT} LIMIT $4) counted)
            FROM public.archive_unit u
            WHERE {HIT} AND ($2 IS NULL OR u.id < $2)
            ORDER BY u.id DESC LIMIT $3
            """,
        ),
    ]
