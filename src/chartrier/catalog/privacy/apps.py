from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "chartrier.catalog.privacy"
    label = "privacy"
