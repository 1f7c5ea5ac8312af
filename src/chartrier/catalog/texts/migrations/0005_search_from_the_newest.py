"""The search by words, which looks first among the newest twenty thousand units: most pages end there.

As it was (0004), but for words that many units have, wherever they are: all that has them was fetched to find the
newest fifty, and then again to count that there are two thousand.

- What the newest often have is looked for one by one: an index of words says all of its places before the first.
- Else that index and the one of identifiers are read together, and what is fetched is what has the words among the
  newest. Only where that does not fill the page is the rest asked for, as before.
- Where descriptions fill the page, texts are looked up of the units that can be on it.

What is answered is unchanged.
"""

from django.db import migrations

from chartrier.catalog.database.isolation import DEFINER, definer_function

NEWEST_UNITS, NEWEST_WITH_TEXTS = 2_000, 500
"""Units of each tenant that are looked at one by one; a text is three look-ups away from its unit."""
DENSE = NEWEST_UNITS // 15
"""Of them, how many have the words where going on one by one is quicker than the index."""
DENSE_REACH = 30_000
"""Units that are gone on through then."""
FEW = 5_000
"""Units whose texts are looked up one by one."""
REACH = 20_000
"""Units, of all tenants, that are looked at next, by the index."""
GATHERED_UNITS, GATHERED_TEXTS = 20_000, 10_000
"""Hits of the index that are sorted."""
REACHES = "20000, 200000"
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
FAR = """
    floor := NULL;
    SELECT far.id INTO floor FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
        SELECT u.id FROM public.archive_unit u WHERE u.tenant = m.tenant AND u.id < below
        ORDER BY u.id DESC OFFSET {0} / greatest(cardinality(mine), 1) LIMIT 1
    ) far ORDER BY far.id DESC LIMIT 1;
"""
"""Units from `floor` on are so many at most, none: there are no more than that."""
OF_DOCUMENTS = """
    SELECT array_agg(d.tenant), coalesce(array_agg(d.unit), '{{}}') INTO holders, holding FROM (
        SELECT DISTINCT g.tenant, g.unit FROM unnest(keepers, documents) t (tenant, object)
            JOIN public.archive_dataobject o ON o.tenant = t.tenant AND o.id = t.object
            JOIN public.archive_unitgroup g ON g.tenant = o.tenant AND g.object_group = o.object_group
        WHERE {0}
    ) d;
"""
"""Each once: it may have several."""
FROM_FAR = f"""
    FOREACH reach IN ARRAY CASE WHEN floor IS NULL THEN '{{{{{REACHES}}}}}' ELSE '{{{{0}}}}' END::int[] LOOP
        IF reach > 0 THEN
            {FAR.format("reach")}
        END IF;
        EXIT WHEN floor IS NULL;
        first := (left(floor::text, 30) || '000000')::uuid;
        {BY_INDEX}
        SELECT array_agg(h.tenant), coalesce(array_agg(h.object), '{{{{}}}}') INTO keepers, documents FROM (
            SELECT t.tenant, t.object FROM public.texts_text t
            WHERE t.tenant = ANY (mine) AND t.search @@ asked AND t.object >= first LIMIT {GATHERED_TEXTS}
        ) h;
        {BY_KEY}
        EXIT WHEN cardinality(documents) = {GATHERED_TEXTS};
        {OF_DOCUMENTS.format("g.unit >= floor AND g.unit < below")}
        walked := reach = 0 OR cardinality(holding) >= wanted;
        EXIT WHEN walked;
    END LOOP;
""".replace("{{", "{").replace("}}", "}")  # noqa: S608 - constants only
"""The texts of what can be on the page, from farther and farther away; `walked`: all of it was seen."""

BODY = f"""
DECLARE
    mine CONSTANT bigint[] := nullif(current_setting('app.tenants', true), '')::bigint[];
    near CONSTANT bigint[] := CASE WHEN cardinality(mine) <= {NEAR} THEN mine END;
    asked CONSTANT tsquery := websearch_to_tsquery('pg_catalog.french', $1);
    below CONSTANT uuid := coalesce($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    wanted CONSTANT bigint := $3;
    most CONSTANT bigint := $4;
    seen bigint; known boolean;
    owners bigint[]; described uuid[]; described_hits bigint;
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
    -- of several tenants, the newest of each go back to different days
    IF NOT known AND cardinality(mine) = 1 AND cardinality(described) BETWEEN {DENSE} AND greatest(wanted, most) - 1 THEN
        SELECT array_agg(n.tenant), coalesce(array_agg(n.id), '{{}}') INTO owners, described
        FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
            SELECT f.tenant, f.id FROM (
                SELECT u.tenant, u.id, u.search FROM public.archive_unit u
                WHERE u.tenant = m.tenant AND u.id < below ORDER BY u.id DESC LIMIT {DENSE_REACH}
            ) f WHERE f.search @@ asked LIMIT greatest(wanted, most)
        ) n;
    END IF;
    IF NOT known AND (cardinality(mine) > 1 OR cardinality(described) < greatest(wanted, most)) THEN
        {FAR.format(REACH)}
        {BY_INDEX}
        SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO owners, described FROM (
            SELECT u.tenant, u.id FROM public.archive_unit u WHERE u.tenant = ANY (mine) AND u.search @@ asked
                AND u.id < below AND u.id >= coalesce(floor, '00000000-0000-0000-0000-000000000000')
        ) h;
        {BY_KEY}
        known := floor IS NULL;
    END IF;
    IF NOT known AND cardinality(described) < wanted THEN
        {BY_INDEX}
        SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO owners, described FROM (
            SELECT u.tenant, u.id FROM public.archive_unit u
            WHERE u.tenant = ANY (mine) AND u.search @@ asked AND u.id < below LIMIT {GATHERED_UNITS}
        ) h;
        {BY_KEY}
        known := cardinality(described) < {GATHERED_UNITS};
        described_hits := cardinality(described);
        IF NOT known THEN
            SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO owners, described
            FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
                SELECT u.tenant, u.id FROM public.archive_unit u
                WHERE u.tenant = m.tenant AND u.search @@ asked AND u.id < below ORDER BY u.id DESC LIMIT wanted
            ) h;
        END IF;
    END IF;
    described_hits := greatest(described_hits, cardinality(described));
    IF described_hits < most AND NOT (known AND $2 IS NULL) THEN
        {BY_INDEX}
        SELECT count(*) INTO described_hits FROM (
            SELECT FROM public.archive_unit u WHERE u.tenant = ANY (mine) AND u.search @@ asked LIMIT most
        ) h;
        {BY_KEY}
        IF described_hits < most AND $2 IS NULL AND described_hits > cardinality(described) THEN
            -- few, and not all of them are known: what is in both is to be counted once
            {BY_INDEX}
            SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO owners, described FROM (
                SELECT u.tenant, u.id FROM public.archive_unit u WHERE u.tenant = ANY (mine) AND u.search @@ asked
            ) h;
            {BY_KEY}
        END IF;
    END IF;

    IF $5 THEN
        floor := NULL;
        IF wanted > 0 AND cardinality(described) >= wanted THEN
            -- nothing older is on the page
            SELECT each.id INTO floor FROM unnest(described) each (id) WHERE each.id < below
            ORDER BY each.id DESC OFFSET wanted - 1 LIMIT 1;
        END IF;
        SELECT count(*) INTO seen FROM (
            SELECT FROM public.archive_unit u
            WHERE u.tenant = ANY (mine) AND u.id >= floor AND u.id < below LIMIT {FEW} + 1
        ) n;
        IF floor IS NOT NULL AND seen <= {FEW} THEN
            SELECT array_agg(u.tenant), coalesce(array_agg(u.id), '{{}}') INTO holders, holding
            FROM public.archive_unit u
            WHERE u.tenant = ANY (mine) AND u.id >= floor AND u.id < below AND {TOLD.format("u")};
            known := false;
            walked := true;
        ELSE
            SELECT count(*), array_agg(n.tenant) FILTER (WHERE n.hit),
                coalesce(array_agg(n.id) FILTER (WHERE n.hit), '{{}}')
            INTO seen, holders, holding FROM unnest(near) m (tenant) CROSS JOIN LATERAL (
                SELECT f.tenant, f.id, {TOLD.format("f")} AS hit FROM (
                    SELECT u.tenant, u.id FROM public.archive_unit u
                    WHERE u.tenant = m.tenant AND u.id < below ORDER BY u.id DESC LIMIT {NEWEST_WITH_TEXTS}
                ) f
            ) n;
            known := near IS NOT NULL AND seen < {NEWEST_WITH_TEXTS};
            walked := known OR cardinality(mine) = 1 AND cardinality(holding) >= wanted;
        END IF;
        text_hits := cardinality(holding);
        IF NOT walked AND (floor IS NOT NULL OR described_hits >= most) THEN
            -- only the page is wanted of them, not how many there are
            {FROM_FAR}
        END IF;
        IF NOT walked OR text_hits < most AND described_hits < most AND NOT (known AND $2 IS NULL) THEN
            {BY_INDEX}
            SELECT array_agg(h.tenant), coalesce(array_agg(h.object), '{{}}') INTO keepers, documents FROM (
                SELECT t.tenant, t.object FROM public.texts_text t
                WHERE t.tenant = ANY (mine) AND t.search @@ asked LIMIT {GATHERED_TEXTS}
            ) h;
            {BY_KEY}
            text_hits := cardinality(documents);
            IF text_hits < {GATHERED_TEXTS} THEN
                {OF_DOCUMENTS.format("true")}
                text_hits := cardinality(holding);
                walked := true;
            ELSIF NOT walked AND described_hits < most THEN
                {FROM_FAR}
            END IF;
            IF NOT walked THEN
                SELECT array_agg(h.tenant), coalesce(array_agg(h.id), '{{}}') INTO holders, holding
                FROM unnest(mine) m (tenant) CROSS JOIN LATERAL (
                    SELECT u.tenant, u.id FROM public.archive_unit u
                    WHERE u.tenant = m.tenant AND u.id < below AND {TOLD.format("u")} ORDER BY u.id DESC LIMIT wanted
                ) h;
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
    ) each (tenant, id) WHERE each.id < below ORDER BY each.id DESC LIMIT wanted;
END
"""  # noqa: S608 (constants only)


class Migration(migrations.Migration):
    dependencies = [("texts", "0004_texts_from_the_newest")]

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
