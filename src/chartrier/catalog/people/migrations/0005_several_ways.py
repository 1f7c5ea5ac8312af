"""A person may have a role by themselves and by several conventions: one row for each, so that each ends alone."""

from django.db import migrations, models

TO_OWN_KEY = """
    ALTER TABLE people_membership ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
    ALTER TABLE people_membership ALTER COLUMN id DROP DEFAULT;
    ALTER TABLE people_membership DROP CONSTRAINT people_membership_pkey;
    ALTER TABLE people_membership ADD PRIMARY KEY (tenant, id);
    ALTER TABLE people_membership ADD CONSTRAINT people_membership_once
        UNIQUE NULLS NOT DISTINCT (tenant, person, role, convention);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_bounds")]

    operations = [
        # the default fills the rows of all tenants, which no UPDATE of ours would see; Django changes no composite key
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(TO_OWN_KEY, migrations.RunSQL.noop)],
            [
                migrations.AddField("membership", "id", models.UUIDField()),
                migrations.AlterField(
                    "membership",
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                migrations.AddConstraint(
                    "membership",
                    models.UniqueConstraint(
                        fields=("tenant", "person", "role", "convention"),
                        name="people_membership_once",
                        nulls_distinct=False,
                    ),
                ),
            ],
        ),
    ]
