"""The texts of documents, and the search that looks into them too.

A text goes with its document in the same statement: the database sees to it (ON DELETE CASCADE), so that no order of
destruction can leave words behind, nor a late extraction bring them back.

The function (see `archive/0002_search`) still answers identifiers only, those of the current tenants, the newest
first. Descriptions and texts are each counted as far as asked; those that are few are all taken from their index, those
that are many are met soon by a walk from the newest on. A unit is a hit when all the words are in its description, or all in one text of its documents; texts are left
out when the caller may read descriptions only.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from chartrier.catalog.database.isolation import DEFINER, definer_function, definer_reads, tenant_table

CURRENT = "(SELECT nullif(current_setting('app.tenants', true), '')::bigint[])::bigint[]"
WORDS = "websearch_to_tsquery('pg_catalog.french', $1)"
PAGE = "($2 IS NULL OR u.id < $2) ORDER BY u.id DESC LIMIT $3"
DESCRIBED, TEXTS = "(SELECT c.described FROM counted c)", "(SELECT c.texts FROM counted c)"

BODY = f"""
    WITH by_description AS MATERIALIZED (
        SELECT u.tenant, u.id FROM public.archive_unit u
        WHERE u.tenant = ANY ({CURRENT}) AND u.search @@ {WORDS} LIMIT $4
    ), by_text AS MATERIALIZED (
        SELECT t.tenant, t.object FROM public.texts_text t
        WHERE $5 AND t.tenant = ANY ({CURRENT}) AND t.search @@ {WORDS} LIMIT $4
    ), of_texts AS MATERIALIZED (
        SELECT DISTINCT g.tenant, g.unit AS id FROM by_text t
            JOIN public.archive_dataobject o ON o.tenant = t.tenant AND o.id = t.object
            JOIN public.archive_unitgroup g ON g.tenant = o.tenant AND g.object_group = o.object_group
    ), counted AS MATERIALIZED (
        SELECT (SELECT count(*) FROM by_description) AS described, (SELECT count(*) FROM by_text) AS texts
    ), both_ways AS MATERIALIZED (
        SELECT count(*) AS units FROM (SELECT id FROM by_description UNION SELECT id FROM of_texts) each
    ), page AS (
        (SELECT u.tenant, u.id FROM by_description u WHERE {DESCRIBED} < $4 AND {PAGE})
        UNION
        (SELECT u.tenant, u.id FROM public.archive_unit u
            WHERE {DESCRIBED} >= $4 AND u.tenant = ANY ({CURRENT}) AND u.search @@ {WORDS} AND {PAGE})
        UNION
        (SELECT u.tenant, u.id FROM of_texts u WHERE {TEXTS} < $4 AND {PAGE})
        UNION
        (SELECT u.tenant, u.id FROM public.archive_unit u
            WHERE {TEXTS} >= $4 AND u.tenant = ANY ({CURRENT}) AND EXISTS (
                SELECT FROM public.archive_unitgroup g
                JOIN public.archive_dataobject o ON o.tenant = g.tenant AND o.object_group = g.object_group
                JOIN public.texts_text t ON t.tenant = o.tenant AND t.object = o.id
                WHERE g.tenant = u.tenant AND g.unit = u.id AND t.search @@ {WORDS} OFFSET 0
            ) AND {PAGE})
    )
    SELECT page.tenant, page.id, (SELECT CASE WHEN c.described >= $4 OR c.texts >= $4 THEN $4::bigint
        ELSE least(b.units, $4::bigint) END FROM counted c, both_ways b)
    FROM page ORDER BY page.id DESC LIMIT $3
"""  # noqa: S608 (constants only)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("archive", "0005_object_sha512"), ("destruction", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Text",
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
                ("why", models.TextField(null=True)),
                ("text", models.TextField(null=True)),
                ("pages", models.IntegerField(null=True)),
                ("cut", models.BooleanField(default=False)),
                ("mail", models.JSONField(null=True)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="texts_text_search"),
                ],
            },
        ),
        tenant_table("texts_text"),
        migrations.RunSQL(
            """
            ALTER TABLE texts_text ADD CONSTRAINT texts_text_object_refers FOREIGN KEY (tenant, object)
                REFERENCES archive_dataobject (tenant, id) ON DELETE CASCADE
            """,
            migrations.RunSQL.noop,
        ),
        definer_reads("texts_text", "tenant, object, search"),
        definer_reads("archive_dataobject", "tenant, id, object_group"),
        definer_reads("archive_unitgroup", "tenant, unit, object_group"),
        migrations.RunSQL(
            f"SET ROLE {DEFINER}; DROP FUNCTION public.search_units(text, uuid, int, int); RESET ROLE",
            migrations.RunSQL.noop,
        ),
        # words (folded), only ids before this one (null: all), how many ids, how far to count, whether in texts too
        definer_function(
            "search_units(text, uuid, int, int, boolean)",
            "TABLE (tenant bigint, id uuid, hits bigint)",
            "sql",
            BODY,
            "enable_seqscan = off",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
        ),
    ]
