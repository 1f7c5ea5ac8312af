from django.apps import AppConfig


class DispositionConfig(AppConfig):
    name = "chartrier.catalog.disposition"
    label = "disposition"
