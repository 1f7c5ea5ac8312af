"""Addresses of what a collectivité settles for itself."""

from __future__ import annotations

from django.urls import path

from chartrier.web.settings import pages

urlpatterns = [
    path("<tenant:code>/administration/", pages.settings, name="settings"),
    path("<tenant:code>/administration/services/", pages.put_service, name="settings_service"),
    path("<tenant:code>/administration/services/fermer/", pages.close, name="settings_close"),
    path("<tenant:code>/administration/accord/", pages.put_accord, name="settings_accord"),
    path("<tenant:code>/administration/observatoire/", pages.put_agreement, name="settings_observatory"),
    path("<tenant:code>/administration/logo/", pages.put_logo, name="settings_logo"),
    path("<tenant:code>/logo.png", pages.logo, name="logo"),
]
