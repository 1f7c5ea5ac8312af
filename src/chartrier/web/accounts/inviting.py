"""The letter by which somebody is invited, where the archive has a mail server; whoever invites sees the link too."""

from __future__ import annotations

import logging

from django.core.mail import send_mail

from chartrier.administration.invitations import Invitation
from chartrier.administration.offers import Offered
from chartrier.clock import day_of
from chartrier.records.days import written_day
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say

LOG = logging.getLogger(__name__)


def send(request: Asked, invitation: Invitation | Offered, collectivite: str) -> bool:
    """Send the link to whom it is for; whether the mail server took it."""
    settings, email = request.archive.settings, invitation.email
    if settings.mail_url is None or not email:
        return False
    name = " ".join(collectivite.split())
    until = written_day(day_of(invitation.expires), request.language)
    told = (
        say(request, "Bonjour {name},", name=invitation.name),
        say(request, "Vous êtes invité(e) à utiliser les archives de {collectivite}.", collectivite=name),
        _asked_to(request, invitation, until),
        invitation.link(settings.web_url),
        say(request, "Si vous n'attendiez pas cette invitation, ne faites rien : aucun compte ne s'ouvre sans vous."),
    )
    subject = say(request, "Votre accès aux archives de {collectivite}", collectivite=name)
    try:
        return bool(send_mail(subject, "\n\n".join(told), None, [email]))
    except (OSError, ValueError) as problem:
        # the reason names the server, never the link; an address that no mail can be sent to is a ValueError
        LOG.warning("an invitation was not sent: %s", type(problem).__name__)
        return False


def _asked_to(request: Asked, invitation: Invitation | Offered, day: str) -> str:
    if isinstance(invitation, Offered):
        return say(
            request,
            "Acceptez-la à cette adresse, qui sert une fois, jusqu'au {day}, par votre compte ou en en ouvrant un :",
            day=day,
        )
    return say(request, "Choisissez votre mot de passe à cette adresse, qui sert une fois, jusqu'au {day} :", day=day)
