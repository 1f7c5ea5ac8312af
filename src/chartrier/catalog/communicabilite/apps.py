from django.apps import AppConfig


class CommunicabiliteConfig(AppConfig):
    name = "chartrier.catalog.communicabilite"
    label = "communicabilite"
