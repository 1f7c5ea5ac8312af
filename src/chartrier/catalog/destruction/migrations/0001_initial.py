"""Orders of destruction, and the policies by which an archived row goes only when one names it."""

from django.db import migrations, models

from chartrier.catalog.database.isolation import changeable_while, refers, tenant_table

ORDERED = "EXISTS (SELECT FROM destruction_destroyed d WHERE d.tenant = {table}.tenant AND d.id = {table}.{column})"


def goes_with_an_order(table: str, column: str) -> migrations.RunSQL:
    """A row is deleted only when an order says that its unit or object is destroyed."""
    ordered = ORDERED.format(table=table, column=column)
    return migrations.RunSQL(
        f"CREATE POLICY ordered ON {table} AS RESTRICTIVE FOR DELETE USING ({ordered})", migrations.RunSQL.noop
    )


def named_by_an_order(table: str) -> migrations.RunSQL:
    """A row is entered only for an act that may destroy."""
    operations = "'elimination', 'retrait', 'transfert', 'restitution'"
    act = f"EXISTS (SELECT FROM acts_act a WHERE a.tenant = {table}.tenant AND a.id = {table}.act AND a.operation IN ({operations}))"
    return migrations.RunSQL(
        f"CREATE POLICY ordered ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK ({act})", migrations.RunSQL.noop
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial"), ("archive", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "package", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("package", models.UUIDField()),
                ("number", models.IntegerField()),
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("act", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["tenant", "act"], name="destruction_change_act")]},
        ),
        migrations.CreateModel(
            name="Destroyed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.BigIntegerField()),
                ("id", models.UUIDField()),
                ("kind", models.CharField(max_length=8)),
                ("package", models.UUIDField()),
                ("act", models.UUIDField()),
                ("size", models.BigIntegerField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["act"], name="destruction_destroyed_act")]},
        ),
        tenant_table("destruction_change"),
        tenant_table("destruction_destroyed"),
        changeable_while("destruction_change", "false"),
        changeable_while("destruction_destroyed", "false"),
        refers("destruction_change", "tenant, act", "acts_act"),
        refers("destruction_destroyed", "tenant, act", "acts_act"),
        named_by_an_order("destruction_change"),
        named_by_an_order("destruction_destroyed"),
        goes_with_an_order("archive_unit", "id"),
        goes_with_an_order("archive_unitparent", "unit"),
        goes_with_an_order("archive_unitgroup", "unit"),
        goes_with_an_order("archive_dataobject", "id"),
        # a settled versement changes once with each order, and only from what that order found
        migrations.RunSQL(
            """
            DROP POLICY settled_update ON archive_versement;
            CREATE POLICY settled_update ON archive_versement AS RESTRICTIVE FOR UPDATE
                USING (state = 'running' OR EXISTS (SELECT FROM destruction_change c
                    WHERE c.tenant = archive_versement.tenant AND c.package = archive_versement.id
                    AND c.before = archive_versement.inventory))
                WITH CHECK (true);
            """,
            migrations.RunSQL.noop,
        ),
    ]
