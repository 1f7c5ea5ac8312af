"""What the application's role may do, table by table. What is not written here it may not do.

Applied anew after each migration. Journal entries are never changed, archived rows never deleted but where an order of
destruction names them (`catalog/destruction`): not even by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.backends.base.base import BaseDatabaseWrapper

from chartrier.catalog.database.isolation import DEFINER

TENANT_TABLES: Mapping[str, str] = {
    "acts_act": "SELECT, INSERT",
    "archive_dataobject": "SELECT, INSERT, DELETE",  # only what an order destroys: see its policies
    "archive_unit": (
        "SELECT, INSERT, DELETE,"  # likewise, and changed in a correction only
        " UPDATE (content, management, title, title_key, start_date, end_date, search, corrected, top)"
    ),
    "archive_unitgroup": "SELECT, INSERT, DELETE",  # likewise
    "archive_unitparent": "SELECT, INSERT, DELETE",  # likewise, or in a correction
    "archive_versement": "SELECT, INSERT, UPDATE, DELETE",  # settled ones are out of reach: see its policies
    "conservation_definitiveunit": "SELECT, INSERT, DELETE",
    "conventions_convention": "SELECT, INSERT, UPDATE (name, first, last, signed, content)",
    "gels_gel": "SELECT, INSERT, UPDATE (lifted)",  # once: see its policies
    "gels_gelroot": "SELECT, INSERT",
    "gels_heldunit": "SELECT, INSERT, DELETE",
    "history_unitact": "SELECT, INSERT",
    "disposition_keptunit": "SELECT, INSERT",
    "disposition_proposedunit": "SELECT, INSERT",
    "communicabilite_derogationstep": "SELECT, INSERT",
    "communicabilite_unitdates": "SELECT, INSERT, UPDATE, DELETE",
    "consultations_consultation": "SELECT, INSERT, DELETE",  # old ones only: see its policies
    "destruction_change": "SELECT, INSERT",
    "destruction_destroyed": "SELECT, INSERT",
    "journal_journalentry": "SELECT, INSERT",
    "journal_journalhead": "SELECT, INSERT, UPDATE",
    "journal_journalnode": "SELECT, INSERT",
    "journal_journalreservation": "SELECT, INSERT, DELETE",
    "journal_publishedcopy": "SELECT, INSERT, UPDATE, DELETE",
    "counts_count": "SELECT, INSERT, UPDATE, DELETE",
    "maturity_assessment": "SELECT, INSERT, UPDATE (entered, person, score, content)",
    "requisitions_requisition": "SELECT, INSERT, UPDATE",
    "observatory_agreed": "SELECT, INSERT, DELETE",
    "persons_aipdnote": "SELECT, INSERT, UPDATE",
    "persons_foundunit": "SELECT, INSERT, UPDATE, DELETE",
    "persons_personrequest": "SELECT, INSERT, UPDATE (due, closed, content, act, sealed, letter, changed)",
    "persons_violation": "SELECT, INSERT, UPDATE (known, content, before, changed)",
    "people_membership": "SELECT, INSERT, UPDATE, DELETE",
    "preservation_auditcampaign": "SELECT, INSERT, UPDATE, DELETE",  # done ones are out of reach: see its policies
    "projects_project": "SELECT, INSERT, UPDATE, DELETE",
    "searches_savedsearch": "SELECT, INSERT, UPDATE, DELETE",
    "series_tableau": "SELECT, INSERT",
    "redactions_redaction": "SELECT, INSERT, UPDATE",
    "treatments_holder": "SELECT, INSERT",
    "treatments_version": "SELECT, INSERT",
    "works_work": "SELECT, INSERT, UPDATE, DELETE",
    "connectors_connector": "SELECT, INSERT, UPDATE (revoked, used_on, used_for)",
    "deposits_draft": "SELECT, INSERT, UPDATE, DELETE",
    "deposits_upload": "SELECT, INSERT, UPDATE, DELETE",
    "publications_publication": "SELECT, INSERT, UPDATE (act, online, changed, content, data)",
    "removals_removal": "SELECT, INSERT, UPDATE (answered, answer, motive, act, person, reason, contact)",
    "rules_declared": "SELECT, INSERT, UPDATE, DELETE",
    "rules_depart": "SELECT, INSERT",
    "rules_ending": "SELECT, INSERT, UPDATE, DELETE",
    "rules_referential": "SELECT, INSERT",
    "texts_text": "SELECT, INSERT, UPDATE, DELETE",  # a cache: it goes with its object, see its foreign key
    "privacy_scan": "SELECT, INSERT, UPDATE, DELETE",  # likewise, with its text
    "texts_thumbnail": "SELECT, INSERT, UPDATE, DELETE",  # likewise
    "transfers_notice": "SELECT, INSERT",
    "transfers_taken": "SELECT, INSERT",
    "tenants_tenant": ("SELECT, INSERT, UPDATE (siren, name, kind, settings, insee, departement, epci)"),
    "tenants_service": "SELECT, INSERT, UPDATE (name, producer, transferring, closed, accord)",
    "tenants_logo": "SELECT, INSERT, UPDATE, DELETE",
}

SHARED_TABLES: Mapping[str, tuple[str, str]] = {
    "people_person": ("SELECT, INSERT, UPDATE", "a person may act for several tenants"),
    "people_credential": ("SELECT, INSERT, UPDATE", "a person has one key and passphrase for all tenants"),
    "django_migrations": ("SELECT", "which migrations were applied"),
    "django_content_type": ("SELECT", "the list of models: names of tables, no data"),
    "auth_permission": ("SELECT", "the list of Django's permissions: names only"),
    "auth_group": ("", "Django's groups, unused: roles are memberships of a tenant"),
    "auth_group_permissions": ("", "Django's groups, unused: roles are memberships of a tenant"),
    "accounts_invitation": ("SELECT, INSERT, UPDATE, DELETE", "a person has one account for all tenants"),
    "accounts_offer": ("SELECT, INSERT, DELETE", "opened by its link before anybody is signed in"),
    "accounts_issuer": ("SELECT, INSERT, UPDATE", "asked before anybody is signed in"),
    "throttles_throttle": ("SELECT, INSERT, UPDATE, DELETE", "what was tried too often, asked before anybody is known"),
    "territory_statement": ("SELECT, INSERT", "what sources say of communes, most of which are no tenant"),
    "territory_version": ("SELECT, INSERT", "initiatives and actors of the territory: of no tenant, open data"),
    "observatory_choice": ("SELECT, INSERT", "who is counted, as the operator chose: of the instance"),
    "observatory_publication": ("SELECT, INSERT", "what instances publish, in sums: of no tenant, open data"),
    "observatory_trusted": ("SELECT, INSERT, DELETE", "public keys of other instances"),
    "hosting_version": ("SELECT, INSERT", "offers of storage, and the host's policy: of the instance"),
    "django_session": ("SELECT, INSERT, UPDATE, DELETE", "who is signed in; a person may act for several tenants"),
    "account_emailaddress": ("SELECT, INSERT, UPDATE, DELETE", "a person's address, for all tenants"),
    "account_emailconfirmation": ("SELECT, INSERT, UPDATE, DELETE", "a person's address, for all tenants"),
    "mfa_authenticator": ("SELECT, INSERT, UPDATE, DELETE", "a person's second factors, for all tenants"),
    "usersessions_usersession": ("SELECT, INSERT, UPDATE, DELETE", "a person's sessions, for all tenants"),
    "socialaccount_socialaccount": ("SELECT, INSERT, UPDATE, DELETE", "who a person is for an issuer"),
    "socialaccount_socialapp": ("", "issuers are in accounts_issuer"),
    "socialaccount_socialtoken": ("", "tokens of issuers are not kept"),
    "openings_opening": ("SELECT, INSERT, UPDATE", "asked of the instance: its collectivités are no tenants yet"),
    "openings_line": ("SELECT, INSERT, UPDATE", "likewise, a collectivité to open a line"),
    "procrastinate_jobs": ("SELECT, INSERT, UPDATE, DELETE", "jobs name identifiers only; works_work says the rest"),
    "procrastinate_events": ("SELECT, INSERT, DELETE", "when a job was begun and ended"),
    "procrastinate_workers": ("SELECT, INSERT, UPDATE, DELETE", "the processes that do jobs"),
    "procrastinate_periodic_defers": ("SELECT, INSERT, UPDATE, DELETE", "when a job by the clock was last deferred"),
}
"""Tables without tenant, with the reason."""

SEQUENCES = (
    "procrastinate_jobs_id_seq",
    "procrastinate_events_id_seq",
    "procrastinate_workers_id_seq",
    "procrastinate_periodic_defers_id_seq",
)
"""Those of the queue: no table of ours has one."""

FUNCTIONS = ("search_units", "tenant_keys", "grants_of")


def grant(connection: BaseDatabaseWrapper, application: str) -> None:
    """Give the application's role these rights and no other. To be run by the owner."""
    role = connection.ops.quote_name(application)
    rights = dict(TENANT_TABLES) | {table: right for table, (right, _) in SHARED_TABLES.items() if right}
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}")
        for table, right in rights.items():
            cursor.execute(f"GRANT {right} ON {table} TO {role}")
        for sequence in SEQUENCES:
            cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {role}")
        # The functions are the definer's, so are the rights on them.
        cursor.execute(f"SET ROLE {DEFINER}")
        cursor.execute(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM {role}")
        for function in FUNCTIONS:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {role}")
        cursor.execute("RESET ROLE")
