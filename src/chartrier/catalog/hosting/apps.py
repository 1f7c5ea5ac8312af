from django.apps import AppConfig


class HostingConfig(AppConfig):
    name = "chartrier.catalog.hosting"
    label = "hosting"
