"""`chartrier restitution`: archives given back to their producer."""

from __future__ import annotations

from chartrier.access.communication import Request
from chartrier.cli.acting import As, PassphraseFile
from chartrier.cli.deliver import (
    Motive,
    Plain,
    Proofs,
    Requester,
    RequestReference,
    Seda,
    To,
    Units,
    Usages,
    handed,
    usages_of,
)
from chartrier.cli.options import Home, Json, Lang, TenantCode


def restitution(
    units: Units,
    to: To,
    usage: Usages = None,
    plain: Plain = False,
    seda: Seda = None,
    motive: Motive = None,
    requester: Requester = None,
    request: RequestReference = None,
    proofs: Proofs = False,
    who: As = None,
    passphrase_file: PassphraseFile = None,
    tenant: TenantCode = None,
    home: Home = None,
    json: Json = False,
    lang: Lang = None,
) -> int:
    """Restituer des archives à leur producteur : le même paquet, et l'acte qui le dit. Rien n'est détruit ici."""
    asked = Request(units, usages_of(usage), plain, seda, motive, requester, request, proofs)
    return handed(asked, to, "restitution", who, passphrase_file, tenant, home, json, lang)
