"""Search by words, with the index.

Under row-level security the index of words is never used: `@@` is not leakproof. So this one function reads
it with the definer's eyes, keeps to the current tenants by itself, and answers identifiers; rows are read
afterwards under the policies.

The planner takes any unknown word for a common one, and would walk through all units from the newest on to
find a rare one. So the hits are first counted, as far as asked: when they are few they are all taken from
the index and sorted, when they are many the walk meets enough of them soon.
"""

from django.db import migrations

from chartrier.catalog.database.isolation import definer_function, definer_reads

CURRENT = "(SELECT nullif(current_setting('app.tenants', true), '')::bigint[])::bigint[]"
HIT = f"u.tenant = ANY ({CURRENT}) AND u.search @@ websearch_to_tsquery('pg_catalog.french', $1)"
HITS = "(SELECT c.hits FROM counted c)"
PAGE = "($2 IS NULL OR u.id < $2) ORDER BY u.id DESC LIMIT $3"

BODY = f"""
    WITH counted AS MATERIALIZED (
        SELECT count(*) AS hits FROM (SELECT FROM public.archive_unit u WHERE {HIT} LIMIT $4) hit
    ), few AS MATERIALIZED (
        SELECT u.tenant, u.id FROM public.archive_unit u WHERE {HIT} AND {HITS} < $4
    )
    (SELECT u.tenant, u.id, {HITS} FROM few u WHERE {PAGE})
    UNION ALL
    (SELECT u.tenant, u.id, {HITS} FROM public.archive_unit u WHERE {HIT} AND {HITS} >= $4 AND {PAGE})
    ORDER BY 2 DESC
"""  # noqa: S608 (constants only)


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        definer_reads("archive_unit", "tenant, id, search"),
        # words (folded), only ids before this one (null: all), how many ids, how far to count
        definer_function(
            "search_units(text, uuid, int, int)",
            "TABLE (tenant bigint, id uuid, hits bigint)",
            "sql",
            BODY,
            "enable_seqscan = off",
        ),
    ]
