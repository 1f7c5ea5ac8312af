"""Addresses by which people sign in, and those of their account: of django-allauth's views, only those named here."""

from __future__ import annotations

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as identities
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, re_path

from chartrier.web.accounts import pages
from chartrier.web.frame.page import fresh_when_strong

urlpatterns = [
    path("connexion/", pages.leading_to_issuers(account.login), name="account_login"),
    path("connexion/sortir/", account.logout, name="account_logout"),
    path("connexion/compte-ferme/", account.account_inactive, name="account_inactive"),
    path("connexion/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("connexion/mot-de-passe/", pages.by_mail(account.password_reset), name="account_reset_password"),
    path(
        "connexion/mot-de-passe/envoye/",
        pages.by_mail(account.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "connexion/mot-de-passe/fait/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^connexion/mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("connexion/second-facteur/", factors.authenticate, name="mfa_authenticate"),
    path("connexion/second-facteur/confirmer/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/cle/confirmer/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("connexion/identite/annule/", identities.login_cancelled, name="socialaccount_login_cancelled"),
    path("connexion/identite/erreur/", identities.login_error, name="socialaccount_login_error"),
    path("connexion/identite/<str:provider_id>/login/", fresh_when_strong(openid.login), name="openid_connect_login"),
    path("connexion/identite/<str:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
    path("compte/", pages.account, name="account"),
    path("compte/mot-de-passe/", fresh_when_strong(account.password_change), name="account_change_password"),
    path(
        "compte/identites/",
        # asked for before, and not on the way back: what comes back names its issuer's kind only
        fresh_when_strong(reauthentication_required(pages.leading_to_issuers(identities.connections))),
        name="socialaccount_connections",
    ),
    path("compte/sessions/", pages.sessions, name="usersessions_list"),
    path("compte/second-facteur/", factors.index, name="mfa_index"),
    path("compte/second-facteur/exige/", pages.second_factor, name="second_factor"),
    path("compte/second-facteur/application/", fresh_when_strong(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "compte/second-facteur/application/retirer/",
        fresh_when_strong(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("compte/second-facteur/codes/", fresh_when_strong(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "compte/second-facteur/codes/nouveaux/",
        fresh_when_strong(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/second-facteur/codes/fichier/",
        fresh_when_strong(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("compte/second-facteur/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("compte/second-facteur/cles/ajouter/", fresh_when_strong(keys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "compte/second-facteur/cles/<int:pk>/nommer/", fresh_when_strong(keys.edit_webauthn), name="mfa_edit_webauthn"
    ),
    path(
        "compte/second-facteur/cles/<int:pk>/retirer/",
        fresh_when_strong(keys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("invitation/<str:token>/", pages.invitation, name="invitation"),
]
