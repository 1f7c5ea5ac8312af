"""The search by words, which asks the index of the texts for no more than what can come before what is found.

As it was (0002), but for texts that many documents have and the newest do not: a large versement whose documents are
not read yet was walked through, three look-ups a unit, for two seconds. An object is of its unit's package or of a
later one, so the texts of what is at least as new as some unit are those from its package on (`floor`):

- where descriptions fill the page, no text matters that is older than its last unit;
- else the index is asked from farther and farther away, until the page is full.

What is answered is unchanged.
"""

from django.db import migrations

from chartrier.catalog.database.isolation import DEFINER, definer_function

NEWEST_UNITS, NEWEST_WITH_TEXTS = 2_000, 500
"""Units of each tenant that are looked at first; a text is three look-ups away from its unit."""
GATHERED_UNITS, GATHERED_TEXTS = 20_000, 10_000
"""Hits of the index that are sorted."""
REACHES = "2000, 20000, 200000"
"""Units that the texts are asked from, where descriptions do not fill the page."""
NEAR = 10
"""In how many tenants at once one begins with the newest."""

BY_INDEX = "PERFORM set_config('enable_bitmapscan', 'on', true), set_config('enable_indexscan', 'off', true);"
BY_KEY = "PERFORM set_config('enable_bitmapscan', 'off', true), set_config('enable_indexscan', 'on', true);"
TOLD = """EXISTS (
    SELECT FROM public.archive_unitgroup g
    JOIN public.archive_dataobject o ON o.tenant = g.tenant AND o.object_group = g.object_group
    JOIN public.texts_text t ON t.tenant = o.tenant AND t.object = o.id
    WHERE g.tenant = {0}.tenant AND g.unit = {0}.id AND t.search @@ asked OFFSET 0
)"""

BODY = f"""
DECLARE
    mine CONSTANT bigint[] := nullif(current_setting('app.tenants', true), '')::bigint[];
    near CONSTANT bigint[] := CASE WHEN cardinality(mine) <= {NEAR} THEN mine END;
    asked CONSTANT tsquery := websearch_to_tsquery('pg_catalog.french', $1);
    below CONSTANT uuid := coalesce($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    most CONSTANT bigint := $4;
    seen bigint; known boolean;
    owners bigint[]; described uuid[]; described_hits bigint := 0;
    keepers bigint[]; documents uuid[];
    holders bigint[] := '{{}}'; holding uuid[] := '{{}}'; text_hits bigint := 0;
    total bigint := most;
    floor uuid; first uuid; reach int; walked boolean := false;
BEGIN
    SELECT count(*), array_agg(n.tenant) FILTER (WHERE n.hit), coalesce(array_agg(n.id) FILTER (WHERE n.hit), '{{}}')
    INTO seen, owners, described FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
        SELECT u.tenant, u.id, u.search @@ asked AS hit FROM public.archive_unit u
        WHERE u.tenant = m.tenant AND u.id < below ORDER BY u.id DESC LIMIT {NEWEST_UNITS}
    ) n;
    known := near IS NOT NULL AND seen < {NEWEST_UNITS};
    IF NOT known AND cardinality(described) < $3 THEN
        {BY_INDEX}
        SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO owners, described FROM (
            SELECT u.tenant, u.id FROM public.archive_unit u
            WHERE u.tenant = ANY (mine) AND u.search @@ asked AND u.id < below LIMIT {GATHERED_UNITS}
        ) h;
        {BY_KEY}
        known := cardinality(described) < {GATHERED_UNITS};
        IF NOT known THEN
            SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO owners, described
            FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
                SELECT u.tenant, u.id FROM public.archive_unit u
                WHERE u.tenant = m.tenant AND u.search @@ asked AND u.id < below ORDER BY u.id DESC LIMIT $3
            ) h;
        END IF;
    END IF;
    described_hits := cardinality(described);
    IF described_hits < most AND NOT (known AND $2 IS NULL) THEN
        {BY_INDEX}
        SELECT count(*) INTO described_hits FROM (
            SELECT FROM public.archive_unit u WHERE u.tenant = ANY (mine) AND u.search @@ asked LIMIT most
        ) h;
        {BY_KEY}
    END IF;

    IF $5 THEN
        SELECT count(*), array_agg(n.tenant) FILTER (WHERE n.hit), coalesce(array_agg(n.id) FILTER (WHERE n.hit), '{{}}')
        INTO seen, holders, holding FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
            SELECT f.tenant, f.id, {TOLD.format("f")} AS hit FROM (
                SELECT u.tenant, u.id FROM public.archive_unit u
                WHERE u.tenant = m.tenant AND u.id < below ORDER BY u.id DESC LIMIT {NEWEST_WITH_TEXTS}
            ) f
        ) n;
        known := near IS NOT NULL AND seen < {NEWEST_WITH_TEXTS};
        text_hits := cardinality(holding);
        IF NOT known AND text_hits < $3 OR text_hits < most AND NOT (known AND $2 IS NULL) THEN
            {BY_INDEX}
            SELECT array_agg(h.tenant), coalesce(array_agg(h.object), '{{}}') INTO keepers, documents FROM (
                SELECT t.tenant, t.object FROM public.texts_text t
                WHERE t.tenant = ANY (mine) AND t.search @@ asked LIMIT {GATHERED_TEXTS}
            ) h;
            {BY_KEY}
            text_hits := cardinality(documents);
            IF text_hits < {GATHERED_TEXTS} THEN
                SELECT array_agg(g.tenant), coalesce(array_agg(g.unit), '{{}}') INTO holders, holding
                FROM unnest(keepers, documents) t (tenant, object)
                    JOIN public.archive_dataobject o ON o.tenant = t.tenant AND o.id = t.object
                    JOIN public.archive_unitgroup g ON g.tenant = o.tenant AND g.object_group = o.object_group;
            ELSIF cardinality(holding) < $3 THEN
                IF $3 > 0 AND cardinality(described) >= $3 THEN
                    SELECT each.id INTO floor FROM unnest(described) each (id) WHERE each.id < below
                    ORDER BY each.id DESC OFFSET $3 - 1 LIMIT 1;
                END IF;
                FOREACH reach IN ARRAY CASE
                    WHEN floor IS NOT NULL THEN '{{0}}' WHEN near IS NOT NULL THEN '{{{REACHES}}}' ELSE '{{}}' END::int[]
                LOOP
                    IF reach > 0 THEN
                        SELECT far.id INTO floor FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
                            SELECT u.id FROM public.archive_unit u WHERE u.tenant = m.tenant AND u.id < below
                            ORDER BY u.id DESC OFFSET reach LIMIT 1
                        ) far ORDER BY far.id DESC LIMIT 1;
                    END IF;
                    EXIT WHEN floor IS NULL;
                    first := (left(floor::text, 30) || '000000')::uuid;
                    {BY_INDEX}
                    SELECT array_agg(h.tenant), coalesce(array_agg(h.object), '{{}}') INTO keepers, documents FROM (
                        SELECT t.tenant, t.object FROM public.texts_text t
                        WHERE t.tenant = ANY (mine) AND t.search @@ asked AND t.object >= first LIMIT {GATHERED_TEXTS}
                    ) h;
                    {BY_KEY}
                    EXIT WHEN cardinality(documents) = {GATHERED_TEXTS};
                    SELECT array_agg(g.tenant), coalesce(array_agg(g.unit), '{{}}') INTO holders, holding
                    FROM unnest(keepers, documents) t (tenant, object)
                        JOIN public.archive_dataobject o ON o.tenant = t.tenant AND o.id = t.object
                        JOIN public.archive_unitgroup g ON g.tenant = o.tenant AND g.object_group = o.object_group
                    WHERE g.unit >= floor AND g.unit < below;
                    walked := reach = 0 OR cardinality(holding) >= $3;
                    EXIT WHEN walked;
                END LOOP;
                IF NOT walked THEN
                    SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO holders, holding
                    FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
                        SELECT u.tenant, u.id FROM public.archive_unit u
                        WHERE u.tenant = m.tenant AND u.id < below AND {TOLD.format("u")} ORDER BY u.id DESC LIMIT $3
                    ) h;
                END IF;
            END IF;
        END IF;
    END IF;

    IF described_hits < most AND text_hits < most THEN
        -- what is in both is counted once, where all of both is known
        SELECT least(greatest(count(*), described_hits), most) INTO total FROM (
            SELECT each.id FROM unnest(described) each (id) UNION SELECT each.id FROM unnest(holding) each (id)
        ) every;
    END IF;
    RETURN QUERY SELECT each.tenant, each.id, total FROM (
        SELECT * FROM unnest(owners, described) UNION SELECT * FROM unnest(holders, holding)
    ) each (tenant, id) WHERE each.id < below ORDER BY each.id DESC LIMIT $3;
END
"""  # noqa: S608 (constants only)


class Migration(migrations.Migration):
    dependencies = [("texts", "0003_thumbnail")]

    operations = [
        migrations.RunSQL(
            f"SET ROLE {DEFINER}; DROP FUNCTION public.search_units(text, uuid, int, int, boolean); RESET ROLE",
            migrations.RunSQL.noop,
        ),
        # words (folded), only ids before this one (null: all), how many ids, how far to count, whether in texts too
        definer_function(
            "search_units(text, uuid, int, int, boolean)",
            "TABLE (tenant bigint, id uuid, hits bigint)",
            "plpgsql",
            BODY,
            "plan_cache_mode = force_custom_plan",
            "enable_indexscan = on",
            "enable_bitmapscan = off",
            "enable_sort = off",
            "enable_seqscan = off",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
        ),
    ]
